#!/usr/bin/env python3
"""Compares what `kubeconfig-lint exec-credential` foretells with what real kubectls do with the same answers of an exec plugin.

usage: exec_answers.py --lint BINARY --kubectl BINARY [--kubectl BINARY]...
       exec_answers.py --list

The plugin is a script that prints one of the answers below. kubectl runs as in kubectl.py, so that it comes as far as it can without a
network: what it dials, it has taken. Compared are the outcome and, for refusals, the words, in which `REDACTED` and `…` stand for
anything. `--list` prints the answers, one JSON object a line; tests/fixtures/exec-answers.jsonl has them with what the other clients
made of them, run by the same plugin against a server with TLS.

`{{name}}` stands for a credential or a moment; inside JSON strings, so that line breaks in it are escaped.
"""
import argparse
import base64
import concurrent.futures
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile

from credentials import Credentials
from kubectl import Kubectl

V1, B1, A1 = ("client.authentication.k8s.io/" + version for version in ("v1", "v1beta1", "v1alpha1"))
PAIR = {"clientCertificateData": "{{client-cert|pem}}", "clientKeyData": "{{client-key|pem}}"}
TOKEN = {"token": "{{token}}"}


def credential(status, version=V1, kind="ExecCredential", **more):
    fields = {"apiVersion": version, "kind": kind, "status": status}
    return json.dumps({key: value for key, value in fields.items() if value is not ...} | more)


def pair(certificate, key):
    return credential({"clientCertificateData": certificate, "clientKeyData": key})


def expiring(moment):
    return credential(TOKEN | {"expirationTimestamp": moment})


