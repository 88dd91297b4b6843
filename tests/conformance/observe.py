#!/usr/bin/env python3
"""Shows what a real client does with a kubeconfig.

usage: observe.py CLIENT@VERSION [--plugin FILE] FILE...     every FILE with the context that it chooses
       observe.py CLIENT@VERSION [--plugin FILE] -           {"file": …, "context": …} a line from the standard input

Writes one JSON object a line. `outcome` is `contacts` when a request arrived at the server, or would have if its certificate were
one to trust or the network were there; else `refuses`. `tls`, `auth`, `impersonate` and `dialled` are what the server was shown;
`server`, `ca` and `namespace` what the client says of itself. It runs in the sandbox of sandbox.py; `--plugin` puts one program there
that can be run, by its name.

A client that does not take the server's certificate has verified it. It is asked again with verification switched off: what it would
send shows then. `source_missing` says that it has come to where its credential would be from, which is not there: a program, or an
issuer. A client that opens a connection and gives up before it has said anything on it has refused.
"""
import argparse
import dataclasses
import json
import os
import re
import shutil
import sys

import sandbox
from lists import paths_of
from sources import Sources

NETWORK = re.compile(
    r"network is unreachable|connection refused|was refused|no such host|server misbehaving|dial tcp|dial udp|i/o timeout|proxyconnect|socks connect|deadline exceeded|request canceled"
    r"|Temporary failure in name|Name or service not known|No address associated|getaddrinfo|failed to lookup address|EAI_|\b(?:ENOTFOUND|ECONNREFUSED|ECONNRESET|EINVAL|ENETUNREACH|EADDRNOTAVAIL|EHOSTUNREACH)\b"
    r"|Failed to establish a new connection|NameResolutionError|NewConnectionError|ConnectTimeout|Failed to open TCP connection|No route to host|Cannot assign requested address"
    r"|tcp connect error|dns error|All connection attempts failed",
    re.I,
)
USER_INFO = re.compile(r"//[^/]*@")
# Where the providers of clouds look for a credential.
CLOUDS = ("169.254.169.254", "metadata.google.internal", "metadata", "oauth2.googleapis.com", "login.microsoftonline.com")
SUFFIXES = re.compile(r"(?:/version/?|/api/v1/?)$")


@dataclasses.dataclass
class Observation:
    file: str
    context: str | None
    client: str
    outcome: str
    stage: str | None = None
    error: str | None = None
    source_missing: bool = False
    server: str | None = None
    dialled: str | None = None
    proxy: str | None = None
    tls: str | None = None
    ca: str | None = None
    auth: list[str] | None = None
    namespace: str | None = None
    impersonate: str | None = None
    server_name: str | None = None
    logged: str | None = None


class Observer:
    """One client."""

    def __init__(self, client: str) -> None:
        # The libraries of the server are in the Python that `sandbox.enter` starts.
        from loopback import Loopback
        from workers import worker

        self.client, self.worker, self.loopback = client, worker(client), Loopback()

    def observe(self, file: str, context: str | None) -> Observation:
        paths = [os.path.abspath(path) for path in paths_of(file)]
        file, sources = ":".join(paths), Sources(paths)
        self.loopback.listen_for(sources.text)
        question = {"file": file, "context": context, "unverified": False}
        answer, contact = self.ask(question, sources)
        seen = Observation(file, context, self.client, "refuses", answer["stage"], answer["error"])
        for key in ("server", "ca", "namespace", "logged"):
            setattr(seen, key, answer.get(key))
        seen.server = USER_INFO.sub("//", seen.server) if isinstance(seen.server, str) else None
        if contact and contact.tls and not contact.handshake:
            again, contact_again = self.ask({**question, "unverified": True}, sources)
            self.describe(seen, "verified", again, contact_again, sources)
            seen.dialled, seen.server_name = seen.dialled or address(contact), contact.server_name
        else:
            self.describe(seen, "unverified" if contact and contact.tls else "plaintext", answer, contact, sources)
        return seen

    def ask(self, question: dict, sources: Sources):
        self.loopback.start()
        answer = self.worker.ask(question)
        contacts = [contact for contact in self.loopback.finish() if contact.said_anything]
        to_server = [contact for contact in contacts if not is_issuer(contact, sources)]
        answer["asked_issuer"] = len(to_server) < len(contacts)
        return answer, max(to_server, key=how_far, default=None)

    @staticmethod
    def describe(seen: Observation, tls: str, answer: dict, contact, sources: Sources) -> None:
        # The issuer is not one to trust either.
        seen.source_missing = answer["asked_issuer"] and contact is None or sources.misses_plugin(f"{answer['error']}\n{answer.get('logged') or ''}")
        if answer["stage"] == "prompt":
            seen.outcome, seen.stage, seen.auth = "contacts", None, ["prompt"]
            return
        if contact is None or contact.path is None:
            is_network = answer["stage"] in ("transport", None) and NETWORK.search(answer["error"] or "")
            seen.outcome = "contacts" if is_network and not (seen.source_missing and contact is None) else "refuses"
            seen.stage, seen.error = ("exec" if seen.source_missing else answer["stage"]), answer["error"]
            return
        seen.outcome, seen.stage = "contacts", None
        seen.tls, seen.proxy, seen.server_name = tls, contact.proxy, contact.server_name
        seen.ca = seen.ca if tls == "verified" else "none"
        seen.dialled, seen.impersonate = address(contact), contact.impersonate
        auth = [sources.of(contact.authorization)] if has_credential(contact.authorization) else []
        auth += ["client-certificate"] if contact.certificate else []
        seen.auth = auth or ["none"]


def has_credential(authorization: str | None) -> bool:
    """The API server takes `Bearer` without a token for nothing."""
    return bool(authorization) and authorization.strip() not in ("Bearer", "bearer")


def how_far(contact) -> tuple:
    return (contact.path is not None, contact.handshake, contact.tls)


def is_issuer(contact, sources: Sources) -> bool:
    """An auth provider asks somebody else than the server."""
    if contact.host in CLOUDS and not sources.names(contact.host):
        return True
    host = f"[{contact.host}]" if ":" in contact.host else contact.host
    default = {443: "https://", 80: "http://"}.get(contact.port)
    return any(f"://{host}:{contact.port}" in issuer or default and re.search(rf"^{default}{re.escape(host)}(?:/|$)", issuer) for issuer in sources.issuers)


def address(contact) -> str:
    host = f"[{contact.host}]" if ":" in contact.host else contact.host
    path = SUFFIXES.sub("", contact.path or "")
    return f"{'https' if contact.tls else 'http'}://{host}:{contact.port}{path}"


def questions(files: list[str]):
    if files != ["-"]:
        yield from ((file, None) for file in files)
        return
    for line in sys.stdin:
        question = json.loads(line)
        yield question["file"], question["context"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("client")
    parser.add_argument("--plugin", help="a program that can be run")
    parser.add_argument("files", nargs="+")
    if sandbox.INSIDE not in os.environ:
        options = parser.parse_args()
        sys.argv[1:] = [options.client, *(["--plugin", os.path.abspath(options.plugin)] if options.plugin else []), *(file if file == "-" else os.path.abspath(file) for file in options.files)]
    sandbox.enter()
    options = parser.parse_args()
    if options.plugin:
        shutil.copy(options.plugin, os.path.join(os.environ["PATH"], os.path.basename(options.plugin)))
    observer = Observer(options.client)
    for file, context in questions(options.files):
        print(json.dumps(dataclasses.asdict(observer.observe(file, context))), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
