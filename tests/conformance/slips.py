"""Slips of people that have one meaning only, and so a safe fix. Each returns whether it found something to spoil."""
import base64
import re

from case import V1BETA1, Case
from credentials import b64, der

SLIPS = []


def slip(function):
    SLIPS.append(function)
    return function


def data_fields(case: Case) -> list[tuple[dict, str]]:
    return [(mapping, key) for mapping in (case.cluster, case.user) for key in mapping if key.endswith("-data")]


def on_data(spoil):
    """A slip that spoils the text of one `*-data` field."""

    def spoiled(case: Case) -> bool:
        if not (fields := data_fields(case)):
            return False
        mapping, key = case.rng.choice(fields)
        mapping[key], before = spoil(case, mapping[key]), mapping[key]
        return mapping[key] != before

    spoiled.__name__ = spoil.__name__
    return slip(spoiled)


@on_data
def raw_pem(case, text):
    return base64.b64decode(text).decode() if text.startswith("LS0t") else text


@on_data
def blanks_in_base64(case, text):
    size = case.rng.choice([64, 76])
    return case.rng.choice([" ", "\n", "\t"]).join(text[start : start + size] for start in range(0, len(text), size))


@on_data
def no_padding(case, text):
    return text.rstrip("=")


@on_data
def encoded_twice(case, text):
    return b64(text.encode())


@slip
def der_in_data(case):
    data = case.cluster.get("certificate-authority-data", "")
    if not data.startswith("LS0t"):
        return False
    case.cluster["certificate-authority-data"] = b64(der(base64.b64decode(data)))
    return True


@slip
def trusted_certificate(case):
    data = case.cluster.get("certificate-authority-data", "")
    if not data.startswith("LS0t"):
        return False
    case.cluster["certificate-authority-data"] = b64(base64.b64decode(data).replace(b" CERTIFICATE", b" X509 CERTIFICATE"))
    return True


@slip
def swapped(case):
    pair = "client-certificate-data", "client-key-data"
    if not all(case.user.get(key, "").startswith("LS0t") for key in pair):
        return False
    case.user[pair[0]], case.user[pair[1]] = case.user[pair[1]], case.user[pair[0]]
    return True


@slip
def data_as_path(case):
    fields = [field for field in data_fields(case) if field[0][field[1]].startswith("LS0t")]
    if not fields:
        return False
    mapping, key = case.rng.choice(fields)
    rename(mapping, key, key.removesuffix("-data"))
    return True


def rename(mapping: dict, key: str, other: str) -> None:
    """Keeps the order."""
    items = [(other if name == key else name, value) for name, value in mapping.items()]
    mapping.clear()
    mapping.update(items)


@slip
def key_in_other_letters(case):
    choices = [(mapping, key) for mapping in (case.cluster, case.user) for key in mapping if "-" in key]
    if not choices:
        return False
    mapping, key = case.rng.choice(choices)
    rename(mapping, key, case.rng.choice([key.replace("-", "_"), re.sub(r"-(.)", lambda letter: letter[1].upper(), key)]))
    return True


@slip
def key_beside_the_entry(case):
    """`server` at the level of `name`."""
    entry, inner = case.rng.choice([(case.config["clusters"][0], case.cluster), (case.config["users"][0], case.user)])
    if len(inner) < 2:
        return False
    key = case.rng.choice(sorted(inner))
    entry[key] = inner.pop(key)
    return True


@slip
def namespace_in_cluster(case):
    case.cluster["namespace"] = "team-a"
    return "namespace" not in case.context


@slip
def number_as_token(case):
    if not isinstance(case.user.get("token"), str):
        return False
    case.user["token"] = case.rng.choice([1234567, 20250101])
    return True


@slip
def word_as_namespace(case):
    case.context["namespace"] = case.rng.choice([True, 12])
    return True


@slip
def blanks_around_token(case):
    if not isinstance(case.user.get("token"), str):
        return False
    case.user["token"] = case.rng.choice(["{}\n", " {}", "{} ", "{}\r\n"]).format(case.user["token"])
    return True


@slip
def token_in_base64(case):
    if case.user.get("token") != "opaque-token":
        return False
    parts = (base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (b'{"alg":"RS256"}', b'{"sub":"system:serviceaccount:a:b"}', b"signature" * 5))
    case.user["token"] = b64(".".join(parts).encode())
    return True


@slip
def token_called_path(case):
    if case.user.get("tokenFile") != "token":
        return False
    rename(case.user, "tokenFile", "token")
    case.user["token"] = "./token"
    return True


@slip
def no_interactive_mode(case):
    if "exec" not in case.user:
        return False
    case.user["exec"]["apiVersion"] = "client.authentication.k8s.io/v1"
    return True


@slip
def interactive_mode_in_small(case):
    if "exec" not in case.user:
        return False
    case.user["exec"].update(interactiveMode=case.rng.choice(["never", "ifAvailable", "IFAVAILABLE"]))
    return True


@slip
def old_api_version(case):
    if "exec" not in case.user:
        return False
    case.user["exec"] = {"apiVersion": "client.authentication.k8s.io/v1alpha1", "command": "aws", "args": ["eks", "get-token", "--cluster-name", "c", "--output", "json"]}
    return V1BETA1 != case.user["exec"]["apiVersion"]


@slip
def no_output_format(case):
    """Only where the user has set another one would the plugin fail: what is asked here is whether the fix does any harm."""
    if "exec" not in case.user:
        return False
    cluster = case.rng.choice([["--cluster-name", "c"], ["--cluster-id=c"], ["--cluster-name", "my cluster"]])
    case.user["exec"] = {"apiVersion": V1BETA1, "command": "aws", "args": ["eks", "get-token", *cluster]}
    return True


def on_server(spoil):
    def spoiled(case: Case) -> bool:
        server = case.cluster.get("server", "")
        case.cluster["server"] = spoil(case, server)
        return case.cluster["server"] != server

    spoiled.__name__ = spoil.__name__
    return slip(spoiled)


@on_server
def no_scheme(case, server):
    return server.removeprefix("https://") if server.endswith(":6443") and "[" not in server else server


@on_server
def no_brackets(case, server):
    return server.replace("[::1]", "::1")


@on_server
def brackets_around_ipv4(case, server):
    return re.sub(r"//([\d.]+)", r"//[\1]", server)


@on_server
def doubled_scheme(case, server):
    return f"https://{server}"


@on_server
def blanks_around_server(case, server):
    return case.rng.choice([f" {server}", f"{server} ", f"{server}\n"])


@on_server
def query(case, server):
    return f"{server}?timeout=30s"


@on_server
def every_address(case, server):
    return server.replace("127.0.0.1", "0.0.0.0").replace("[::1]", "[::]")


@slip
def bare_proxy(case):
    case.cluster["proxy-url"] = "127.0.0.1:3128"
    return True


@slip
def url_as_server_name(case):
    case.cluster["tls-server-name"] = case.rng.choice(["https://kubernetes", "kubernetes:443"])
    return True


@slip
def false_as_text(case):
    if "insecure-skip-tls-verify" in case.cluster:
        return False
    case.cluster["insecure-skip-tls-verify"] = case.rng.choice(["false", "no", "off"])
    return True
