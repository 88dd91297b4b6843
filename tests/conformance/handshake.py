#!/usr/bin/env python3
"""Compares what kubeconfig-lint says of authorities, names and client certificates with what kubectl makes of a real handshake.

usage: handshake.py --lint BINARY --kubectl BINARY [--kubectl BINARY]...

For each case there is a server on the loopback with its own certificate. Where kubectl refuses it, or is refused by it, there must be an
error; where a finding says that this version of kubectl refuses, it must, in those words. The program starts itself in a network
namespace of its own.
"""
import argparse
import base64
import dataclasses
import json
import os
import re
import ssl
import socket
import subprocess
import sys
import tempfile
import threading

from issuer import AUTHORITY, CLIENT, HERE, SERVER, Certificate, write

INSIDE = "KUBECONFIG_LINT_HANDSHAKE"
BODY = b'{"major":"1","minor":"37","gitVersion":"v1.37.0"}'
BROKEN = "-----BEGIN CERTIFICATE-----\nMAMCAQA=\n-----END CERTIFICATE-----\n"


@dataclasses.dataclass
class Case:
    name: str
    authority: str
    server: Certificate
    chain: str = ""
    host: str = "127.0.0.1"
    server_name: str = ""
    client: Certificate | None = None
    # What is wrong lies with the server alone, where no file tells of it.
    untold: bool = False


def main() -> int:
    if INSIDE not in os.environ:
        os.execvpe("unshare", ["unshare", "-rn", sys.executable, *sys.argv], {**os.environ, INSIDE: "1"})
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lint", required=True)
    parser.add_argument("--kubectl", required=True, action="append", help="named as get-kubectl names it: kubectl-1.37")
    options = parser.parse_args()
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    ca = Certificate(AUTHORITY, "ca")
    cases = [*of_authorities(ca), *of_names(ca), *of_clients(ca)]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            path = write(folder, case.name, kubeconfig(case, serve(folder, case, ca)))
            findings = lint(options.lint, path)
            for kubectl in options.kubectl:
                complaint = disagreement(case, request(kubectl, path), findings, minor(kubectl))
                failed += complaint is not None
                print(f"{case.name}, {os.path.basename(kubectl)}: {complaint}\n" if complaint else "", end="")
    print(f"{len(cases) * len(options.kubectl) - failed} passed, {failed} failed")
    return 1 if failed else 0


def of_authorities(ca: Certificate) -> list[Case]:
    def alone(name: str, extensions: str, **more) -> Case:
        authority = Certificate(extensions, "odd", **more)
        return Case(name, authority.certificate, Certificate(HERE, issuer=authority))

    server = Certificate(HERE, issuer=ca)
    intermediate = Certificate(AUTHORITY, "intermediate", ca)
    below = Certificate(HERE, issuer=intermediate)
    short = Certificate(AUTHORITY.replace("TRUE", "TRUE,pathlen:0"), "short")
    too_deep = Certificate(AUTHORITY, "deep", short)
    deepest = Certificate(HERE, issuer=too_deep)
    alien = Certificate("basicConstraints=critical,CA:FALSE\n", "alien").certificate
    pinned = Certificate(HERE)
    return [
        Case("clean", ca.certificate, server),
        Case("another-authority", Certificate(AUTHORITY, "another").certificate, server, untold=True),
        alone("says-no-ca", "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,keyCertSign\n"),
        alone("says-nothing", "keyUsage=critical,keyCertSign\n"),
        alone("other-usage", "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,digitalSignature\n"),
        alone("no-usage", "basicConstraints=critical,CA:TRUE\n"),
        alone("not-critical", "basicConstraints=CA:TRUE\nkeyUsage=keyCertSign\n"),
        alone("clients-only", AUTHORITY + "extendedKeyUsage=clientAuth\n"),
        alone("any-usage", AUTHORITY + "extendedKeyUsage=anyExtendedKeyUsage\n"),
        alone("excluded", AUTHORITY + "nameConstraints=critical,excluded;IP:127.0.0.0/255.0.0.0\n"),
        alone("permitted-names", AUTHORITY + "nameConstraints=critical,permitted;DNS:corp.test,permitted;DNS:localhost,permitted;DNS:kubernetes\n"),
        alone("unknown-extension", AUTHORITY + "1.2.3.4.5=critical,ASN1:NULL\n"),
        alone("rsa-768", AUTHORITY, key=["rsa:768"]),
        alone("rsa-1024", AUTHORITY, key=["rsa:1024"]),
        alone("sha1-root", AUTHORITY, digest="sha1"),
        Case("one-of-two-no-ca", alien + ca.certificate, server),
        Case("broken-first", BROKEN + ca.certificate, server),
        Case("broken-last", ca.certificate + BROKEN, server),
        Case("intermediate", intermediate.certificate, below),
        Case("root-and-intermediate", ca.certificate + intermediate.certificate, below),
        Case("path-too-long", short.certificate + too_deep.certificate, deepest),
        Case("path-too-long-sent", short.certificate, deepest, deepest.certificate + too_deep.certificate, untold=True),
        Case("leaf", server.certificate, server),
        Case("own-leaf", pinned.certificate, pinned),
        Case("server-with-sha1", ca.certificate, Certificate(HERE, issuer=ca, digest="sha1"), untold=True),
    ]


