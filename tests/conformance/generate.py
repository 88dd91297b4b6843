#!/usr/bin/env python3
"""Writes random kubeconfigs, composed of features and faults, for compare.py.

usage: generate.py FOLDER SEED COUNT

Every file is FOLDER/NNNNN/kubeconfig, with the files it names beside it. The same seed gives the same files, but for the credentials,
which are made anew with openssl. Servers are on the loopback of a namespace without a network: nothing can be reached.
"""
import base64
import json
import os
import random
import subprocess
import sys
import tempfile

SERVERS = ["https://127.0.0.1:6443", "https://localhost:6443/k8s/clusters/c-1", "https://10.1.2.3:6443", "https://[::1]:6443", "https://k8s.corp.test"]


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


class Credentials:
    """Certificates and keys of all the kinds that matter, as PEM bytes by name."""

    def __init__(self) -> None:
        self.pem: dict[str, bytes] = {}
        with tempfile.TemporaryDirectory() as folder:
            self.folder = folder
            for name, algorithm in [("ca", "EC"), ("rsa", "RSA"), ("ec", "EC"), ("ed25519", "ED25519"), ("other", "EC")]:
                self.key(name, algorithm)
                self.openssl("req", "-x509", "-new", "-key", self.path(name, "key"), "-out", self.path(name, "crt"), "-days", "3650", "-subj", f"/CN={name}")
            for name in ("ca", "rsa", "ec", "ed25519", "other"):
                self.pem[f"{name}-cert"] = self.read(name, "crt")
                self.pem[f"{name}-key"] = self.read(name, "key")
            self.openssl("ec", "-in", self.path("ec", "key"), "-out", self.path("sec1", "key"))
            self.pem["sec1-key"] = self.read("sec1", "key")
            self.openssl("pkcs8", "-topk8", "-in", self.path("ec", "key"), "-out", self.path("sealed", "key"), "-passout", "pass:x")
            self.pem["sealed-key"] = self.read("sealed", "key")
            self.openssl("x509", "-in", self.path("ca", "crt"), "-outform", "der", "-out", self.path("ca", "der"))
            self.der = self.read("ca", "der")

    def path(self, name: str, ending: str) -> str:
        return os.path.join(self.folder, f"{name}.{ending}")

    def read(self, name: str, ending: str) -> bytes:
        with open(self.path(name, ending), "rb") as file:
            return file.read()

    def key(self, name: str, algorithm: str) -> None:
        options = {"EC": ["-pkeyopt", "ec_paramgen_curve:prime256v1"], "RSA": ["-pkeyopt", "rsa_keygen_bits:2048"], "ED25519": []}
        self.openssl("genpkey", "-algorithm", algorithm, *options[algorithm], "-out", self.path(name, "key"))

    @staticmethod
    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], check=True, capture_output=True)


class Case:
    """A kubeconfig in the making: `config` is its content, `files` what lies beside it."""

    def __init__(self, rng: random.Random, pem: Credentials) -> None:
        self.rng, self.pem, self.files = rng, pem, {}
        self.cluster = {"server": rng.choice(SERVERS)}
        self.user = {}
        self.exec = None
        self.context = {"cluster": "c", "user": "u"}
        self.config = {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "c", "cluster": self.cluster}],
            "users": [{"name": "u", "user": self.user}],
            "contexts": [{"name": "x", "context": self.context}],
            "current-context": "x",
        }
        rng.choice([self.with_ca, self.insecure, lambda: None])()
        rng.choice([self.token, self.token_file, self.certificate, self.certificate_files, self.basic, self.plugin, lambda: None])()

    def with_ca(self) -> None:
        self.cluster["certificate-authority-data"] = b64(self.pem.pem["ca-cert"])

    def insecure(self) -> None:
        self.cluster["insecure-skip-tls-verify"] = True

    def token(self) -> None:
        self.user["token"] = "opaque-token"

    def token_file(self) -> None:
        self.user["tokenFile"] = "token"
        self.files["token"] = b"opaque-token\n"

    def certificate(self) -> None:
        kind = self.rng.choice(["rsa", "ec", "ed25519"])
        self.user["client-certificate-data"] = b64(self.pem.pem[f"{kind}-cert"])
        self.user["client-key-data"] = b64(self.pem.pem[f"{kind}-key"])

    def certificate_files(self) -> None:
        self.user["client-certificate"], self.user["client-key"] = "client.crt", "client.key"
        self.files["client.crt"], self.files["client.key"] = self.pem.pem["rsa-cert"], self.pem.pem["rsa-key"]

    def basic(self) -> None:
        self.user.update(username="admin", password="word")

    def plugin(self) -> None:
        self.exec = {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "corp-login", "args": ["token", "--cluster", "c"]}
        self.user["exec"] = self.exec


