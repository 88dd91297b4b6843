#!/usr/bin/env python3
"""Do real clients keep what the gate promises about the files that it lets through?

usage: gate.py --gate BINARY [--client CLIENT@VERSION]... [--attacks N] [--seed S] [PATH...]

BINARY is target/release/examples/gate. The files are those of PATH and N that somebody made who wants something through: a harmless
file into which dangerous keys are put, in many forms and places. Of each file that passes, the clients (kubectl, if none is named) are
asked for every context, in the sandbox of sandbox.py. They must verify the server, go through no proxy, act for nobody else, and send a
credential that stands in the file; under strace kubectl must open nothing and start nothing that the file names. Exits with 1 where
they do not.
"""
import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
KUBECTLS = os.environ.get("KUBECTLS") or "/work/kubectl"
# No file of the system is called so: what kubectl opens or starts under this name it has from the file.
MARK = "namedbyfile"

BASE = """apiVersion: v1
kind: Config
current-context: a
clusters:
- name: c
  cluster:
    server: https://k8s.corp.test:6443
- name: d
  cluster: {server: 'https://k8s.other.test'}
users:
- name: u
  user:
    token: opaque
- name: v
  user: {username: jane, password: word}
contexts:
- name: a
  context:
    cluster: c
    user: u
- name: b
  context: {cluster: d, user: v}
"""
KEYS = {
    "insecure-skip-tls-verify": ["true", "'true'", "yes", "!!bool true", "1", "True", "~", "false"],
    "server": ["http://plain.test", "https://j:w@k8s.corp.test", "''", "https://127.0.0.1", "k8s.corp.test", "https://k8s.corp.test:6443"],
    "certificate-authority": [f"/{MARK}/ca.crt", "../ca.crt", "''"],
    "proxy-url": ["http://proxy.test:3128", "socks5://10.0.0.1", "''"],
    "tls-server-name": ["other.test", "''"],
    "tokenFile": [f"/{MARK}/token", f"../{MARK}", "' '", "''"],
    "client-certificate": [f"/{MARK}/crt"],
    "client-key": [f"/{MARK}/key"],
    "token": ["opaque", "''", "~"],
    "as": ["admin", "''"],
    "as-uid": ["'0'"],
    "as-groups": ["['system:masters']", "[]"],
    "as-user-extra": ["{a: [b]}"],
    "exec": [f"{{apiVersion: client.authentication.k8s.io/v1, command: /{MARK}/run, interactiveMode: Never}}", "{}", "~"],
    "auth-provider": [f"{{name: gcp, config: {{cmd-path: /{MARK}/run}}}}", f"{{name: oidc, config: {{idp-issuer-url: 'https://i.test', client-id: x, idp-certificate-authority: /{MARK}/ca}}}}", "{}"],
    "extensions": [f"[{{name: e, extension: {{exec: {{command: /{MARK}/run}}}}}}]", "[]"],
    "current-context": ["b", "''", "nobody", "~"],
    "name": ["a", "u", "c", "e"],
    "user": ["v", "nobody", "{token: x, as: admin}", "{tokenFile: /%s/t}" % MARK],
    "cluster": ["d", "nobody", "{server: 'http://plain.test'}", "{server: 'https://k8s.corp.test', insecure-skip-tls-verify: true}"],
    "namespace": ["kube-system"],
    "users": ["[]", f"[{{name: u, user: {{tokenFile: /{MARK}/t}}}}]"],
    "contexts": ["[]", "[{name: a, context: {cluster: c, user: u}}]"],
    "preferences": ["{}", "{colors: true}"],
    "<<": ["{insecure-skip-tls-verify: true}", "{as: admin}"],
}
FORMS = ["{key}: {value}", '"{key}": {value}', "? {key}\n{indent}: {value}", "!!str {key}: {value}", "{upper}: {value}", "{key} : {value}", "{key}: &x {value}", "{key}:  # {key}\n{indent}  {value}", '"\\u{code:04x}{rest}": {value}']


