"""Where a kubeconfig has its credentials from, to tell of one that was sent which it is."""
import os
import re

import yaml

PLUGIN_MISSING = re.compile(
    r"executable [^\0]*? not found|fork/exec |exec: .*(?:not found|no such file)|spawn(?:Sync)? .*? E(?:NOENT|ACCES|NOTDIR|NOEXEC)\b|unable to run auth exec|auth exec command|failed exec auth: Executing"
)
NO_FILE = r"(?:Errno::(?:ENOENT|EACCES|ENOTDIR|ENOEXEC)|\[Errno (?:2|8|13|20)\])"
STUB_TOKEN = "token-of-the-plugin"


class Sources:
    """The tokens of a kubeconfig and of the files that it names, as far as it can be read."""

    def __init__(self, files: list[str]) -> None:
        self.tokens: dict[str, str] = {}
        self.issuers: list[str] = []
        self.commands: set[str] = set()
        self.folder, self.text = "", b""
        for path in files:
            with open(path, "rb") as file:
                self.read(os.path.dirname(path), file.read())

    def read(self, folder: str, text: bytes) -> None:
        self.folder, self.text = folder, self.text + text + b"\n"
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
        elif key in ("command", "cmd-path"):
            self.commands.add(text)
        elif key == "idp-issuer-url":
            self.issuers.append(text)

    def names(self, host: str) -> bool:
        return host.encode() in self.text

    def misses_plugin(self, said: str) -> bool:
        """Whether a client says that a program is not there. What is true of files as well counts where a command is named."""
        if PLUGIN_MISSING.search(said):
            return True
        named = "|".join(re.escape(command) for command in self.commands if command.strip())
        return bool(named and re.search(rf"{NO_FILE}.*(?:['\"/\\\s])(?:{named})(?:['\"\s]|$)", said))

    def of(self, authorization: str) -> str:
        """The kind of what stands in the header."""
        scheme, _, value = authorization.partition(" ")
        if scheme == "Basic":
            return "basic"
        if STUB_TOKEN in value:
            return "exec"
        return self.tokens.get(value.strip(), "token")
