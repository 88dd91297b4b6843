"""Faults that make a difference to clients other than kubectl, beside those of faults.py."""
import base64
import json

from case import Case
from forms import WORDS, forms
from writing import Raw

OTHERS = []
JWT = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (b'{"alg":"none"}', json.dumps({"exp": 4102444800}).encode(), b"x"))
PROVIDERS = [
    {"name": "gcp", "config": {"access-token": "opaque", "expiry": "2099-01-01T00:00:00Z"}},
    {"name": "gcp", "config": {"access-token": "opaque", "expiry": "2001-01-01T00:00:00Z", "cmd-path": "gcloud", "cmd-args": "config", "token-key": "{.a}", "expiry-key": "{.b}"}},
    {"name": "gcp", "config": {"access-token": "opaque"}},
    {"name": "gcp", "config": {"cmd-path": "gcloud", "cmd-args": "config config-helper"}},
    {"name": "azure", "config": {"access-token": "opaque", "expires-on": "4102444800", "expires-in": "3600", "client-id": "x", "tenant-id": "y", "apiserver-id": "z", "environment": "AzurePublicCloud"}},
    {"name": "azure", "config": {"access-token": "opaque", "expires-on": "1"}},
    {"name": "azure", "config": {"access-token": "opaque"}},
    {"name": "openstack", "config": {"ttl": "10m"}},
    {"name": "oidc", "config": {"id-token": JWT, "idp-issuer-url": "https://127.0.0.1:9443", "client-id": "x"}},
    {"name": "oidc", "config": {"id-token": JWT}},
    {"name": "oidc", "config": {"id-token": "opaque", "client-id": "x"}},
    {"name": "oidc"},
    {"config": {"access-token": "opaque"}},
]


def other(function):
    OTHERS.append(function)
    return function


@other
def word(case: Case) -> None:
    """A word that is no text to some, as a value or as a name and where it is used."""
    text = Raw(case.rng.choice(WORDS))
    place = case.rng.choice(["token", "insecure", "namespace", "server", "context", "cluster", "user", "password", "tls-server-name"])
    if place in ("token", "password"):
        case.user[place] = text
    elif place in ("server", "tls-server-name"):
        case.cluster[place] = text
    elif place == "insecure":
        case.cluster["insecure-skip-tls-verify"] = text
    elif place == "namespace":
        case.context["namespace"] = text
    elif place == "context":
        case.config["contexts"][0]["name"] = case.config["current-context"] = text
    else:
        case.config[f"{place}s"][0]["name"] = case.context[place] = text


@other
def plain_http(case: Case) -> None:
    case.cluster["server"] = case.rng.choice(["http://127.0.0.1:8080", "http://k8s.corp.test", "http://localhost:8080/k8s", "HTTP://127.0.0.1:8080", "127.0.0.1:8080", "k8s.corp.test"])
    if case.rng.random() < 0.4:
        case.insecure()


@other
def provider(case: Case) -> None:
    case.user["auth-provider"] = case.rng.choice(PROVIDERS)


@other
def several_contexts(case: Case) -> None:
    contexts = [("y", {"cluster": "c", "user": "u", "namespace": "other"}), ("z", {"cluster": "c"}), ("n", {"user": "u"}), ("m", {"cluster": "c", "user": "nope"}), ("o", {"cluster": "nope", "user": "u"}), ("p", {"cluster": "d", "user": "v"})]
    for name, context in case.rng.sample(contexts, case.rng.choice([1, 2, 3])):
        case.config["contexts"].insert(case.rng.randrange(len(case.config["contexts"]) + 1), {"name": name, "context": context})
    case.config["clusters"].append({"name": "d", "cluster": {"server": "https://127.0.0.1:6444", "insecure-skip-tls-verify": True}})
    case.config["users"].append({"name": "v", "user": {"token": "other"}})
    if case.rng.random() < 0.3:
        case.config["current-context"] = case.rng.choice(["y", "z", "n", "m", "o", "p"])


@other
def no_current_context(case: Case) -> None:
    del case.config["current-context"]


@other
def form_of_authority(case: Case) -> None:
    case.cluster.pop("insecure-skip-tls-verify", None)
    case.cluster["certificate-authority-data"] = case.rng.choice(list(forms(case.pem["ca-cert"]).values()))


@other
def form_of_pair(case: Case) -> None:
    name = case.rng.choice(["rsa", "ec"])
    certificates, keys = forms(case.pem[f"{name}-cert"]), forms(case.pem[f"{name}-key"])
    form = case.rng.choice(list(certificates))
    case.user["client-certificate-data"] = certificates[form]
    case.user["client-key-data"] = keys[form if case.rng.random() < 0.5 else "pem-good"]


