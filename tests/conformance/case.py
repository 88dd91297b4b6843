"""A kubeconfig in the making: a good one, to be spoiled."""
import random

from credentials import USABLE, Credentials, b64

SERVERS = ["https://127.0.0.1:6443", "https://localhost:6443/k8s/clusters/c-1", "https://10.1.2.3:6443", "https://[::1]:6443", "https://k8s.corp.test"]
V1BETA1 = "client.authentication.k8s.io/v1beta1"


class Case:
    """`config` is its content, `files` what lies beside it: bytes, the target of a link, or None for a folder."""

    def __init__(self, rng: random.Random, credentials: Credentials) -> None:
        self.rng, self.pem, self.der = rng, credentials.pem, credentials.der
        self.files: dict[str, bytes | str | None] = {}
        self.cluster = {"server": rng.choice(SERVERS)}
        self.user = {}
        self.context = {"cluster": "c", "user": "u"}
        self.config = {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "c", "cluster": self.cluster}],
            "users": [{"name": "u", "user": self.user}],
            "contexts": [{"name": "x", "context": self.context}],
            "current-context": "x",
        }
        rng.choice([self.with_ca, self.with_ca_file, self.insecure, lambda: None])()
        rng.choice([self.token, self.token_file, self.certificate, self.certificate_files, self.basic, self.plugin, self.oidc, lambda: None])()

    def with_ca(self) -> None:
        self.cluster["certificate-authority-data"] = b64(self.pem["ca-cert"])

    def with_ca_file(self) -> None:
        self.cluster["certificate-authority"] = "ca.crt"
        self.files["ca.crt"] = self.pem["ca-cert"]

    def insecure(self) -> None:
        self.cluster["insecure-skip-tls-verify"] = True

    def token(self) -> None:
        self.user["token"] = "opaque-token"

    def token_file(self) -> None:
        self.user["tokenFile"] = "token"
        self.files["token"] = b"token-of-the-file\n"

    def certificate(self) -> None:
        kind = self.rng.choice(USABLE)
        self.user["client-certificate-data"] = b64(self.pem[f"{kind}-cert"])
        self.user["client-key-data"] = b64(self.pem[f"{kind}-key"])

    def certificate_files(self) -> None:
        self.user["client-certificate"], self.user["client-key"] = "client.crt", "client.key"
        self.files["client.crt"], self.files["client.key"] = self.pem["rsa-cert"], self.pem["rsa-key"]

    def basic(self) -> None:
        self.user.update(username="admin", password="word")

    def plugin(self) -> None:
        self.user["exec"] = {"apiVersion": V1BETA1, "command": "corp-login", "args": ["token", "--cluster", "c"]}

    def oidc(self) -> None:
        config = {"idp-issuer-url": "https://127.0.0.1:9443", "client-id": "kubernetes", "refresh-token": "opaque"}
        self.user["auth-provider"] = {"name": "oidc", "config": config}