GOOD = credential(TOKEN)
ANSWERS = {
    # What comes out as a whole.
    "token": GOOD,
    "indented": json.dumps(json.loads(GOOD), indent=2) + "\n",
    "empty": "",
    "blank": "\n \n",
    "prose": "hello, this is no JSON\n",
    "text-before": "Logging in...\n" + GOOD,
    "line-before": "Logging in: " + GOOD,
    "text-after": GOOD + "\nbye\n",
    "twice": GOOD + GOOD,
    "twice-on-lines": GOOD + "\n" + GOOD,
    "cut": GOOD[:-2],
    "cut-in-token": GOOD[:-6],
    "trailing-comma": GOOD[:-1] + ",}",
    "single-quotes": GOOD.replace('"', "'"),
    "comment": "// x\n" + GOOD,
    "hash-comment": "# x\n" + GOOD,
    "byte-order-mark": "\ufeff" + GOOD,
    "no-break-space": "\u00a0" + GOOD,
    "raw-line-break-in-string": GOOD.replace("{{token}}", "{{token}}\n"),
    "raw-tab-in-string": GOOD.replace("{{token}}", "{{token}}\t"),
    "bad-escape": GOOD.replace("{{token}}", "{{token}}\\x"),
    "lone-surrogate": GOOD.replace("{{token}}", "{{token}}\\ud800"),
    "not-a-number": credential(TOKEN, extra=0).replace('"extra": 0', '"extra": NaN'),
    "null": "null",
    "list": "[" + GOOD + "]",
    "string": '"{{token}}"',
    "bare-token": "{{token}}\n",
    "number": "17",
    "true": "true",
    "object-empty": "{}",
    "yaml": "apiVersion: " + V1 + "\nkind: ExecCredential\nstatus:\n  token: {{token}}\n",
    "yaml-document": "---\napiVersion: " + V1 + "\nkind: ExecCredential\nstatus:\n  token: {{token}}\n",
    "yaml-documents": "apiVersion: " + V1 + "\nkind: ExecCredential\nstatus:\n  token: {{token}}\n---\na: b\n",
    "yaml-number": "apiVersion: " + V1 + "\nkind: ExecCredential\nstatus:\n  token: 12345\n",
    "yaml-expiry": "apiVersion: " + V1 + "\nkind: ExecCredential\nstatus:\n  token: {{token}}\n  expirationTimestamp: {{future}}\n",
    "yaml-tab": "apiVersion: " + V1 + "\nkind: ExecCredential\nstatus:\n\ttoken: {{token}}\n",
    "yaml-block-pem": "apiVersion: " + V1 + "\nkind: ExecCredential\nstatus: {\"clientCertificateData\": \"{{client-cert|pem}}\", \"clientKeyData\": \"{{client-key|pem}}\"}\n",
    # Version and kind.
    "version-older": credential(TOKEN, B1),
    "version-missing": credential(TOKEN, ...),
    "version-null": credential(TOKEN, None),
    "version-empty": credential(TOKEN, ""),
    "version-number": credential(TOKEN, 1),
    "version-unknown": credential(TOKEN, "client.authentication.k8s.io/v9"),
    "version-bare": credential(TOKEN, "v1"),
    "version-slashes": credential(TOKEN, "a/b/c"),
    "version-alpha": credential(TOKEN, A1),
    "kind-other": credential(TOKEN, kind="Token"),
    "kind-missing": credential(TOKEN, kind=...),
    "kind-null": credential(TOKEN, kind=None),
    "kind-number": credential(TOKEN, kind=1),
    "kind-lower-case": credential(TOKEN, kind="execcredential"),
    "kind-list-of": credential(TOKEN, kind="ExecCredentialList"),
    "spec": credential(TOKEN, spec={"interactive": False}),
    "spec-string": credential(TOKEN, spec="x"),
    "spec-interactive-string": credential(TOKEN, spec={"interactive": "x"}),
    "status-missing": credential(...),
    "status-null": credential(None),
    "status-empty": credential({}),
    "status-string": credential("{{token}}"),
    "status-list": credential([TOKEN]),
    "status-number": credential(1),
    "status-false": credential(False),
    "status-capital": credential(..., Status=TOKEN),
    "status-twice": GOOD[:-1] + ', "status": {"token": "other"}}',
    "token-twice": GOOD[:-2] + ', "token": "other"}}',
    "token-beside-status": credential(..., token="{{token}}"),
    # The token.
    "token-empty": credential({"token": ""}),
    "token-null": credential({"token": None}),
    "token-number": credential({"token": 12345}),
    "token-float": credential({"token": 1.5}),
    "token-true": credential({"token": True}),
    "token-false": credential({"token": False}),
    "token-zero": credential({"token": 0}),
    "token-list": credential({"token": ["{{token}}"]}),
    "token-object": credential({"token": {"a": "{{token}}"}}),
    "token-capital": credential({"Token": "{{token}}"}),
    "token-line-break": credential({"token": "{{token}}\n"}),
    "token-crlf": credential({"token": "{{token}}\r\n"}),
    "token-line-break-before": credential({"token": "\n{{token}}"}),
    "token-line-break-inside": credential({"token": "a\n{{token}}"}),
    "token-blank-behind": credential({"token": "{{token}} "}),
    "token-blank-before": credential({"token": " {{token}}"}),
    "token-blank-inside": credential({"token": "a {{token}}"}),
    "token-blank-only": credential({"token": " "}),
    "token-tab-behind": credential({"token": "{{token}}\t"}),
    "token-tab-inside": credential({"token": "a\t{{token}}"}),
    "token-bearer": credential({"token": "Bearer {{token}}"}),
    "token-quotes": credential({"token": '"{{token}}"'}),
    "token-latin": credential({"token": "é{{token}}"}),
    "token-typographic": credential({"token": "“{{token}}”"}),
    "token-nul": credential({"token": "{{token}}\u0000"}),
    "token-escape": credential({"token": "{{token}}\u001b"}),
    "token-delete": credential({"token": "{{token}}\u007f"}),
    "token-jwt-expired": credential({"token": "{{expired-jwt}}"}),
    # Certificate and key.
    "pair": pair("{{client-cert|pem}}", "{{client-key|pem}}"),
    "pair-base64": pair("{{client-cert}}", "{{client-key}}"),
    "pair-half-base64": pair("{{client-cert|pem}}", "{{client-key}}"),
    "pair-certificate-base64": pair("{{client-cert}}", "{{client-key|pem}}"),
    "pair-base64-twice": pair("{{double-client-cert}}", "{{double-client-key}}"),
    "pair-base64-wrapped": pair("{{client-cert-wrapped}}", "{{client-key-wrapped}}"),
    "pair-der": pair("{{client-cert|der}}", "{{client-key|der}}"),
    "pair-garbage": pair("not a pem", "not a pem"),
    "pair-garbage-of-eight": pair("notapem1", "notapem1"),
    "pair-dashes": pair("-----", "-----"),
    "pair-blank": pair(" ", " "),
    "pair-empty": pair("", ""),
    "pair-null": pair(None, None),
    "pair-number": pair(1, 2),
    "pair-key-null": pair("{{client-cert|pem}}", None),
    "pair-key-empty": pair("{{client-cert|pem}}", ""),
    "pair-certificate-empty": pair("", "{{client-key|pem}}"),
    "pair-expired": pair("{{expired-client-cert|pem}}", "{{expired-client-key|pem}}"),
    "pair-future": pair("{{future-client-cert|pem}}", "{{future-client-key|pem}}"),
    "pair-mismatch": pair("{{client-cert|pem}}", "{{other-client-key|pem}}"),
    "pair-swapped": pair("{{client-key|pem}}", "{{client-cert|pem}}"),
    "pair-chain": pair("{{client-chain|pem}}", "{{client-key|pem}}"),
    "pair-both-in-each": pair("{{client-both|pem}}", "{{client-both|pem}}"),
    "pair-other-type": pair("{{client-cert|pem}}", "{{ed25519-key|pem}}"),
    "pair-key-encrypted": pair("{{client-cert|pem}}", "{{encrypted-key|pem}}"),
    "pair-one-line": pair("{{client-cert-one-line}}", "{{client-key-one-line}}"),
    "pair-literal-line-breaks": pair("{{client-cert-literal}}", "{{client-key-literal}}"),
    "pair-crlf": pair("{{client-cert-crlf}}", "{{client-key-crlf}}"),
    "pair-unended": pair("{{client-cert-unended}}", "{{client-key-unended}}"),
    "certificate-alone": credential({"clientCertificateData": "{{client-cert|pem}}"}),
    "key-alone": credential({"clientKeyData": "{{client-key|pem}}"}),
    "certificate-garbage-alone": credential({"clientCertificateData": "x"}),
    "token-and-pair": credential(TOKEN | PAIR),
    "token-and-certificate": credential(TOKEN | {"clientCertificateData": "{{client-cert|pem}}"}),
    "token-and-key": credential(TOKEN | {"clientKeyData": "{{client-key|pem}}"}),
    "token-and-empty-pair": credential(TOKEN | {"clientCertificateData": "", "clientKeyData": ""}),
    "token-and-null-pair": credential(TOKEN | {"clientCertificateData": None, "clientKeyData": None}),
    "token-and-garbage-pair": credential(TOKEN | {"clientCertificateData": "x", "clientKeyData": "y"}),
    "token-and-base64-pair": credential(TOKEN | {"clientCertificateData": "{{client-cert}}", "clientKeyData": "{{client-key}}"}),
    "empty-token-and-pair": credential({"token": ""} | PAIR),
    "null-token-and-pair": credential({"token": None} | PAIR),
    "pair-and-expiry": credential(PAIR | {"expirationTimestamp": "{{future}}"}),
    "pair-and-bad-expiry": credential(PAIR | {"expirationTimestamp": "tomorrow"}),
    # The expiry.
    "expiry": expiring("{{future}}"),
    "expiry-past": expiring("{{past}}"),
    "expiry-soon": expiring("{{soon}}"),
    "expiry-word": expiring("tomorrow"),
    "expiry-empty": expiring(""),
    "expiry-null": expiring(None),
    "expiry-number": expiring(1790000000),
    "expiry-number-text": expiring("1790000000"),
    "expiry-true": expiring(True),
    "expiry-object": expiring({}),
    "expiry-no-zone": expiring("2040-01-01T00:00:00"),
    "expiry-date": expiring("2040-01-01"),
    "expiry-blank-for-t": expiring("2040-01-01 00:00:00Z"),
    "expiry-blank-no-zone": expiring("2040-01-01 00:00:00"),
    "expiry-lower-case": expiring("2040-01-01t00:00:00z"),
    "expiry-fraction": expiring("2040-01-01T00:00:00.123456789Z"),
    "expiry-comma": expiring("2040-01-01T00:00:00,5Z"),
    "expiry-offset": expiring("2040-01-01T00:00:00+02:00"),
    "expiry-offset-without-colon": expiring("2040-01-01T00:00:00+0200"),
    "expiry-offset-hours": expiring("2040-01-01T00:00:00+02"),
    "expiry-utc-word": expiring("2040-01-01 00:00:00 UTC"),
    "expiry-rfc2822": expiring("Sun, 01 Jan 2040 00:00:00 GMT"),
    "expiry-no-seconds": expiring("2040-01-01T00:00Z"),
    "expiry-month-13": expiring("2040-13-01T00:00:00Z"),
    "expiry-day-30-of-february": expiring("2040-02-30T00:00:00Z"),
    "expiry-hour-24": expiring("2040-01-01T24:00:00Z"),
    "expiry-second-60": expiring("2040-06-30T23:59:60Z"),
    "expiry-blank-around": expiring(" 2040-01-01T00:00:00Z "),
    "expiry-one-digit": expiring("2040-1-1T0:00:00Z"),
    "expiry-year-10000": expiring("10000-01-01T00:00:00Z"),
    "expiry-no-credential": credential({"expirationTimestamp": "{{future}}"}),
    "status-unknown-field": credential(TOKEN | {"tokenType": "Bearer"}),
}
OTHER = {
    "v1beta1-token": (B1, credential(TOKEN, B1)),
    "v1beta1-pair": (B1, credential(PAIR, B1)),
    "v1beta1-pair-base64": (B1, credential({"clientCertificateData": "{{client-cert}}", "clientKeyData": "{{client-key}}"}, B1)),
    "v1beta1-pair-garbage": (B1, credential({"clientCertificateData": "not a pem", "clientKeyData": "not a pem"}, B1)),
    "v1beta1-pair-expired": (B1, credential({"clientCertificateData": "{{expired-client-cert|pem}}", "clientKeyData": "{{expired-client-key|pem}}"}, B1)),
    "v1beta1-pair-mismatch": (B1, credential({"clientCertificateData": "{{client-cert|pem}}", "clientKeyData": "{{other-client-key|pem}}"}, B1)),
    "v1beta1-pair-empty": (B1, credential({"clientCertificateData": "", "clientKeyData": ""}, B1)),
    "v1beta1-pair-der": (B1, credential({"clientCertificateData": "{{client-cert|der}}", "clientKeyData": "{{client-key|der}}"}, B1)),
    "v1beta1-pair-unended": (B1, credential({"clientCertificateData": "{{client-cert-unended}}", "clientKeyData": "{{client-key-unended}}"}, B1)),
    "v1beta1-certificate-alone": (B1, credential({"clientCertificateData": "{{client-cert|pem}}"}, B1)),
    "v1beta1-token-number": (B1, credential({"token": 12345}, B1)),
    "v1beta1-token-null": (B1, credential({"token": None}, B1)),
    "v1beta1-token-and-pair": (B1, credential(TOKEN | PAIR, B1)),
    "v1beta1-token-line-break": (B1, credential({"token": "{{token}}\n"}, B1)),
    "v1beta1-status-missing": (B1, credential(..., B1)),
    "v1beta1-status-empty": (B1, credential({}, B1)),
    "v1beta1-status-null": (B1, credential(None, B1)),
    "v1beta1-text-before": (B1, "Logging in...\n" + credential(TOKEN, B1)),
    "v1beta1-answer-v1": (B1, credential(TOKEN, V1)),
    "v1alpha1-token": (A1, credential(TOKEN, A1)),
    "v1alpha1-pair": (A1, credential(PAIR, A1)),
    "v1alpha1-answer-v1beta1": (A1, credential(TOKEN, B1)),
    "v9-token": ("client.authentication.k8s.io/v9", credential(TOKEN, "client.authentication.k8s.io/v9")),
}