@other
def two_credentials(case: Case) -> None:
    for add in case.rng.sample([case.token, case.token_file, case.certificate, case.certificate_files, case.basic, case.plugin, case.oidc], 2):
        add()


@other
def two_authorities(case: Case) -> None:
    for add in case.rng.sample([case.with_ca, case.with_ca_file, case.insecure], 2):
        add()


@other
def keys_of_other_clients(case: Case) -> None:
    key, text = case.rng.choice([("token-file", "token"), ("tokenfile", "token"), ("certificateAuthorityData", "aGk="), ("skipTLSVerify", True), ("proxyUrl", "http://127.0.0.1:3128"), ("clientCertificateData", "aGk="), ("impersonateUser", "bob")])
    case.files["token"] = b"token-of-the-file"
    (case.user if key in ("token-file", "tokenfile", "clientCertificateData", "impersonateUser") else case.cluster)[key] = text


@other
def impersonation(case: Case) -> None:
    case.user["as"] = "bob"
    if case.rng.random() < 0.5:
        case.user.update({"as-groups": ["admins"], "as-uid": "1", "as-user-extra": {"scopes": ["view"]}})


@other
def proxy(case: Case) -> None:
    case.cluster["proxy-url"] = case.rng.choice(["http://127.0.0.1:3128", "http://proxy.corp.test:3128", "https://127.0.0.1:3128", "socks5://127.0.0.1:1080", "http://user:word@127.0.0.1:3128", "", None, "127.0.0.1:3128"])


@other
def address_with_more(case: Case) -> None:
    case.cluster["server"] = case.rng.choice(["https://127.0.0.1:6443/", "https://127.0.0.1:6443//", "https://u:p@127.0.0.1:6443", "https://u@127.0.0.1:6443", "https://127.0.0.1:6443?a=b", "https://127.0.0.1:6443/a?b=c", "https://127.0.0.1:6443/#a",
        "https://127.0.0.1:6443/a/../b", "https://127.0.0.1:6443/a b", "https://127.0.0.1:6443/%61", "https://K8S.corp.test", "HTTPS://k8s.corp.test", " https://127.0.0.1:6443", "https://127.0.0.1:6443 ", "https://127.0.0.1:6443\n", "https://bücher.test"])  # fmt: skip


def every(case: Case) -> list[tuple[dict, str]]:
    """The places of scalars that are texts."""
    maps = [case.cluster, case.user, case.context, *(value for value in case.user.values() if isinstance(value, dict))]
    return [(mapping, key) for mapping in maps for key, value in mapping.items() if isinstance(value, str) and len(value) < 200]


@other
def file_and_data(case: Case) -> None:
    """Both ways to say the same, of which one is empty or leads nowhere."""
    key = case.rng.choice(["certificate-authority", "client-certificate", "client-key"])
    mapping, pem = (case.cluster, case.pem["ca-cert"]) if key == "certificate-authority" else (case.user, case.pem["rsa-cert" if key == "client-certificate" else "rsa-key"])
    mapping[key] = case.rng.choice(["given.pem", "missing.pem", ""])
    mapping[f"{key}-data"] = case.rng.choice([base64.b64encode(pem).decode(), "", None])
    case.files["given.pem"] = pem


@other
def http_with_credentials(case: Case) -> None:
    case.cluster["server"] = case.rng.choice(["http://127.0.0.1:8080", "http://u:p@127.0.0.1:8080", "http://localhost:8080/", "http://127.0.0.1"])
    for add in case.rng.sample([case.token, case.token_file, case.certificate, case.basic, case.plugin, case.insecure, case.with_ca], 2):
        add()


@other
def name_of_the_server(case: Case) -> None:
    case.cluster["tls-server-name"] = case.rng.choice(["kubernetes.default.svc", "10.0.0.1", "", "KUBERNETES", "a_b", "*.corp.test", "kubernetes.", "kubernetes "])


@other
def plugin_with_more(case: Case) -> None:
    case.plugin()
    exec_ = case.user["exec"]
    for key, value in case.rng.sample(
        [("env", [{"name": "AWS_PROFILE", "value": "prod"}]), ("env", []), ("env", None), ("args", []), ("args", None), ("interactiveMode", "IfAvailable"), ("interactiveMode", "Always"), ("provideClusterInfo", True), ("installHint", "install it"), ("apiVersion", "client.authentication.k8s.io/v1"), ("command", "/usr/local/bin/corp-login"), ("command", "bin/corp-login")], 3
    ):  # fmt: skip
        exec_[key] = value