def attack(rng: random.Random) -> str:
    lines = BASE.splitlines()
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        at = rng.randrange(len(lines) + 1)
        key = rng.choice(list(KEYS))
        indent = " " * rng.choice([0, 2, 4, 4, 4, 6])
        text = rng.choice(FORMS).format(key=key, value=rng.choice(KEYS[key]), indent=indent, upper=key.title(), code=ord(key[0]), rest=key[1:])
        if rng.random() < 0.3 and at < len(lines):
            lines[at] = indent + text
        else:
            lines[at:at] = (indent + text).split("\n")
    if rng.random() < 0.1:
        lines[rng.randrange(len(lines))] = rng.choice(["---", "...", "- ", "{", "\t", "%YAML 1.1", "# x", "\ufeff", "- *x", "- name: u", "- name: a"])
    return "\n".join(lines) + "\n"


def passed(gate: str, files: list[str]) -> list[str]:
    found = []
    for start in range(0, len(files), 500):
        found += subprocess.run([gate, *files[start : start + 500]], capture_output=True, text=True, check=True).stdout.splitlines()
    return found


def contexts(kubectl: str, file: str) -> list[str]:
    done = subprocess.run([kubectl, "--kubeconfig", file, "config", "get-contexts", "-o", "name"], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def observed(client: str, questions: list[dict]) -> list[dict]:
    text = "".join(json.dumps(question) + "\n" for question in questions)
    done = subprocess.run([os.path.join(HERE, "observe.py"), client, "-"], input=text, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def fault(seen: dict) -> str | None:
    """How it breaks the promise. A name that leads nowhere is no fault, and of another context than the usual no refusal; what others than
    kubectl refuse is their business."""
    if seen["outcome"] == "refuses":
        is_usual = seen["context"] is None and seen["client"].startswith("kubectl@")
        return f"refuses the context that it takes by itself: {seen['error']}" if is_usual else None
    if seen["auth"] is None and seen["stage"] == "transport" and "lookup" in (seen["error"] or ""):
        return None
    if seen["tls"] != "verified" or seen["ca"] == "file":
        return f"tls {seen['tls']}, authority {seen['ca']}"
    if seen["proxy"] or seen["impersonate"]:
        return f"proxy {seen['proxy']}, impersonates {seen['impersonate']}"
    credentials = set(seen["auth"] or ["none"])
    return None if credentials <= {"token", "basic", "client-certificate"} else f"credentials {credentials}"


def opened(kubectl: str, file: str, context: str | None) -> str | None:
    """What kubectl opens or starts that the file names."""
    words = ["--kubeconfig", file, *(["--context", context] if context else []), "get", "--raw", "/version", "--request-timeout=1s"]
    command = ["unshare", "-rn", "strace", "-f", "-qq", "-e", "trace=execve,execveat,open,openat,openat2,newfstatat,readlinkat", kubectl, *words]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", env={"HOME": "/nonexistent", "PATH": "/usr/bin:/bin"}, check=False)
    lines = [line for line in done.stderr.splitlines() if MARK in line]
    starts = len(re.findall(r"execve(?:at)?\(", done.stderr))
    return lines[0] if lines else (f"{starts} programs" if starts > 1 else None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gate", required=True)
    parser.add_argument("--client", action="append")
    parser.add_argument("--attacks", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--traced", type=int, default=100, help="how many are run under strace")
    parser.add_argument("paths", nargs="*")
    options = parser.parse_args()
    clients = options.client or ["kubectl@1.37"]
    kubectl = os.path.join(KUBECTLS, "kubectl-1.37")
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        files = [os.path.abspath(os.path.join(place, name)) for path in options.paths for place, _, names in os.walk(path) for name in names]
        for number in range(options.attacks):
            files.append(os.path.join(folder, f"{number:06}"))
            with open(files[-1], "w", encoding="utf-8") as file:
                file.write(attack(rng))
        through = passed(options.gate, files)
        questions = [{"file": file, "context": context} for file in through for context in [None, *contexts(kubectl, file)]]
        wrong = [(seen["file"], seen["context"], fault(seen)) for client in clients for seen in observed(client, questions)]
        traced = rng.sample(questions, min(options.traced, len(questions)))
        wrong += [(question["file"], question["context"], opened(kubectl, **question)) for question in traced]
        wrong = [(file, context, what) for file, context, what in wrong if what]
        for file, context, what in wrong[:20]:
            with open(file, encoding="utf-8", errors="replace") as text:
                print(f"{file}, context {context}: {what}\n{text.read()}\n")
        print(f"{len(files)} files, {len(through)} passed, {len(questions)} contexts asked for, {len(traced)} traced, {len(wrong)} broken promises")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
