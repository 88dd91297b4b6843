"""Certificates that differ in what clients look at during a handshake, made with openssl."""
import itertools
import os
import subprocess
import tempfile

EC = ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
AUTHORITY = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
SERVER = "basicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\n"
HERE = SERVER + "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:kubernetes\n"
CLIENT = "basicConstraints=critical,CA:FALSE\nextendedKeyUsage=clientAuth\n"

NUMBER = itertools.count(1)


class Certificate:
    """PEM texts of a certificate and its key. Without an issuer it signs itself."""

    def __init__(self, extensions: str, name: str = "x", issuer: "Certificate | None" = None, key: list[str] = EC, digest: str = "sha256"):
        with tempfile.TemporaryDirectory() as folder:
            key_path, request, out = (os.path.join(folder, file) for file in ("key", "request", "out"))
            openssl("req", "-new", "-newkey", *key, "-nodes", "-keyout", key_path, "-out", request, "-subj", f"/CN={name}")
            path = write(folder, "extensions", "subjectKeyIdentifier=hash\n" + extensions)
            signer = ["-signkey", key_path]
            if issuer:
                signer = ["-CA", write(folder, "ca", issuer.certificate), "-CAkey", write(folder, "ca-key", issuer.key)]
                signer += ["-set_serial", str(next(NUMBER))]
            openssl("x509", "-req", "-in", request, "-out", out, "-days", "90", f"-{digest}", "-extfile", path, *signer)
            self.certificate, self.key = read(out), read(key_path)


def openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def write(folder: str, name: str, text: str) -> str:
    path = os.path.join(folder, name)
    with open(path, "w", encoding="ascii") as file:
        file.write(text)
    return path


def read(path: str) -> str:
    with open(path, encoding="ascii") as file:
        return file.read()
