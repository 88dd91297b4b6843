#!/usr/bin/env python3
"""Writes the one-fault suite: kubeconfigs that are good but for one thing.

usage: onefault.py FOLDER

Every file is FOLDER/NAME/kubeconfig, with the files it names beside it. The suite is every value of values.py in its place, every text
of TEXTS, and every form of PEM, base64 and key of FORMS. It is the same for all clients.
"""
import itertools
import json
import random
import re
import sys

from case import V1BETA1, Case
from credentials import Credentials, b64
from faults import place
from forms import WORDS, forms
from generate import write
from values import VALUES
from writing import emit

SERVER = "https://127.0.0.1:6443"
# What a field needs beside it, to matter.
COMPANIONS = {
    "username": {"password": "word"},
    "password": {"username": "admin"},
    "client-certificate": {"client-key": "client.key"},
    "client-key": {"client-certificate": "client.crt"},
    "client-certificate-data": {"client-key-data": "ec-key"},
    "client-key-data": {"client-certificate-data": "ec-cert"},
    "as-groups": {"as": "bob", "token": "opaque"},
    "as-uid": {"as": "bob", "token": "opaque"},
    "as-user-extra": {"as": "bob", "token": "opaque"},
    "as": {"token": "opaque"},
}
# Parts of the good file, and what stands there instead.
TEXTS = {
    "good": ("", ""),
    "bom": (r"\A", "\ufeff"),
    "marker-first": (r"\A", "---\n"),
    "marker-last": (r"\Z", "---\n"),
    "end-last": (r"\Z", "...\n"),
    "empty-document-first": (r"\A", "---\n---\n"),
    "document-after": (r"\Z", "---\nkind: Other\n"),
    "directive": (r"\A", "%YAML 1.1\n---\n"),
    "directive-1.2": (r"\A", "%YAML 1.2\n---\n"),
    "tab-indent": ("    server", "\tserver"),
    "tab-behind": ("kind: Config", "kind: Config\t"),
    "crlf": ("\n", "\r\n"),
    "nbsp": ("kind: Config", "kind:\u00a0Config"),
    "control-character": ("kind: Config", 'kind: "Config"\x07'),
    "null-character": ("kind: Config", "kind: Config\0"),
    "emoji": (r"\bx\b", '"🦀"'),
    "comment-only": (r"(?s).*", "# nothing\n"),
    "empty": (r"(?s).*", ""),
    "blank": (r"(?s).*", " \n\n"),
    "top-list": (r"(?s).*", "- a\n- b\n"),
    "top-string": (r"(?s).*", "hello\n"),
    "top-null": (r"(?s).*", "null\n"),
    "top-number": (r"(?s).*", "5\n"),
    "top-empty-map": (r"(?s).*", "{}\n"),
    "duplicate-key": ("    server: .*", f"    server: {SERVER}/first\n    server: {SERVER}/second"),
    "duplicate-same": ("    server: .*", f"    server: {SERVER}\n    server: {SERVER}"),
    "duplicate-top": (r"\Z", "users:\n- name: u\n  user: {token: other}\n"),
    "duplicate-token": ("    token: opaque", "    token: opaque\n    token: other"),
    "tag-str": ("token: opaque", "token: !!str opaque"),
    "tag-custom": ("token: opaque", "token: !secret opaque"),
    "tag-binary": ("token: opaque", "token: !!binary b3BhcXVl"),
    "tag-python": ("token: opaque", "token: !!python/object:os.system x"),
    "tag-int": ("token: opaque", "token: !!int 5"),
    "tag-verbatim": ("token: opaque", "token: !<tag:yaml.org,2002:str> opaque"),
    "tag-set": ("token: opaque", "token: !!set {opaque}"),
    "tag-omap": ("clusters:", "clusters: !!omap"),
    "alias": ("token: opaque", "token: &t opaque\n    username: *t"),
    "alias-undefined": ("token: opaque", "token: *t"),
    "alias-to-map": ("current-context: x", "current-context: x\nextra: &m {a: b}\nmore: *m"),
    "alias-user": ("(?s)users:.*?contexts:", "spare: &u {token: opaque}\nusers:\n- name: u\n  user: *u\ncontexts:"),
    "merge-key": ("(?s)clusters:.*?users:", f"spare: &m\n  insecure-skip-tls-verify: true\nclusters:\n- name: c\n  cluster:\n    <<: *m\n    server: {SERVER}\nusers:"),
    "merge-inline": ("    server: ", "    <<: {insecure-skip-tls-verify: true}\n    server: "),
    "merge-list": ("    server: ", "    <<: [{insecure-skip-tls-verify: true}, {server: 'https://other'}]\n    server: "),
    "merge-null": ("    server: ", "    <<: null\n    server: "),
    "merge-text": ("    server: ", "    <<: text\n    server: "),
    "merge-quoted": ("    server: ", "    '<<': {insecure-skip-tls-verify: true}\n    server: "),
    "key-null": ("kind: Config", "kind: Config\nnull: a"),
    "key-number": ("kind: Config", "kind: Config\n1: a"),
    "key-true": ("kind: Config", "kind: Config\ntrue: a"),
    "key-list": ("kind: Config", "kind: Config\n[a]: b"),
    "key-map": ("kind: Config", "kind: Config\n{a: b}: c"),
    "key-quoted": ("token:", '"token":'),
    "key-question": ("    token: opaque", "    ? token\n    : opaque"),
    "key-long": ("kind: Config", f"kind: Config\n{'k' * 1100}: a"),
    "flow": ("(?s)contexts:.*?current", "contexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent"),
    "flow-trailing-comma": ("(?s)contexts:.*?current", "contexts: [{name: x, context: {cluster: c, user: u,},},]\ncurrent"),
    "flow-no-space": ("(?s)contexts:.*?current", 'contexts: [{"name":"x","context":{"cluster":"c","user":"u"}}]\ncurrent'),
    "literal": ("token: opaque", "token: |\n      opaque"),
    "literal-strip": ("token: opaque", "token: |-\n      opaque"),
    "folded": ("token: opaque", "token: >\n      opa\n      que"),
    "plain-lines": ("token: opaque", "token: opa\n      que"),
    "quoted-lines": ("token: opaque", 'token: "opa\n      que"'),
    "escape": ("token: opaque", 'token: "opa\\x71ue"'),
    "escape-slash": ("token: opaque", 'token: "opa\\/que"'),
    "escape-bad": ("token: opaque", 'token: "opa\\que"'),
    "colon-value": ("token: opaque", "token: a: b"),
    "hash-value": ("token: opaque", "token: a#b"),
    "comment-value": ("token: opaque", "token: a #b"),
    "unclosed-quote": ("token: opaque", 'token: "opaque'),
    "unclosed-brace": ("token: opaque", "token: {opaque"),
    "at-sign": ("token: opaque", "token: @opaque"),
    "backtick": ("token: opaque", "token: `opaque`"),
    "percent": ("token: opaque", "token: %opaque"),
    "under-indented": ("    token", "  token"),
    "list-indented": ("(?m)^- name: u\n  user:\n    token", "  - name: u\n    user:\n      token"),
    "server-no-space": ("server: ", "server:"),
    "case-server": ("server:", "Server:"),
    "case-token": ("token:", "Token:"),
    "case-clusters": ("clusters:", "Clusters:"),
    "case-current-context": ("current-context:", "Current-Context:"),
    "misspelt-current-context": ("current-context:", "currentContext:"),
    "misspelt-insecure": ("    server:", "    insecure_skip_tls_verify: true\n    server:"),
    "token-file-dashed": ("token: opaque", "token-file: token"),
    "token-file-lower": ("token: opaque", "tokenfile: token"),
    "flat-context": ("(?s)contexts:.*?current", "contexts:\n- name: x\n  cluster: c\n  user: u\ncurrent"),
    "no-contexts": ("(?s)contexts:.*?current-context: x\n", ""),
    "no-users": ("(?s)users:.*?contexts", "contexts"),
    "no-clusters": ("(?s)clusters:.*?users", "users"),
    "no-current-context": ("current-context: x\n", ""),
    "no-kind": ("kind: Config\n", ""),
    "no-api-version": ("apiVersion: v1\n", ""),
    "no-name-cluster": ("- name: c\n  cluster", "- cluster"),
    "no-name-user": ("- name: u\n  user", "- user"),
    "no-name-context": ("- name: x\n  context", "- context"),
    "no-server": ("    server: .*\n", "    tls-server-name: a\n"),
    "second-context": ("current-context", "- name: y\n  context: {cluster: c, user: u, namespace: other}\ncurrent-context"),
    "second-context-broken": ("current-context", "- name: y\n  context: {cluster: nope, user: nope}\ncurrent-context"),
    "second-context-same-name": ("current-context", "- name: x\n  context: {cluster: c, user: u, namespace: other}\ncurrent-context"),
    "second-user-same-name": ("contexts:", "- name: u\n  user: {token: second}\ncontexts:"),
    "second-cluster-same-name": ("users:", "- name: c\n  cluster: {server: 'https://127.0.0.1:6444'}\nusers:"),
    "second-cluster-bad-base64": ("users:", "- name: d\n  cluster: {server: 'https://h', certificate-authority-data: '***'}\nusers:"),
    "second-cluster-empty": ("users:", "- name: d\n  cluster: {}\nusers:"),
    "second-cluster-null": ("users:", "- name: d\n  cluster:\nusers:"),
    "second-cluster-nameless": ("users:", "- cluster: {server: 'https://h'}\nusers:"),
    "second-user-null": ("contexts:", "- name: v\n  user:\ncontexts:"),
    "second-user-old-exec": ("contexts:", "- name: v\n  user: {exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}}\ncontexts:"),
    "second-user-gcp": ("contexts:", "- name: v\n  user: {auth-provider: {name: gcp}}\ncontexts:"),
    "second-user-missing-file": ("contexts:", "- name: v\n  user: {client-certificate: missing}\ncontexts:"),
}