ALL = {name: (V1, stdout) for name, stdout in ANSWERS.items()} | OTHER


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lint")
    parser.add_argument("--kubectl", action="append", default=[], help="named as get-kubectl names it: kubectl-1.37")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if options.list:
        for name, (version, stdout) in ALL.items():
            print(json.dumps({"name": name, "apiVersion": version, "stdout": stdout}, ensure_ascii=False))
        return 0
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        kubeconfigs = write(folder)
        for path in options.kubectl:
            failed |= compare(folder, kubeconfigs, options.lint, path)
    return 1 if failed else 0


def write(folder: str) -> dict[str, str]:
    """The answers, the plugin that prints them, and a kubeconfig for each."""
    values = stand_ins()
    plugin = os.path.join(folder, "plugin")
    with open(plugin, "w", encoding="ascii") as file:
        file.write('#!/bin/sh\nexec /bin/cat "$1"\n')
    os.chmod(plugin, 0o755)
    kubeconfigs = {}
    for name, (version, stdout) in ALL.items():
        answer = os.path.join(folder, name)
        with open(answer, "w", encoding="utf-8", newline="") as file:
            file.write(re.sub(r"\{\{([^}]*)\}\}", lambda match: json.dumps(values[match[1]])[1:-1], stdout))
        run = {"apiVersion": version, "command": plugin, "args": [answer], "interactiveMode": "Never"}
        config = {
            "apiVersion": "v1",
            "kind": "Config",
            "current-context": "c",
            "clusters": [{"name": "c", "cluster": {"server": "https://192.0.2.1", "insecure-skip-tls-verify": True}}],
            "users": [{"name": "u", "user": {"exec": run}}],
            "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}],
        }
        kubeconfigs[name] = f"{answer}.kubeconfig"
        with open(kubeconfigs[name], "w", encoding="utf-8") as file:
            json.dump(config, file)
    return kubeconfigs


