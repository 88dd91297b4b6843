#!/usr/bin/env python3
"""Compares what `kubeconfig-lint clients` says that kubectl sends with what a server on the loopback is sent.

usage: probe.py --lint BINARY --kubectl BINARY [--kubectl BINARY]... [COUNT [SEED]]

Writes COUNT random kubeconfigs (default 200) whose servers are two ports of this machine, one with TLS and one without, and runs
kubectl on them in a network namespace of its own. Compared are TLS or not, whether the server was verified, and what told it who
the user is. The program starts itself in that namespace.
"""
import argparse
import base64
import http.server
import json
import os
import random
import ssl
import subprocess
import sys
import tempfile
import threading

PLAIN, TLS = 18080, 18443
INSIDE = "KUBECONFIG_LINT_PROBE"


def main() -> int:
    if INSIDE not in os.environ:
        os.execvpe("unshare", ["unshare", "-rn", sys.executable, *sys.argv], {**os.environ, INSIDE: "1"})
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lint", required=True)
    parser.add_argument("--kubectl", required=True, action="append", help="named as get-kubectl names it: kubectl-1.37")
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    options = parser.parse_args()
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        certificates(folder)
        requests = serve(folder)
        for kubectl in options.kubectl:
            rng = random.Random(options.seed)
            wrong = [c for c in (case(folder, rng, options.lint, kubectl, requests) for _ in range(options.count)) if c]
            print("\n".join(wrong), end="\n" if wrong else "")
            print(f"{os.path.basename(kubectl)}: {options.count - len(wrong)} passed, {len(wrong)} failed", file=sys.stderr)
            failed += len(wrong)
    return 1 if failed else 0


def certificates(folder: str) -> None:
    """A certificate of this machine that is its own authority, and one for the user."""
    for name, subject in [("server", "/CN=probe"), ("user", "/CN=jane")]:
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", f"{folder}/{name}.key"]
        names = ["-addext", "subjectAltName=IP:127.0.0.1"]
        command = ["openssl", "req", "-x509", *key, "-out", f"{folder}/{name}.crt", "-days", "30", "-subj", subject, *names]
        subprocess.run(command, check=True, capture_output=True)
    with open(f"{folder}/token", "w", encoding="ascii") as file:
        file.write("token-of-a-file\n")


class Probe(http.server.BaseHTTPRequestHandler):
    """Writes down who asks, and answers nothing of interest."""

    requests: list[dict] = []

    def do_GET(self) -> None:
        is_tls = isinstance(self.connection, ssl.SSLSocket)
        certificate = self.connection.getpeercert(binary_form=True) if is_tls else None
        names = ("Authorization", "Impersonate-User")
        Probe.requests.append({"tls": is_tls, "certificate": bool(certificate), **{name: self.headers.get(name) for name in names}})
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        pass


def serve(folder: str) -> list[dict]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/server.crt", f"{folder}/server.key")
    context.load_verify_locations(f"{folder}/user.crt")
    context.verify_mode = ssl.CERT_OPTIONAL
    for port, wrap in [(PLAIN, None), (TLS, context)]:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Probe)
        if wrap:
            server.socket = wrap.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
    return Probe.requests


def case(folder: str, rng: random.Random, lint: str, kubectl: str, requests: list[dict]) -> str | None:
    config = kubeconfig(folder, rng)
    path = os.path.join(folder, "kubeconfig")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(config, file)
    version = os.path.basename(kubectl).removeprefix("kubectl-")
    predicted = subprocess.run([lint, "clients", "-f", "json", "--client", f"kubectl@{version}", path], capture_output=True, check=True)
    [row] = json.loads(predicted.stdout)["results"]
    requests.clear()
    command = ["env", "-i", "HOME=/nonexistent", "PATH=/nonexistent", kubectl, "--kubeconfig", path, "get", "--raw", "/version", "--request-timeout=5s"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    said = done.stderr.decode("utf-8", "replace").strip()
    wrong = disagreement(row, requests[-1] if requests else None, said)
    return wrong and f"{version}: {wrong}\n    predicted: {json.dumps(row)}\n    seen: {requests[-1:]} {said[-200:]}\n    {json.dumps(config)}"


def kubeconfig(folder: str, rng: random.Random) -> dict:
    """Some of everything that can be sent."""
    server = rng.choice([f"https://127.0.0.1:{TLS}"] * 4 + [f"http://127.0.0.1:{PLAIN}", f"127.0.0.1:{PLAIN}"])
    if rng.random() < 0.2:
        server = server.replace("//", "//web:word@")
    cluster = {"server": server, **rng.choice([authority(folder), authority(folder), {"certificate-authority": "server.crt"}, {"insecure-skip-tls-verify": True}, {}])}
    user: dict = {}
    for _ in range(rng.choice([0, 1, 1, 2, 3])):
        user.update(rng.choice(CREDENTIALS)(folder))
    context = {"cluster": "c", "user": "u"}
    return {
        "clusters": [{"name": "c", "cluster": cluster}],
        "users": [{"name": "u", "user": user}],
        "contexts": [{"name": "x", "context": context}],
        "current-context": "x",
    }


def encoded(folder: str, name: str) -> str:
    with open(os.path.join(folder, name), "rb") as file:
        return base64.b64encode(file.read()).decode()


def authority(folder: str) -> dict:
    return {"certificate-authority-data": encoded(folder, "server.crt")}


CREDENTIALS = (
    lambda _: {"token": "token-of-the-user"},
    lambda _: {"tokenFile": "token"},
    lambda _: {"tokenFile": "missing", "token": "token-of-the-user"},
    lambda _: {"username": "jane", "password": "word"},
    lambda _: {"username": "jane"},
    lambda _: {"password": "word"},
    lambda folder: {"client-certificate-data": encoded(folder, "user.crt"), "client-key-data": encoded(folder, "user.key")},
    lambda _: {"client-certificate": "user.crt", "client-key": "user.key"},
    lambda _: {"as": "boss"},
    lambda _: {"exec": {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "nothing"}},
)


def disagreement(row: dict, request: dict | None, said: str) -> str | None:
    if row["outcome"] == "refuses":
        return "predicted to refuse" if request else None
    effective = row["effective"]
    auth = set(effective["auth"])
    if "prompt" in auth:
        return None if "Username" in said or "EOF" in said else "predicted to ask"
    if "exec" in auth:
        return None if "exec: executable" in said else "predicted to run a plugin"
    if request is None:
        # The roots of the system do not know this server: that kubectl says so means that it looked.
        is_checked = effective["tls"] == "verified" and effective["ca"] == "system" and "x509" in said
        return None if is_checked else "predicted to connect"
    if effective["tls"] == "verified" and effective["ca"] == "system":
        return "predicted to verify with the roots of the system"
    seen = {"tls": request["tls"], "auth": authentication(request), "impersonate": request["Impersonate-User"]}
    predicted = {"tls": effective["tls"] != "plaintext", "auth": auth, "impersonate": effective["impersonate"]}
    return None if seen == predicted else f"sends {seen}"


def authentication(request: dict) -> set[str]:
    header = request["Authorization"] or ""
    sent = {"client-certificate"} if request["certificate"] else set()
    if header.startswith("Basic "):
        sent.add("basic")
    elif header:
        sent.add("token-file" if header.endswith("of-a-file") else "token")
    return sent or {"none"}


if __name__ == "__main__":
    sys.exit(main())