class Good(Case):
    """The file that is spoiled: it takes any certificate and shows a token."""

    def __init__(self, credentials: Credentials) -> None:
        super().__init__(random.Random(1), credentials)
        for mapping in (self.cluster, self.user, self.files):
            mapping.clear()
        self.cluster["server"] = SERVER
        self.files.update({"ca.crt": self.pem["ca-cert"], "client.crt": self.pem["rsa-cert"], "client.key": self.pem["rsa-key"], "token": b"opaque-of-the-file\n",
            "folder": None, "empty": b"", "link": "ca.crt", "dangling": "nowhere"})  # fmt: skip


class Suite:
    def __init__(self) -> None:
        self.credentials = Credentials()
        self.made: dict[str, tuple[bytes, dict]] = {}

    def good(self) -> Good:
        return Good(self.credentials)

    def add(self, name: str, case: Good, text: str | bytes | None = None) -> None:
        text = emit(case.config) if text is None else text
        self.made[name] = (text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"), case.files)

    def texts(self) -> None:
        case = self.good()
        case.insecure()
        case.user["token"] = "opaque"
        text = emit(case.config)
        for name, (pattern, instead) in TEXTS.items():
            count = 0 if name == "crlf" else 1 if pattern.startswith(("(?s)", r"\A", r"\Z")) else 0
            self.add(f"text-{name}", case, re.sub(pattern, lambda _: instead, text, count=count))
        self.add("text-utf-16", case, text.encode("utf-16"))
        self.add("text-utf-16-be", case, b"\xfe\xff" + text.encode("utf-16-be"))
        self.add("text-latin-1", case, text.replace("opaque", "opäque").encode("latin-1"))
        self.add("text-latin-1-comment", case, ("# ä\n" + text).encode("latin-1"))
        self.add("text-twice", case, text + "---\n" + text.replace("opaque", "other"))
        self.add("text-json", case, json.dumps(case.config))
        self.add("text-json-trailing-comma", case, json.dumps(case.config)[:-1] + ",}")
        self.add("text-json-escapes", case, json.dumps(case.config).replace("opaque", "opa\\u0071ue"))

    def words(self) -> None:
        places = {"token": "token: opaque", "insecure": "insecure-skip-tls-verify: true", "namespace": "user: u\n", "context": "current-context: x", "user-name": "name: u", "server": f"server: {SERVER}"}
        case = self.good()
        case.insecure()
        case.user["token"] = "opaque"
        text = emit(case.config).replace(f'"{SERVER}"', SERVER)
        for (name, old), word in itertools.product(places.items(), WORDS):
            key = old.split(":")[0]
            if name == "namespace":
                spoiled = text.replace(old, f"user: u\n    namespace: {word}\n")
            elif name == "context":
                spoiled = text.replace("name: x", f"name: {word}").replace(old, f"{key}: {word}")
            elif name == "user-name":
                spoiled = text.replace(old, f"name: {word}").replace("user: u\n", f"user: {word}\n")
            else:
                spoiled = text.replace(old, f"{key}: {word}")
            self.add(f"word-{name}-{WORDS.index(word):02}", case, spoiled)

    def values(self) -> None:
        for where, key, choices in VALUES:
            for number, value in enumerate(choices):
                case = self.good()
                if where != "cluster":
                    case.insecure()
                if where in ("cluster", "context", "top"):
                    case.user["token"] = "opaque"
                for other, companion in COMPANIONS.get(key, {}).items() if where == "user" else ():
                    case.user[other] = b64(case.pem[companion]) if companion in case.pem else companion
                place(case, where)[key] = value
                self.add(f"value-{where}-{key}-{number:02}", case)

    def credentials_of_every_form(self) -> None:
        pem = self.credentials.pem
        for name in sorted(pem):
            case = self.good()
            case.user["token"] = "opaque"
            case.cluster["certificate-authority-data"] = b64(pem[name])
            self.add(f"ca-{name}", case)
            for certificate, key in {(name, "ec-key"), ("ec-cert", name), (name, re.sub("-cert$", "-key", name))}:
                if key in pem:
                    self.pair(f"pair-{certificate}-{key}", pem[certificate], pem[key])
        for kind in ("ec", "rsa"):
            certificate, key = pem[f"{kind}-cert"], pem[f"{kind}-key"]
            self.pair(f"pair-swapped-{kind}", key, certificate)
            self.pair(f"pair-only-certificate-{kind}", certificate, None)
            self.pair(f"pair-only-key-{kind}", None, key)

    def pair(self, name: str, certificate: bytes | None, key: bytes | None) -> None:
        case = self.good()
        case.insecure()
        case.user.update({"client-certificate-data": b64(certificate)} if certificate else {})
        case.user.update({"client-key-data": b64(key)} if key else {})
        self.add(name, case)

    def forms(self) -> None:
        pem = self.credentials.pem
        for name, authority in forms(pem["ca-cert"]).items():
            case = self.good()
            case.user["token"] = "opaque"
            case.cluster["certificate-authority-data"] = authority
            self.add(f"form-ca-{name}", case)
        for (name, certificate), key in zip(forms(pem["rsa-cert"]).items(), forms(pem["rsa-key"]).values()):
            case = self.good()
            case.insecure()
            case.user.update({"client-certificate-data": certificate, "client-key-data": key})
            self.add(f"form-pair-{name}", case)

    def combinations(self) -> None:
        """Every two things that can say who the user is, and every two that say whom to trust."""
        users = {"token": Case.token, "token-file": Case.token_file, "certificate": Case.certificate, "certificate-files": Case.certificate_files, "basic": Case.basic, "exec": Case.plugin, "oidc": Case.oidc}
        servers = {"ca": Case.with_ca, "ca-file": Case.with_ca_file, "insecure": Case.insecure, "http": lambda case: case.cluster.update(server="http://127.0.0.1:8080"), "system": lambda case: None,
            "name": lambda case: case.cluster.update({"tls-server-name": "kubernetes"}), "proxy": lambda case: case.cluster.update({"proxy-url": "http://127.0.0.1:3128"})}  # fmt: skip
        for (first, one), (second, other) in itertools.combinations_with_replacement(users.items(), 2):
            self.both(f"both-{first}-{second}", Case.insecure, one, other)
        for (first, one), (second, other) in itertools.combinations_with_replacement(servers.items(), 2):
            self.both(f"both-{first}-{second}", one, other, Case.token)
        for (first, one), (second, other) in itertools.product(servers.items(), users.items()):
            self.both(f"both-{first}-and-{second}", one, other)

    def both(self, name: str, *features) -> None:
        case = self.good()
        for feature in features:
            feature(case)
        self.add(name, case)


def main() -> None:
    suite = Suite()
    for part in (suite.texts, suite.words, suite.values, suite.credentials_of_every_form, suite.forms, suite.combinations):
        part()
    for name, (text, files) in suite.made.items():
        write(f"{sys.argv[1]}/{name}", {"kubeconfig": text, **files})
    print(len(suite.made), "kubeconfigs")


if __name__ == "__main__":
    main()
