"""What a real kubectl does with a kubeconfig, without a network and without a program to run.

`Kubectl(path).judge(file)` starts kubectl in a network namespace that has no route and not even a loopback device that is up, with
an empty PATH and no home, and reads from its last words how far it came.
"""
import dataclasses
import re
import subprocess

# kubectl sends a request: the file and the context were taken.
SENT = re.compile(
    r"network is unreachable|connection refused|no such host|server misbehaving|dial tcp|dial udp|i/o timeout|proxyconnect|socks connect"
    r"|context deadline exceeded|request canceled|Temporary failure in name resolution"
)
# The dialer refuses these before anything is sent.
INVALID_PORT = re.compile(r"invalid port|unknown port")
# With the certificate in a file, kubectl reads it when it connects, complains, and goes on without.
CERTIFICATE = re.compile(r"Loading client cert failed")
# The provider `oidc` asks its issuer for a token first.
ISSUER = re.compile(r"openid-configuration\": (?:dial|context|proxyconnect)")
PROMPT = re.compile(r"Please enter Username")
LOAD = re.compile(r"error loading config file|couldn't get version/kind|error converting YAML")
PLUGIN = re.compile(r"exec: executable .* not found|fork/exec |getting credentials: exec")
LOCALHOST = re.compile(r"127\.0\.0\.1:8080|\[::1\]:8080|localhost:8080")


@dataclasses.dataclass
class Verdict:
    """`outcome` is one of sent, localhost, prompt, plugin, issuer, load, refused."""

    outcome: str
    text: str

    @property
    def refused(self) -> bool:
        return self.outcome in ("load", "refused")


class Kubectl:
    def __init__(self, path: str):
        self.path = path

    def run(self, *arguments: str) -> str:
        command = ["/usr/bin/env", "-i", "HOME=/nonexistent", "PATH=/nonexistent", "/usr/bin/unshare", "-rn", self.path, *arguments]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
        return (done.stderr + (b"" if done.returncode == 0 else done.stdout)).decode("utf-8", "replace").strip()

    def judge(self, file: str) -> Verdict:
        text = self.run("--kubeconfig", file, "get", "--raw", "/version", "--request-timeout=3s")
        return Verdict(classify(text), text)


def classify(text: str) -> str:
    if LOAD.search(text):
        return "load"
    if PROMPT.search(text):
        return "prompt"
    if PLUGIN.search(text):
        return "plugin"
    if INVALID_PORT.search(text) or CERTIFICATE.search(text):
        return "refused"
    if ISSUER.search(text):
        return "issuer"
    if SENT.search(text):
        return "localhost" if LOCALHOST.search(text) else "sent"
    return "refused"