def faults() -> list:
    """The faults, as functions over a Case."""
    found = []

    def fault(function):
        found.append(function)
        return function

    def values(field_of, key, choices):
        found.append(lambda case: field_of(case).__setitem__(key, case.rng.choice(choices)))

    cluster, user, context, top = (lambda c: c.cluster), (lambda c: c.user), (lambda c: c.context), (lambda c: c.config)
    values(cluster, "server", ["", None, "127.0.0.1:6443", "http://127.0.0.1:8080", "HTTPS://127.0.0.1:6443", "https:/127.0.0.1", "https//x", "ftp://x",
        "https://127.0.0.1:99999", "https://127.0.0.1:x", " https://127.0.0.1", "https://127.0.0.1 ", "https://[127.0.0.1]:6443", "https://::1:6443",
        "https://fd00::1", "https://a b", "https://u:p@127.0.0.1", "https://127.0.0.1?x=y", "https://", "https://:6443", "tcp://1.2.3.4", "https://h\\x",
        "https://https://h", 5, True, ["https://h"], {"a": 1}, "https://${HOST}:6443", "unix:///x", "https://127.0.0.1/#/login", "https://%zz", "https://[::1", "https://h:0"])
    values(cluster, "certificate-authority-data", ["", None, "!!!", "aGVsbG8=", "aGVsbG8", "REDACTED", "DATA+OMITTED", 12345678, True, ["a"], "YQ==\n", " YQ=="])
    values(cluster, "certificate-authority", ["ca.crt", "/nonexistent/ca.crt", "~/ca.crt", "", None, 7, ".", "$HOME/ca"])
    values(cluster, "insecure-skip-tls-verify", [True, False, "true", "false", "yes", 1, None, "", [], "no"])
    values(cluster, "proxy-url", ["http://127.0.0.1:3128", "socks5://127.0.0.1:1080", "socks5h://127.0.0.1:1080", "127.0.0.1:3128", "ftp://x", "", None, "://", "http://", "http://h:99999", 3])
    values(cluster, "tls-server-name", ["kubernetes", "kubernetes:443", "", None, 1, True])
    values(cluster, "disable-compression", [True, "true", 1, None])
    values(user, "token", ["opaque", "", None, 12345, "two\nlines", "trailing\n", " lead", "Bearer x", "0123", True, ["a"], "a\u0000b", "tök"])
    values(user, "tokenFile", ["missing", "", None, "/nonexistent", "token", ".", 4])
    values(user, "username", ["admin", "", None, 5, True])
    values(user, "password", ["word", "", None, 1234])
    values(user, "client-certificate", ["missing.crt", "", None, ".", "client.crt", 3])
    values(user, "client-key", ["missing.key", "", None, "client.key"])
    values(user, "as", ["bob", "", None, 4])
    values(user, "as-groups", [["g"], [], "g", None, [1], {"a": "b"}])
    values(user, "as-uid", ["1", "", 1])
    values(user, "as-user-extra", [{"k": ["v"]}, {"k": "v"}, {}, None, []])
    values(user, "auth-provider", [{"name": "gcp"}, {"name": "azure", "config": {}}, {"name": "oidc", "config": {}}, {"name": "oidc", "config": {"idp-issuer-url": "https://i", "client-id": "c"}},
        {"name": "nope", "config": {"a": 1}}, None, {}, "gcp", {"name": "oidc", "config": {"idp-issuer-url": "https://i"}}])
    values(user, "exec", [None, {}, [], {"command": "x"}, {"apiVersion": "client.authentication.k8s.io/v1", "command": "x"},
        {"apiVersion": "client.authentication.k8s.io/v1", "command": "x", "interactiveMode": "never"}, {"apiVersion": "client.authentication.k8s.io/v1alpha1", "command": "x"},
        {"apiVersion": "v1", "command": "x"}, {"apiVersion": "client.authentication.k8s.io/v1", "command": "x", "interactiveMode": "Never"},
        {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "./bin/x"}, {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "x", "env": [{"value": "v"}]},
        {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "x", "env": {"A": "b"}}, {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "x", "args": [1]},
        {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "aws eks get-token"}, {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "x", "args": "a"},
        {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "x", "provideClusterInfo": "true"}, {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "sh", "args": ["-c", "true"]},
        {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "x", "interactiveMode": "Always"}, {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": ""}])
    values(context, "cluster", ["nope", "", None, 1, True])
    values(context, "user", ["nope", "", None, 1, "U"])
    values(context, "namespace", ["team", "", None, "Team_A", 12, True])
    values(top, "current-context", ["x ", "nope", "", None, 1, True])
    values(top, "apiVersion", ["v2", "", None, 1, "V1"])
    values(top, "kind", ["config", "Secret", "", None, 2])
    values(top, "preferences", [{}, [], None, "x", {"colors": True}, {"colors": "x"}])
    values(top, "extensions", [[], None, {}, [{"name": "a", "extension": {"b": 1}}], [{"name": "a"}, {"name": "a"}], [{"name": "a", "extension": None}]])
    values(top, "clusters", [None, [], {}, "x", [None], [{"name": "c"}], [{"name": "c", "cluster": None}]])
    values(top, "users", [None, [], {}, [None], [{"name": "u"}], [{"name": "u", "user": None}], [{"user": {"token": "t"}}]])
    values(top, "contexts", [None, [], {}, [None], [{"name": "x"}], [{"name": "x", "cluster": "c", "user": "u"}]])

    @fault
    def spare_entries(case):
        case.config["users"].append({"name": case.rng.choice(["u", "v", "", None, 3]), "user": {"token": case.rng.choice(["t", 5, None])}})

    @fault
    def spare_cluster(case):
        spare = {"server": "https://h", "certificate-authority-data": case.rng.choice(["***", "", b64(case.pem.pem["ca-cert"]), "aGk="])}
        case.config["clusters"].append({"name": case.rng.choice(["c", "d"]), "cluster": spare})

    @fault
    def spare_context(case):
        case.config["contexts"].append({"name": case.rng.choice(["x", "y", 1]), "context": {"cluster": case.rng.choice(["c", "nope"]), "user": "nope"}})

    @fault
    def drop_key(case):
        mapping = case.rng.choice([case.cluster, case.user, case.context, case.config])
        if mapping:
            mapping.pop(case.rng.choice(sorted(mapping)))

    @fault
    def rename_key(case):
        mapping = case.rng.choice([case.cluster, case.user, case.context, case.config])
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
        names = sorted(case.pem.pem)
        pick = lambda: case.pem.pem[case.rng.choice(names)]
        case.rng.choice([
            lambda: case.cluster.update({"certificate-authority-data": b64(pick())}),
            lambda: case.user.update({"client-certificate-data": b64(pick()), "client-key-data": b64(pick())}),
            lambda: case.user.update({"client-certificate-data": b64(pick())}),
            lambda: case.user.update({"client-key-data": b64(pick())}),
        ])()

    @fault
    def spoiled_pem(case):
        pem = case.pem.pem["ca-cert"]
        body = pem.replace(b"-----BEGIN CERTIFICATE-----\n", b"").replace(b"-----END CERTIFICATE-----\n", b"")
        form = case.rng.choice([pem.replace(b"\n", b"\r\n"), b"text\n" + pem, pem + b"text", pem + pem, pem.strip() + pem, pem.replace(b"\n", b" "), pem.replace(b"\n", b"\\n"),
            b"\xef\xbb\xbf" + pem, body, case.pem.der, pem.replace(b"CERTIFICATE", b"X509 CERTIFICATE"), pem.replace(b"CERTIFICATE", b"TRUSTED CERTIFICATE"),
            b64(pem).encode(), pem.replace(b"M", b"N", 1), pem[: len(pem) // 2], pem.replace(b"\n", b"\n  "), pem.decode().encode("utf-16"), b"\n\n" + pem, pem.rstrip(b"\n"), b" "])
        if case.rng.random() < 0.5:
            case.cluster["certificate-authority-data"] = b64(form)
        else:
            case.user["client-certificate-data"], case.user["client-key-data"] = b64(form), b64(case.pem.pem["ca-key"])

    @fault
    def spoiled_base64(case):
        text = b64(case.pem.pem["ca-cert"])
        place = case.rng.randrange(len(text))
        form = case.rng.choice([text[:-1], text[:place] + " " + text[place:], text[:place] + "\n" + text[place:], text[:place] + "*" + text[place + 1 :], text + "=", text.rstrip("="),
            text.replace("+", "-"), text[:place], text + "AAAA", case.pem.pem["ca-cert"].decode(), "\n".join(text[i : i + 76] for i in range(0, len(text), 76)) + "\n"])
        case.cluster["certificate-authority-data"] = form

    @fault
    def ca_file(case):
        case.cluster["certificate-authority"] = "ca.crt"
        case.files["ca.crt"] = case.rng.choice([case.pem.pem["ca-cert"], b"", case.der if hasattr(case, "der") else case.pem.der, b"text", case.pem.pem["ca-key"]])

    return found


FAULTS = faults()


def emit(value, indent: int = 0) -> str:
    """Block YAML; scalars as JSON writes them, or plain where that means the same."""
    pad = " " * indent
    if isinstance(value, dict) and value:
        lines = []
        for key, inner in value.items():
            nested = isinstance(inner, (dict, list)) and inner
            step = indent + 2 if isinstance(inner, dict) else indent
            lines.append(f"{pad}{key}:\n{emit(inner, step)}" if nested else f"{pad}{key}: {scalar(inner)}\n")
        return "".join(lines)
    if isinstance(value, list) and value:
        return "".join(f"{pad}- {emit(item, indent + 2)[indent + 2:]}" if isinstance(item, dict) and item else f"{pad}- {scalar(item)}\n" for item in value)
    return f"{pad}{scalar(value)}\n"


def scalar(value) -> str:
    if value is None:
        return "null"
    plain = isinstance(value, str) and value.replace("-", "").replace("/", "").replace(".", "").isalnum() and not value[0].isdigit() and value.lower() not in ("true", "false", "yes", "no", "on", "off", "y", "n", "null")
    return value if plain else json.dumps(value, ensure_ascii=False).replace("\\u0000", "\\0")


def spoil_text(rng: random.Random, text: str) -> bytes:
    """Slips of the hand: in one file of five the text itself is damaged."""
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    slip = rng.randrange(12)
    if slip == 0:
        lines[at] = "\t" + lines[at]
    elif slip == 1:
        lines[at] = " " + lines[at]
    elif slip == 2:
        lines[at] = lines[at][1:]
    elif slip == 3:
        lines.insert(at, lines[at])
    elif slip == 4:
        del lines[at]
    elif slip == 5:
        lines.insert(at, rng.choice(["---", "...", "# comment", "", "x: &a 1", "<<<<<<< HEAD", "key without colon", "- item"]))
    elif slip == 6:
        lines[at] = lines[at].replace(": ", ":", 1)
    elif slip == 7:
        lines[at] = lines[at].replace('"', "", 1)
    elif slip == 8:
        lines[at] += rng.choice([" # comment", "\t", " ", ":", ' "', " {", " ]", "\u00a0", "\x07"])
    elif slip == 9:
        return "\n".join(lines).encode("utf-16" if rng.random() < 0.5 else "utf-8-sig")
    elif slip == 10:
        return "\r\n".join(lines).encode()
    else:
        return "\n".join(lines).encode()[: rng.randrange(len(text) + 1)]
    return "\n".join(lines).encode()


def main() -> None:
    folder, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    rng, pem = random.Random(seed), Credentials()
    for number in range(count):
        case = Case(rng, pem)
        for fault in rng.sample(FAULTS, rng.choice([0, 1, 1, 1, 2, 2, 3])):
            try:
                fault(case)
            except (AttributeError, TypeError, KeyError):
                continue  # an earlier fault has replaced what this one would change
        text = json.dumps(case.config, indent=rng.choice([None, 1])) if rng.random() < 0.15 else emit(case.config)
        data = spoil_text(rng, text) if rng.random() < 0.2 else text.encode("utf-8", "surrogatepass")
        here = os.path.join(folder, f"{number:05}")
        os.makedirs(here, exist_ok=True)
        for name, content in {"kubeconfig": data, **case.files}.items():
            with open(os.path.join(here, name), "wb") as file:
                file.write(content)
    print(count, "kubeconfigs")


if __name__ == "__main__":
    main()
