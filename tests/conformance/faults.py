"""The faults, as functions over a Case."""
import base64
import json
import time

from case import Case
from credentials import b64, pem_of
from values import NAMES, VALUES

FAULTS = []


def fault(function):
    FAULTS.append(function)
    return function


def place(case: Case, where: str) -> dict:
    """The mapping that is called so; plugin and provider come into being where there are none."""
    if where == "exec":
        if "exec" not in case.user:
            case.plugin()
        return case.user["exec"]
    if where == "oidc":
        if "auth-provider" not in case.user:
            case.oidc()
        return case.user["auth-provider"]["config"]
    return {"cluster": case.cluster, "user": case.user, "context": case.context, "top": case.config}[where]


def value(where: str, key: str, choices: list):
    return lambda case: place(case, where).__setitem__(key, case.rng.choice(choices))


FAULTS += [value(*row) for row in VALUES]


def some_mapping(case: Case) -> dict:
    return case.rng.choice([place(case, where) for where in case.rng.choices(["cluster", "user", "context", "top", "exec"], [3, 4, 3, 3, 1])])


@fault
def exec_of_every_kind(case):
    for where, key, choices in VALUES:
        if where == "exec" and case.rng.random() < 0.5:
            place(case, "exec")[key] = case.rng.choice(choices)


@fault
def id_token(case):
    def jwt(claims) -> str:
        part = lambda data: base64.urlsafe_b64encode(data).decode().rstrip("=")
        return ".".join(map(part, [b'{"alg":"RS256"}', claims, b"signature"]))

    config, now = place(case, "oidc"), int(time.time())
    claims = case.rng.choice([b"{}", b"[]", b"x", b'{"exp": "x"}', json.dumps({"exp": now - 60}).encode(), json.dumps({"exp": now + 360000}).encode(), b'{"exp": 4102444800.5}', b'{"exp": null}'])
    config["id-token"] = case.rng.choice([jwt(claims), jwt(claims), "a.b.c", "opaque", "", "a..b"])
    if case.rng.random() < 0.7:
        config.pop("refresh-token", None)


@fault
def spare_user(case):
    bad = [{"token": 5}, {"token": None}, None, {}, {"client-certificate": "missing"}, {"client-key-data": "***"}, {"client-certificate-data": "aGk="}, {"exec": {}}, {"auth-provider": {"name": "gcp"}}, {"tokenFile": "missing"}, {"token": "a", "username": "b"},
        {"client-certificate-data": b64(case.pem["rsa512-cert"]), "client-key-data": b64(case.pem["rsa512-key"])}, {"as-groups": ["g"]}, "x", []]  # fmt: skip
    case.config["users"].insert(case.rng.randrange(2), {"name": case.rng.choice(["u", "v", "w", "", None, 3]), "user": case.rng.choice(bad)})


@fault
def spare_cluster(case):
    bad = [{"server": "https://h", "certificate-authority-data": case.rng.choice(["***", "", b64(case.pem["ca-cert"]), b64(case.pem["expired-cert"]), "aGk="])}, {"server": ""}, None, {}, {"server": 5},
        {"server": "https://[h"}, {"proxy-url": "ftp://x", "server": "https://h"}, {"server": "https://h", "certificate-authority": "missing"}]  # fmt: skip
    case.config["clusters"].insert(case.rng.randrange(2), {"name": case.rng.choice(["c", "d", "", None]), "cluster": case.rng.choice(bad)})


@fault
def spare_context(case):
    spare = case.rng.choice([{"cluster": "c", "user": "nope"}, {"cluster": "nope", "user": "u"}, {}, None, {"cluster": "c", "user": "u", "namespace": "A_B"}, {"cluster": 1}])
    case.config["contexts"].insert(case.rng.randrange(2), {"name": case.rng.choice(["x", "y", 1, "", None]), "context": spare})


@fault
def rename_everything(case):
    name = case.rng.choice(NAMES)
    entry, field, mapping = case.rng.choice([("clusters", "cluster", case.context), ("users", "user", case.context), ("contexts", "current-context", case.config)])
    case.config[entry][0]["name"] = name
    mapping[field] = name


@fault
def drop_key(case):
    mapping = some_mapping(case)
    if mapping:
        mapping.pop(case.rng.choice(sorted(mapping)))


@fault
def rename_key(case):
    mapping = some_mapping(case)
    if mapping:
        key = case.rng.choice(sorted(mapping))
        mapping[case.rng.choice([key.upper(), key.replace("-", "_"), key + "s", key[:-1], key.capitalize()])] = mapping.pop(key)


@fault
def move_key(case):
    source, target = case.rng.sample([case.cluster, case.user, case.context, case.config], 2)
    if source:
        key = case.rng.choice(sorted(source))
        target[key] = source.pop(key)


@fault
def other_pem(case):
    names = sorted(case.pem)
    pick = lambda: case.pem[case.rng.choice(names)]
    case.rng.choice([
        lambda: case.cluster.update({"certificate-authority-data": b64(pick())}),
        lambda: case.user.update({"client-certificate-data": b64(pick()), "client-key-data": b64(pick())}),
        lambda: case.user.update({"client-certificate-data": b64(pick())}),
        lambda: case.user.update({"client-key-data": b64(pick())}),
        lambda: place(case, "oidc").update({"idp-certificate-authority-data": b64(pick())}),
    ])()  # fmt: skip


