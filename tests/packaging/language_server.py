#!/usr/bin/env python3
"""Asks yaml-language-server about kubeconfigs that name the schema in their first line: language_server.py SERVER SCHEMA

A good one must be without a diagnostic, a mistyped key must have one at its place, and hovering over a key must tell what it is for.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

GOOD = """# yaml-language-server: $schema={schema}
apiVersion: v1
kind: Config
current-context: x
clusters:
- name: c
  cluster:
    server: https://k8s.corp.test:6443
    insecure-skip-tls-verify: true
contexts:
- name: x
  context: {{cluster: c}}
users: null
preferences: {{}}
"""


class Server:
    def __init__(self, command: str) -> None:
        self.process = subprocess.Popen([command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0
        self.ask("initialize", processId=None, rootUri=None, capabilities={"textDocument": {"hover": {"contentFormat": ["markdown"]}}})
        self.send(method="initialized", params={})

    def send(self, **message: object) -> None:
        text = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(text), text))
        self.process.stdin.flush()

    def receive(self) -> dict:
        length = 0
        while (line := self.process.stdout.readline().strip()) or not length:
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message = json.loads(self.process.stdout.read(length))
        if "id" in message and "method" in message:
            # It asks for settings. The catalogue of SchemaStore is on the network.
            items = message["params"].get("items", []) if message["method"] == "workspace/configuration" else []
            own = {"validate": True, "hover": True, "schemaStore": {"enable": False}}
            self.send(id=message["id"], result=[own if item["section"] == "yaml" else {} for item in items] or None)
        return message

    def ask(self, method: str, **params: object) -> object:
        self.number += 1
        self.send(id=self.number, method=method, params=params)
        while (message := self.receive()).get("id") != self.number or "method" in message:
            pass
        return message["result"]

    def diagnose(self, uri: str, text: str) -> list[tuple[int, str]]:
        self.send(method="textDocument/didOpen", params={"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        return self.diagnostics(uri)

    def diagnostics(self, uri: str) -> list[tuple[int, str]]:
        while True:
            message = self.receive()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                return [(found["range"]["start"]["line"] + 1, found["message"]) for found in message["params"]["diagnostics"]]


def main() -> int:
    command, schema = sys.argv[1], pathlib.Path(sys.argv[2]).resolve().as_uri()
    server = Server(command)
    with tempfile.TemporaryDirectory() as folder:
        uri = pathlib.Path(folder, "good.yaml").as_uri()
        good = GOOD.format(schema=schema)
        # Until its settings are there, it has nothing to say.
        while not server.diagnose(pathlib.Path(folder, "first.yaml").as_uri(), "a: b: c"):
            pass
        found = server.diagnose(uri, good)
        assert not found, found
        hover = json.dumps(server.ask("textDocument/hover", textDocument={"uri": uri}, position={"line": 8, "character": 8}))
        assert "Whether to trust any server" in hover, hover
        for line, mistyped in {8: ("  server:", "  servr:"), 9: ("verify: true", "verify: maybe"), 3: ("Config", "Konfig")}.items():
            found = server.diagnose(pathlib.Path(folder, f"bad{line}.yaml").as_uri(), good.replace(*mistyped, 1))
            assert [number for number, _ in found] == [line], (mistyped, found)
            print(*found[0])
    server.process.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
