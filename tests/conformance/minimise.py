"""Makes a kubeconfig about which prediction and client disagree as small as it can be, while they disagree in the same way."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable

LIMIT = 400


class Live:
    """observe.py that is asked again and again."""

    def __init__(self, client: str) -> None:
        command = [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "observe.py"), client, "-"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __enter__(self) -> "Live":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.stdin.close()
        self.process.wait()

    def observe(self, file: str, context: str | None) -> dict:
        self.process.stdin.write(json.dumps({"file": file, "context": context}).encode() + b"\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def minimise(file: str, still_wrong: Callable[[str], bool]) -> bytes:
    """The smallest text found. `still_wrong` judges a file that lies beside copies of what lay beside the original."""
    with tempfile.TemporaryDirectory() as folder:
        copy_neighbours(os.path.dirname(file), folder)
        path = os.path.join(folder, "kubeconfig")
        with open(file, "rb") as opened:
            lines = opened.read().splitlines(keepends=True)

        def holds(candidate: list[bytes]) -> bool:
            with open(path, "wb") as opened:
                opened.write(b"".join(candidate))
            return still_wrong(path)

        return b"".join(shrink(lines, holds)) if holds(lines) else b"".join(lines)


def copy_neighbours(source: str, folder: str) -> None:
    """The files of a folder of generate.py; a folder of many kubeconfigs has none."""
    if "kubeconfig" in os.listdir(source):
        shutil.copytree(source, folder, symlinks=True, dirs_exist_ok=True)


def shrink(lines: list[bytes], holds: Callable[[list[bytes]], bool]) -> list[bytes]:
    """Leaves out blocks and lines, the last first, until none can go."""
    tries, changed = 0, True
    while changed:
        changed = False
        for at in reversed(range(len(lines))):
            for size in sorted({block(lines, at), 1}, reverse=True):
                candidate = lines[:at] + lines[at + size :]
                tries += 1
                if tries > LIMIT:
                    return lines
                if candidate and holds(candidate):
                    lines, changed = candidate, True
                    break
    return lines


def block(lines: list[bytes], at: int) -> int:
    """How many lines belong to the one at `at`: those that are deeper, and the items of a list at the same depth."""
    if at >= len(lines):
        return 1
    depth = indent(lines[at])
    is_item = lines[at].lstrip().startswith(b"-")
    end = at + 1
    while end < len(lines) and (indent(lines[end]) > depth or not lines[end].strip() or not is_item and indent(lines[end]) == depth and lines[end].lstrip().startswith(b"- ")):
        end += 1
    return end - at


def indent(line: bytes) -> int:
    return len(line) - len(line.lstrip(b" "))
