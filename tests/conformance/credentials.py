"""Certificates and keys of all the kinds that matter, made with openssl."""
import base64
import os
import re
import subprocess
import tempfile

# What `openssl genpkey` is asked for, by name.
KEYS = {
    "ca": ["EC", "ec_paramgen_curve:prime256v1"],
    "other": ["EC", "ec_paramgen_curve:prime256v1"],
    "ec": ["EC", "ec_paramgen_curve:prime256v1"],
    "p224": ["EC", "ec_paramgen_curve:secp224r1"],
    "p384": ["EC", "ec_paramgen_curve:secp384r1"],
    "p521": ["EC", "ec_paramgen_curve:secp521r1"],
    "k256": ["EC", "ec_paramgen_curve:secp256k1"],
    "brainpool": ["EC", "ec_paramgen_curve:brainpoolP256r1"],
    "explicit": ["EC", "ec_paramgen_curve:prime256v1", "ec_param_enc:explicit"],
    "rsa": ["RSA", "rsa_keygen_bits:2048"],
    "rsa1024": ["RSA", "rsa_keygen_bits:1024"],
    "rsa1023": ["RSA", "rsa_keygen_bits:1023"],
    "rsa512": ["RSA", "rsa_keygen_bits:512"],
    "pss": ["RSA-PSS", "rsa_keygen_bits:2048"],
    "ed25519": ["ED25519"],
    "ed448": ["ED448"],
}
# A user's certificate and key that kubectl can use.
USABLE = ["ec", "p384", "p521", "rsa", "ed25519"]


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


class Credentials:
    """PEM bytes by name: `rsa-cert`, `rsa-key`, …"""

    def __init__(self) -> None:
        self.pem: dict[str, bytes] = {}
        with tempfile.TemporaryDirectory() as folder:
            self.folder = folder
            for name, (algorithm, *options) in KEYS.items():
                self.openssl("genpkey", "-algorithm", algorithm, *(word for option in options for word in ("-pkeyopt", option)), "-out", self.path(f"{name}-key"))
                self.certificate(name, name, "-days", "3650")
                self.take(f"{name}-key")
            self.openssl("genpkey", "-algorithm", "X25519", "-out", self.path("x25519-key"))
            self.take("x25519-key")
            self.certificate("negative", "ec", "-days", "3650", "-set_serial", "-5")
            self.certificate("ending", "ec", "-days", "1")
            self.dated("expired", "20200101000000Z", "20210101000000Z")
            self.dated("future", "20400101000000Z", "20410101000000Z")
            self.convert("sec1-key", "ec", "-in", self.path("ec-key"))
            self.convert("pkcs1-key", "rsa", "-traditional", "-in", self.path("rsa-key"))
            self.convert("sealed-key", "pkcs8", "-topk8", "-in", self.path("ec-key"), "-passout", "pass:x")
            self.convert("legacy-sealed-key", "rsa", "-traditional", "-aes128", "-in", self.path("rsa-key"), "-passout", "pass:x")
            self.convert("parameters", "ecparam", "-name", "prime256v1")
            self.convert("public-key", "pkey", "-pubout", "-in", self.path("ec-key"))
            self.convert("request", "req", "-new", "-key", self.path("ec-key"), "-subj", "/CN=request")
        self.der = der(self.pem["ca-cert"])
        self.pem["trailing-cert"] = pem_of(der(self.pem["ec-cert"]) + b"\0\0", "CERTIFICATE")
        self.pem["cut-cert"] = pem_of(self.der[:-20], "CERTIFICATE")
        self.pem["parameters-key"] = self.pem["parameters"] + self.pem["sec1-key"]
        self.pem["openssh-key"] = pem_of(b"openssh-key-v1\0\0\0\0\4none\0\0\0\4none", "OPENSSH PRIVATE KEY")
        self.pem["chain"] = self.pem["ec-cert"] + self.pem["ca-cert"]
        self.pem["reversed-chain"] = self.pem["ca-cert"] + self.pem["ec-cert"]
        self.pem["half-expired"] = self.pem["expired-cert"] + self.pem["ca-cert"]
        self.pem["half-cut"] = self.pem["cut-cert"] + self.pem["ca-cert"]
        self.pem["both"] = self.pem["ec-cert"] + self.pem["ec-key"]

    def path(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def take(self, name: str) -> None:
        with open(self.path(name), "rb") as file:
            self.pem[name] = file.read()

    def convert(self, name: str, command: str, *arguments: str) -> None:
        self.openssl(command, *arguments, "-out", self.path(name))
        self.take(name)

    def certificate(self, name: str, key: str, *arguments: str) -> None:
        self.openssl("req", "-x509", "-new", "-key", self.path(f"{key}-key"), "-out", self.path(f"{name}-cert"), "-subj", f"/CN={name}", *arguments)
        self.take(f"{name}-cert")

    def dated(self, name: str, start: str, end: str) -> None:
        """`req` knows no start date in older versions of openssl; `ca` does."""
        config = f"[ca]\ndefault_ca=d\n[d]\ndatabase={self.path('db')}\nserial={self.path('serial')}\nnew_certs_dir={self.folder}\ndefault_md=sha256\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n"
        for file, content in {"db": "", "serial": "01\n", "config": config}.items():
            with open(self.path(file), "w") as out:
                out.write(content)
        self.openssl("req", "-new", "-key", self.path("ec-key"), "-out", self.path("csr"), "-subj", f"/CN={name}")
        self.openssl("ca", "-batch", "-config", self.path("config"), "-selfsign", "-keyfile", self.path("ec-key"), "-in", self.path("csr"),
            "-startdate", start, "-enddate", end, "-notext", "-out", self.path(f"{name}-cert"))  # fmt: skip
        self.take(f"{name}-cert")

    @staticmethod
    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def der(pem: bytes) -> bytes:
    return base64.b64decode(re.search(b"-----BEGIN [^-]*-----(.*?)-----END", pem, re.S).group(1))


def pem_of(data: bytes, label: str) -> bytes:
    body = b64(data)
    lines = "\n".join(body[start : start + 64] for start in range(0, len(body), 64))
    return f"-----BEGIN {label}-----\n{lines}\n-----END {label}-----\n".encode()