@other
def odd_namespace(case: Case) -> None:
    case.context["namespace"] = case.rng.choice(["kube-system", "", None, "UPPER", "a b", "ünïcode", "x" * 64, "-x", "1", "default"])


@other
def odd_names(case: Case) -> None:
    name = case.rng.choice(["arn:aws:eks:eu-west-1:1:cluster/x", "user@host:port", "a b", "名前", "x.y/z", "'quoted'", "\"q\"", "a#b", "a: b", "- a", "{}", "[]", "!a", "&a", "*a", "?", "|", ">", "%a", "@a", "`a`", "null", "true", "1e3", "\\n", "🦀 crab"])
    case.config["contexts"][0]["name"] = case.config["current-context"] = name
    if case.rng.random() < 0.5:
        case.config["clusters"][0]["name"] = case.context["cluster"] = name
    if case.rng.random() < 0.5:
        case.config["users"][0]["name"] = case.context["user"] = name


@other
def null_somewhere(case: Case) -> None:
    mapping, key = case.rng.choice(every(case))
    mapping[key] = None


@other
def null_entry(case: Case) -> None:
    entries = case.config[case.rng.choice(["clusters", "users", "contexts"])]
    entries.insert(case.rng.randrange(len(entries) + 1), case.rng.choice([None, {}, {"name": "spare"}, {"name": "spare", "user": None}, {"name": "spare", "cluster": None}, {"name": "spare", "context": None}, {"name": ""}]))


@other
def twice(case: Case) -> None:
    entries = case.config[case.rng.choice(["clusters", "users", "contexts"])]
    again = json.loads(json.dumps(entries[0]))
    if case.rng.random() < 0.5:
        again["name"] = "other"
    entries.insert(case.rng.randrange(2), again)


@other
def empty_lists(case: Case) -> None:
    case.config[case.rng.choice(["clusters", "users", "contexts"])] = case.rng.choice([[], None, {}])


@other
def proxy_of_every_kind(case: Case) -> None:
    case.cluster["proxy-url"] = case.rng.choice(["http://127.0.0.1:3128/", "HTTP://127.0.0.1:3128", "socks5://127.0.0.1:1080", "socks5h://127.0.0.1:1080", "socks4://127.0.0.1:1080", "socks://127.0.0.1:1080", "https://proxy.corp.test:443", "http://proxy.corp.test", "http://[::1]:3128", "http://u@127.0.0.1:3128", "ftp://127.0.0.1:21", "proxy.corp.test", "127.0.0.1:3128", "http:/127.0.0.1", " ", "~", "http://127.0.0.1:99999"])  # fmt: skip
    if case.rng.random() < 0.3:
        case.cluster["server"] = case.rng.choice(["http://127.0.0.1:8080", "https://k8s.corp.test", "https://127.0.0.1"])


@other
def host_of_every_kind(case: Case) -> None:
    case.cluster["server"] = case.rng.choice(["https://localhost", "https://[::1]", "https://[::1]:6443/", "https://10.0.0.1:443", "https://k8s.corp.test.:6443", "https://K8S.Corp.Test:6443/Path", "https://a-b.c_d.test", "https://127.1:6443", "https://2130706433", "https://0x7f000001", "https://127.0.0.1:06443", "https://127.0.0.1:+6443", "https://xn--bcher-kva.test", "https://[::ffff:127.0.0.1]:6443", "https://0.0.0.0:6443", "https://kubernetes", "https://127.0.0.1:6443/k8s/clusters/c-m-abc", "https://a.b.c.d.e.f.g:6443", "https://127.0.0.1:65535", "https://127.0.0.1:65536"])  # fmt: skip


@other
def token_of_every_kind(case: Case) -> None:
    case.user["token"] = case.rng.choice([JWT, "a" * 5000, "token with blanks", "tok\u00e9n", " ", "\t", "a\r\n", "Bearer abc", "\"quoted\"", "k8s-aws-v1.aGk", "true", "null", "0123", "1e3", "~"])


@other
def claims_that_end(case: Case) -> None:
    part = lambda data: base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")
    claims = case.rng.choice([{"exp": 1}, {"exp": "1"}, {"exp": 4102444800}, {"nbf": 4102444800}, {}, {"exp": 4102444800.9}, {"exp": -1}])
    token = ".".join([part({"alg": "RS256"}), part(claims), "c2ln"])
    if case.rng.random() < 0.5:
        case.user["token"] = token
    else:
        case.oidc()
        config = case.user["auth-provider"]["config"]
        config["id-token"] = token
        for key in case.rng.sample(["refresh-token", "idp-issuer-url", "client-id"], case.rng.choice([0, 1])):
            config.pop(key, None)
