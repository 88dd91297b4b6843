"""Where a kubeconfig has its credentials from, to tell of one that was sent which it is."""
import os

import yaml

STUB_TOKEN = "token-of-the-plugin"


class Sources:
    """The tokens of a kubeconfig and of the files that it names, as far as it can be read."""

    def __init__(self, file: str, text: bytes) -> None:
        self.tokens: dict[str, str] = {}
        self.issuers: list[str] = []
        self.runs_programs = b"exec" in text or b"cmd-path" in text
        self.folder = os.path.dirname(file)
        try:
            for document in yaml.load_all(text, Loader=yaml.BaseLoader):
                self.gather(document, 0)
        except (yaml.YAMLError, ValueError, RecursionError):
            pass

    def gather(self, value, depth: int) -> None:
        if depth > 20:
            return
        if isinstance(value, list):
            for inner in value:
                self.gather(inner, depth + 1)
        elif isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, str):
                    self.scalar(key, inner)
                else:
                    self.gather(inner, depth + 1)

    def scalar(self, key: str, text: str) -> None:
        if key in ("access-token", "id-token"):
            self.tokens.setdefault(text.strip(), "auth-provider")
        elif key == "tokenFile":
            try:
                with open(os.path.join(self.folder, text), encoding="utf-8", errors="replace") as file:
                    self.tokens[file.read().strip()] = "token-file"
            except (OSError, ValueError):
                pass
        elif key == "token":
            self.tokens[text.strip()] = "token"
        elif key == "idp-issuer-url":
            self.issuers.append(text)

    def of(self, authorization: str) -> str:
        """The kind of what stands in the header."""
        scheme, _, value = authorization.partition(" ")
        if scheme == "Basic":
            return "basic"
        if STUB_TOKEN in value:
            return "exec"
        return self.tokens.get(value.strip(), "token")
