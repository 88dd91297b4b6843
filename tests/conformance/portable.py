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
