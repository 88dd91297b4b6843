"""The programs that use the real clients, and how they are asked.

A question is {"file", "context", "unverified"}: `context` is a name or null for the one that the file chooses; with `unverified` the
client is made to take any certificate of the server. The answer is {"stage", "error"} of what stopped the client, or null, and what the
client itself tells: "server", "ca" (data, file or system), "namespace", "logged".
"""
import glob
import json
import os
import pathlib
import re
import select
import subprocess

from kubectl import classify
from sandbox import CACHE, CLIENTS

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "workers")
PYTHON = ("python", "kr8s", "asyncio", "lightkube", "pykube-ng")
KUBECTLS = os.environ.get("KUBECTL_CACHE") or os.path.join(CACHE, "kubeconfig-lint", "kubectl")
PATIENCE = 30


class UnknownClient(Exception):
    pass


def installed(wanted: str) -> str:
    """The folder of `client@version`, where the version may be cut short: the newest that fits."""
    client, _, version = wanted.partition("@")
    root = os.path.join(KUBECTLS if client == "kubectl" else CLIENTS, "")
    found = [path for path in glob.glob(f"{root}{client}-*") if version_of(path, client) and fits(version_of(path, client), version)]
    if not found:
        raise UnknownClient(f"{wanted} is not in {root}: get-clients or get-kubectl brings it")
    return max(found, key=lambda path: [int(number) for number in version_of(path, client).split(".")])


def version_of(path: str, client: str) -> str | None:
    version = os.path.basename(path).removeprefix(f"{client}-")
    return version if re.fullmatch(r"\d+(\.\d+)*", version) else None


def fits(version: str, wanted: str) -> bool:
    return not wanted or f"{version}.".startswith(f"{wanted}.")


def worker(wanted: str) -> "Worker | Kubectl":
    client, folder = wanted.partition("@")[0], installed(wanted)
    if client == "kubectl":
        return Kubectl(folder)
    if client in PYTHON:
        return Worker([f"{folder}/bin/python", f"{HERE}/python_clients.py", client])
    if client == "node":
        return Worker([f"{folder}/node_modules/node/bin/node", f"{HERE}/node_client.mjs", folder])
    if client == "kubeclient":
        # Of versions that no registry has, the source may have been put there by hand.
        source = ["-I", f"{folder}/lib"] if os.path.isdir(f"{folder}/lib") else []
        return Worker([f"{folder}/bin/ruby", *source, f"{HERE}/kubeclient.rb"])
    if client == "kube-rs":
        return Worker([f"{folder}/bin/kube-rs-worker"])
    raise UnknownClient(f"no worker for {client}")


class Worker:
    """A program that is started once and again when it dies."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.process: subprocess.Popen | None = None

    def ask(self, question: dict) -> dict:
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0, start_new_session=True)
        try:
            self.process.stdin.write(json.dumps(question).encode() + b"\n")
            return json.loads(self.line())
        except (OSError, ValueError) as error:
            self.process.kill()
            self.process.wait()
            return {"stage": "crash", "error": f"the worker died or said nothing: {error}"}

    def line(self) -> bytes:
        data = b""
        while not data.endswith(b"\n"):
            ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
            part = os.read(self.process.stdout.fileno(), 1 << 16) if ready else b""
            if not part:
                raise ValueError("no answer")
            data += part
        return data


class Kubectl:
    """kubectl is asked with commands."""

    def __init__(self, path: str) -> None:
        self.path = path

    def ask(self, question: dict) -> dict:
        self.environment = {**os.environ, "KUBECONFIG": question["file"]}
        base = [*([] if ":" in question["file"] else ["--kubeconfig", question["file"]]), *([] if question["context"] is None else ["--context", question["context"]])]
        insecure = ["--insecure-skip-tls-verify=true"] if question["unverified"] else []
        code, _, said = self.run(*base, "get", "--raw", "/version", "--request-timeout=5s", *insecure)
        answer = {"stage": None, "error": None, **({} if question["unverified"] else self.view(base))}
        outcome = classify(said)
        if code != 0:
            stage = {"load": "load", "plugin": "exec", "prompt": "prompt", "refused": "config"}.get(outcome, "transport")
            answer.update(stage=stage, error=said)
        return answer

    def view(self, base: list[str]) -> dict:
        code, text, _ = self.run(*base, "config", "view", "--minify", "--raw", "-o", "json")
        if code != 0:
            return {}
        config = json.loads(text)
        cluster = ((config.get("clusters") or [{}])[0].get("cluster")) or {}
        context = ((config.get("contexts") or [{}])[0].get("context")) or {}
        ca = "data" if cluster.get("certificate-authority-data") else "file" if self.trusts(cluster.get("certificate-authority")) else "system"
        return {"server": cluster.get("server"), "ca": ca, "namespace": context.get("namespace") or "default"}

    def trusts(self, path: str | None) -> bool:
        """Before 1.36 an empty file is as good as none."""
        minor = int(self.path.rpartition("-1.")[2])
        return bool(path) and (minor >= 36 or not os.path.exists(path) or bool(os.path.isdir(path) or pathlib.Path(path).read_bytes()))

    def run(self, *arguments: str) -> tuple[int, str, str]:
        try:
            done = subprocess.run([self.path, *arguments], env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return 1, "", "timeout"
        said = done.stderr + (b"" if done.returncode == 0 else done.stdout)
        return done.returncode, done.stdout.decode("utf-8", "replace"), said.decode("utf-8", "replace").strip()