@fault
def matching_pair(case):
    name = case.rng.choice(sorted(name[:-5] for name in case.pem if name.endswith("-cert") and name[:-5] + "-key" in case.pem))
    case.user.update({"client-certificate-data": b64(case.pem[f"{name}-cert"]), "client-key-data": b64(case.pem[f"{name}-key"])})


@fault
def pair_of_one_key(case):
    certificate = case.rng.choice(["ec-cert", "negative-cert", "expired-cert", "future-cert", "ending-cert", "trailing-cert", "chain", "reversed-chain", "both"])
    key = case.rng.choice(["ec-key", "sec1-key", "parameters-key", "sealed-key", "both"])
    case.user.update({"client-certificate-data": b64(case.pem[certificate]), "client-key-data": b64(case.pem[key])})


@fault
def authority_of_every_kind(case):
    name = case.rng.choice(sorted(name for name in case.pem if not name.endswith("-key")))
    case.cluster.pop("insecure-skip-tls-verify", None)
    case.cluster.pop("certificate-authority", None)
    case.cluster["certificate-authority-data"] = b64(case.pem[name])


@fault
def spoiled_pem(case):
    pem = case.pem["ca-cert"]
    body = pem.replace(b"-----BEGIN CERTIFICATE-----\n", b"").replace(b"-----END CERTIFICATE-----\n", b"")
    form = case.rng.choice([pem.replace(b"\n", b"\r\n"), b"text\n" + pem, pem + b"text", pem + pem, pem.strip() + pem, pem.replace(b"\n", b" "), pem.replace(b"\n", b"\\n"),
        b"\xef\xbb\xbf" + pem, body, case.der, pem.replace(b"CERTIFICATE", b"X509 CERTIFICATE"), pem.replace(b"CERTIFICATE", b"TRUSTED CERTIFICATE"),
        b64(pem).encode(), pem.replace(b"M", b"N", 1), pem[: len(pem) // 2], pem.replace(b"\n", b"\n  "), pem.decode().encode("utf-16"), b"\n\n" + pem, pem.rstrip(b"\n"), b" ",
        pem.replace(b"-----\n", b"-----\nA: b\n\n", 1), pem.replace(b"-----\n", b"----- \n"), pem.lower(), pem_of(b"", "CERTIFICATE"), pem_of(b"\x30\x00", "CERTIFICATE")])  # fmt: skip
    if case.rng.random() < 0.5:
        case.cluster["certificate-authority-data"] = b64(form)
    else:
        case.user["client-certificate-data"], case.user["client-key-data"] = b64(form), b64(case.pem["ca-key"])


@fault
def flipped_bytes(case):
    """Certificates and keys with a byte or two that are not as they were."""
    name = case.rng.choice(["ec", "rsa", "ed25519", "p521"])
    certificate, key = (bytearray(base64.b64decode("".join(case.pem[f"{name}-{part}"].decode().split("\n")[1:-2]))) for part in ("cert", "key"))
    spoiled = case.rng.choice([certificate, certificate, key])
    for _ in range(case.rng.choice([1, 1, 2])):
        spoiled[case.rng.randrange(len(spoiled))] = case.rng.randrange(256)
    case.user["client-certificate-data"], case.user["client-key-data"] = b64(pem_of(bytes(certificate), "CERTIFICATE")), b64(pem_of(bytes(key), "PRIVATE KEY"))
    if case.rng.random() < 0.5:
        case.cluster["certificate-authority-data"] = case.user["client-certificate-data"]


@fault
def spoiled_base64(case):
    text = b64(case.pem["ca-cert"])
    at = case.rng.randrange(len(text))
    form = case.rng.choice([text[:-1], text[:at] + " " + text[at:], text[:at] + "\n" + text[at:], text[:at] + "*" + text[at + 1 :], text + "=", text.rstrip("="),
        text.replace("+", "-"), text[:at], text + "AAAA", case.pem["ca-cert"].decode(), "\n".join(text[i : i + 76] for i in range(0, len(text), 76)) + "\n"])  # fmt: skip
    case.cluster["certificate-authority-data"] = form


@fault
def referenced_files(case):
    key, name, pem = case.rng.choice([("certificate-authority", "ca.crt", "ca-cert"), ("client-certificate", "client.crt", "rsa-cert"), ("client-key", "client.key", "rsa-key")])
    (case.cluster if name == "ca.crt" else case.user)[key] = name
    case.files[name] = case.rng.choice([case.pem[pem], b"", b"\n", case.der, b"text", case.pem["ca-key"], case.pem["ca-cert"], case.pem["k256-cert"], None, "link", "dangling", "."])


@fault
def token_files(case):
    case.user["tokenFile"] = "token"
    case.files["token"] = case.rng.choice([b"", b"\n", b"  ", b"a\nb\n", b"a b", b"\xff\xfe", b"\xef\xbb\xbfopaque", b"a\0b", b"Bearer x", "t\u00f6k".encode(), b"x" * 9000, None, "link", "a\x1b".encode(), b" a "])
    if case.rng.random() < 0.7:
        case.user.pop("token", None)


@fault
def things_beside(case):
    case.files.update({"folder": None, "empty": b"", "link": "ca.crt", "dangling": "nowhere", "ca.crt": case.pem["ca-cert"]})