def of_names(ca: Certificate) -> list[Case]:
    server = Certificate(HERE, issuer=ca)
    other, nameless = Certificate(SERVER + "subjectAltName=DNS:other.test\n"), Certificate(SERVER, "localhost")
    wildcard = Certificate(SERVER + "subjectAltName=DNS:*.corp.test\n")
    written = Certificate(SERVER + "subjectAltName=DNS:127.0.0.1\n")

    def named(name: str, server_name: str, **more) -> Case:
        return Case(name, ca.certificate, server, server_name=server_name, **more)

    return [
        named("right-name", "kubernetes"),
        named("name-with-dot", "kubernetes."),
        named("name-in-capitals", "KUBERNETES"),
        named("address-as-name", "127.0.0.1"),
        named("wrong-name", "k8s.corp.test", untold=True),
        named("name-with-port", "kubernetes:443"),
        named("name-with-scheme", "https://kubernetes"),
        named("name-with-path", "kubernetes/"),
        named("name-with-blank", " kubernetes"),
        named("wildcard-name", "*.corp.test", untold=True),
        Case("wildcard-for-wildcard", wildcard.certificate, wildcard, server_name="*.corp.test"),
        Case("wildcard-fits", wildcard.certificate, wildcard, server_name="a.corp.test"),
        Case("wildcard-too-deep", wildcard.certificate, wildcard, server_name="a.b.corp.test"),
        Case("leaf-of-another", other.certificate, other),
        Case("leaf-of-another-name", other.certificate, other, host="localhost"),
        Case("leaf-of-right-name", other.certificate, other, server_name="other.test"),
        Case("common-name", nameless.certificate, nameless, host="localhost"),
        Case("common-name-for-address", nameless.certificate, nameless),
        Case("address-written-as-name", written.certificate, written),
        Case("unspecified", ca.certificate, server, host="0.0.0.0", untold=True),
    ]


def of_clients(ca: Certificate) -> list[Case]:
    server = Certificate(HERE, issuer=ca)

    def client(name: str, extensions: str = CLIENT, **more) -> Case:
        return Case(name, ca.certificate, server, client=Certificate(extensions, "jane", ca, **more))

    return [
        client("client"),
        client("client-without-usage", "basicConstraints=critical,CA:FALSE\n"),
        client("client-of-servers", SERVER),
        client("client-for-code", SERVER.replace("serverAuth", "codeSigning")),
        client("client-rsa-768", key=["rsa:768"]),
        client("client-rsa-1024", key=["rsa:1024"]),
    ]


def kubeconfig(case: Case, port: int) -> str:
    def data(text: str) -> str:
        return base64.b64encode(text.encode()).decode()

    cluster = {"server": f"https://{case.host}:{port}", "certificate-authority-data": data(case.authority)}
    if case.server_name:
        cluster["tls-server-name"] = case.server_name
    user = {"token": "opaque-token-of-a-test"}
    if case.client:
        user = {"client-certificate-data": data(case.client.certificate), "client-key-data": data(case.client.key)}
    return json.dumps({
        "apiVersion": "v1", "kind": "Config", "current-context": "x", "clusters": [{"name": "x", "cluster": cluster}],
        "users": [{"name": "x", "user": user}], "contexts": [{"name": "x", "context": {"cluster": "x", "user": "x"}}],
    })  # fmt: skip


def serve(folder: str, case: Case, clients: Certificate) -> int:
    """Answers every request on a port of its own. A client certificate must be one of `clients` and for clients."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.load_cert_chain(write(folder, "chain", case.chain or case.server.certificate), write(folder, "key", case.server.key))
    context.load_verify_locations(cadata=clients.certificate)
    context.verify_mode = ssl.CERT_OPTIONAL
    listener = socket.create_server(("", 0))

    def answer(connection: socket.socket) -> None:
        try:
            with context.wrap_socket(connection, server_side=True) as secure:
                secure.recv(65536)
                secure.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY))
        except OSError:
            pass

    def loop() -> None:
        while True:
            threading.Thread(target=answer, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=loop, daemon=True).start()
    return listener.getsockname()[1]


def request(kubectl: str, path: str) -> str | None:
    """The last words of kubectl, if the request failed."""
    command = ["/usr/bin/env", "-i", "HOME=/nonexistent", "PATH=/nonexistent", kubectl, "--kubeconfig", path, "get", "--raw", "/version"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    return None if done.returncode == 0 else done.stderr.decode().strip()


def lint(binary: str, path: str) -> list[dict]:
    done = subprocess.run([binary, "check", "-f", "json", path], capture_output=True, check=False)
    return json.loads(done.stdout)["findings"]


def minor(kubectl: str) -> int:
    return int(kubectl.rpartition(".")[2])


def disagreement(case: Case, refusal: str | None, findings: list[dict], version: int) -> str | None:
    clients = [client for finding in findings for client in finding["clients"]]
    claims = [client for client in clients if client["client"] == "kubectl" and client["outcome"] == "refuses" and covers(client["versions"], version)]
    if refusal is None:
        return f"taken, but said to be refused: {claims}" if claims else None
    errors = [finding["rule"] for finding in findings if finding["severity"] == "error"]
    if not case.untold and not claims and not errors:
        return f"refused without an error: {refusal[-200:]}"
    if claims and not any(says(refusal, claim["error"]) for claim in claims):
        return f"not in kubectl's words: {refusal[-200:]} {claims}"
    return None


def covers(versions: str, minor_version: int) -> bool:
    first, last = (int(re.match(r"1\.(\d+)", version)[1]) for version in (versions.split("-") * 2)[:2])
    return first <= minor_version <= last


def says(refusal: str, error: str) -> bool:
    return re.search(".*".join(map(re.escape, error.split("…"))), refusal, re.DOTALL) is not None


if __name__ == "__main__":
    sys.exit(main())