def stand_ins() -> dict[str, str]:
    """What the names in double braces stand for."""
    pem = {name: text.decode() for name, text in Credentials().pem.items()}
    pairs = {"client": "ec", "other-client": "other", "expired-client": "expired", "future-client": "future"}
    values = {"token": "opaque-token", "expired-jwt": "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDAwMDM2MDB9.c2ln"}
    named = {"client-chain": pem["chain"], "client-both": pem["both"], "ed25519-key": pem["ed25519-key"], "encrypted-key": pem["sealed-key"]}
    for name, own in pairs.items():
        named[f"{name}-cert"] = pem[f"{own}-cert"]
        # Certificates of other times are of the key `ec`.
        named[f"{name}-key"] = pem[f"{own}-key"] if f"{own}-key" in pem else pem["ec-key"]
    for name, text in named.items():
        encoded = base64.b64encode(text.encode()).decode()
        body = "".join(line for line in text.splitlines() if not line.startswith("-"))
        values |= {f"{name}|pem": text, name: encoded, f"{name}|der": body, f"double-{name}": base64.b64encode(encoded.encode()).decode()}
        values |= {f"{name}-wrapped": "\n".join(re.findall(".{1,76}", encoded)), f"{name}-one-line": text.replace("\n", " ")}
        values |= {f"{name}-literal": text.replace("\n", "\\n"), f"{name}-crlf": text.replace("\n", "\r\n"), f"{name}-unended": text.rstrip()}
    now = datetime.datetime.now(datetime.timezone.utc)
    for name, seconds in {"future": 7200, "past": -7200, "soon": 90}.items():
        values[name] = (now + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return values


def compare(folder: str, kubeconfigs: dict[str, str], lint: str, path: str) -> bool:
    """Prints disagreements about one kubectl. Returns whether there are any about the outcome."""
    kubectl, version = Kubectl(path), os.path.basename(path).removeprefix("kubectl-")

    def case(name: str) -> tuple[str | None, bool]:
        said = kubectl.judge(kubeconfigs[name])
        told = foretold(lint, os.path.join(folder, name), ALL[name][0], version)
        if told is None:
            return None, True
        outcome, words = told
        is_refused = said.outcome != "sent"
        if (outcome == "refuses") != is_refused:
            return f"{name}: foretold {outcome} {words or ''}\n    kubectl {version}: {said.text}", False
        return None, not is_refused or pattern(words).search(said.text) is not None

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        cases = list(pool.map(case, ALL))
    wrong = [complaint for complaint, _ in cases if complaint]
    same = sum(is_same for _, is_same in cases)
    print(f"kubectl {version}: {len(cases)} answers, {len(wrong)} with another outcome, {same} with the words that were foretold")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return bool(wrong)


def foretold(lint: str, answer: str, version: str, kubectl: str) -> tuple[str, str | None] | None:
    """Outcome and words; `None` for a version that nobody can ask for."""
    command = [lint, "exec-credential", "-f", "json", "--client", f"kubectl@{kubectl}", "--api-version", version, answer]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 2:
        return None
    [result] = json.loads(done.stdout)["results"]
    return result["outcome"], result["error"]


def pattern(words: str | None) -> re.Pattern:
    pieces = re.split("REDACTED|…", words or "")
    return re.compile(".*?".join(map(re.escape, pieces)), re.DOTALL)


if __name__ == "__main__":
    sys.exit(main())
