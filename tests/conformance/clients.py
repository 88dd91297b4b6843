#!/usr/bin/env python3
"""Compares what `kubeconfig-lint clients` predicts with what real kubectls do, for every context of every file.

usage: clients.py --lint BINARY --kubectl BINARY [--kubectl BINARY]... [--cache FILE] PATH...

A PATH is a file or a folder of files. kubectl runs as in kubectl.py: no network, no program to run, no terminal. Compared are the
outcome, the address it dials, and for refusals its words, in which `REDACTED` and `…` of the prediction stand for anything.
Disagreements are printed; the exit code is 1 where outcomes disagree in more than one of a thousand cases.
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import ipaddress
import json
import os
import re
import subprocess
import sys

from compare import files_of
from kubectl import Kubectl, classify

ALLOWED = 0.001
DIALLED = re.compile(r"dial tcp (\[[^\]]*\]|[^ :\[]*):(\d+)")
LOOKED_UP = re.compile(r"lookup (\S+?)(?: on \S+)?:")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lint", required=True)
    parser.add_argument("--kubectl", required=True, action="append", help="named as get-kubectl names it: kubectl-1.37")
    parser.add_argument("--cache", help="a file that keeps what kubectl said")
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    cache = read_cache(options.cache)
    files = [file for path in options.paths for file in files_of(path)]
    failed = False
    for path in options.kubectl:
        version = os.path.basename(path).removeprefix("kubectl-")
        run = Run(options.lint, Kubectl(path), version, cache)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            cases = [case for cases in pool.map(run.cases, files) for case in cases]
        failed |= report(version, cases)
        write_cache(options.cache, cache)
    return 1 if failed else 0


@dataclasses.dataclass
class Case:
    """One context: what was predicted, what kubectl said, and how they disagree."""

    row: dict
    said: str
    complaint: str | None
    is_same_text: bool | None


class Run:
    """One kubectl over many files."""

    def __init__(self, lint: str, kubectl: Kubectl, version: str, cache: dict):
        self.lint, self.kubectl, self.version, self.cache = lint, kubectl, version, cache

    def cases(self, file: str) -> list[Case]:
        # A name that may not be shown cannot be asked for.
        return [self.case(file, row) for row in self.predict(file) if row["current"] or row["context"] is not None]

    def predict(self, file: str) -> list[dict]:
        command = [self.lint, "clients", "-f", "json", "--client", f"kubectl@{self.version}", file]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode != 0:
            crash = {"file": file, "context": None, "current": True, "outcome": f"exit code {done.returncode}", "error": done.stderr.decode()}
            return [crash]
        return json.loads(done.stdout)["results"]

    def case(self, file: str, row: dict) -> Case:
        choice = [] if row["current"] else ["--context", row["context"]]
        key = "\0".join([self.version, file, *choice])
        if key not in self.cache:
            self.cache[key] = self.kubectl.run("--kubeconfig", file, *choice, "get", "--raw", "/version", "--request-timeout=3s")
        said = self.cache[key]
        is_same_text = same_text(row["error"], words(said)) if row["outcome"] == "refuses" else None
        return Case(row, said, complaint(row, said), is_same_text)


def complaint(row: dict, said: str) -> str | None:
    """How the outcomes disagree."""
    outcome = classify(said)
    if row["outcome"] == "refuses":
        return refusal_complaint(row, outcome)
    if row["outcome"] != "contacts":
        return row["outcome"]
    return contact_complaint(row["effective"], outcome, said)


def refusal_complaint(row: dict, outcome: str) -> str | None:
    is_load = row["stage"] == "load"
    if outcome in ("load", "refused"):
        return None if is_load == (outcome == "load") else f"predicted at stage {row['stage']}"
    # Without the plugin kubectl has not come to the connection.
    if outcome == "plugin" and row["stage"] == "transport":
        return None
    return "predicted to refuse"


def contact_complaint(effective: dict, outcome: str, said: str) -> str | None:
    auth = effective["auth"]
    if outcome == "prompt":
        return None if "prompt" in auth else "predicted not to ask"
    if "prompt" in auth:
        return "predicted to ask"
    # An issuer is asked for a token first, as a plugin is.
    if outcome in ("plugin", "issuer"):
        return None if "exec" in auth or "auth-provider" in auth else "predicted to run no plugin"
    # The provider of Google looks for credentials on this machine.
    if "cannot construct google default token source" in said:
        return None
    if outcome not in ("sent", "localhost"):
        return "predicted to connect"
    return dial_complaint(effective["server"], said)


def dial_complaint(server: str, said: str) -> str | None:
    if "proxyconnect" in said or "socks connect" in said:
        return None
    scheme, _, rest = server.partition("://")
    authority = rest.split("/")[0]
    host, _, port = authority.rpartition(":") if re.search(r":\d*$", authority) else (authority, "", "")
    port = port or {"https": "443", "http": "80"}.get(scheme, "")
    if dialled := DIALLED.search(said):
        if dialled[2] != port or host != "localhost" and not same_host(host.strip("[]"), dialled[1].strip("[]")):
            return f"predicted to dial {host} {port}"
    elif looked_up := LOOKED_UP.search(said):
        if looked_up[1] != host:
            return f"predicted to look up {host}"
    return None


def same_host(predicted: str, dialled: str) -> bool:
    try:
        return ipaddress.ip_address(predicted) == ipaddress.ip_address(dialled)
    except ValueError:
        return predicted == dialled


def words(said: str) -> str:
    """kubectl's last words without what it puts before them, several complaints joined as client-go joins them."""
    lines = [line for line in said.split("\n") if not re.match(r"[IWE]\d{4} |To learn more, consult", line)]
    text = "\n".join(lines).strip()
    if text.startswith("Error in configuration:"):
        complaints = dict.fromkeys(line.removeprefix("* ") for line in text.removeprefix("Error in configuration:").strip().split("\n"))
        return f"[{', '.join(complaints)}]" if len(complaints) > 1 else "".join(complaints)
    for start in (r"error: ", r"Unable to connect to the server: ", r'error loading config file ".*?": '):
        text = re.sub(f"^{start}", "", text)
    return text


def same_text(predicted: str, said: str) -> bool:
    pattern = re.escape(unescaped(predicted).strip()).replace("REDACTED", ".*").replace("…", ".*")
    pattern = re.sub(r"(\\?\s|\\n)+", r"\\s+", pattern)
    return re.fullmatch(pattern, said.strip(), re.DOTALL) is not None


def unescaped(text: str) -> str:
    """The characters that a report writes as escapes."""
    text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda escape: chr(int(escape[1], 16)), text)
    return text


def report(version: str, cases: list[Case]) -> bool:
    wrong = [case for case in cases if case.complaint]
    refusals = [case for case in cases if not case.complaint and case.is_same_text is not None and classify(case.said) != "plugin"]
    other_words = [case for case in refusals if not case.is_same_text]
    for case in wrong:
        print(f"{version} {case.row['file']} {case.row['context']}: {case.complaint}\n    predicted: {shown(case.row)}\n    kubectl: {case.said[-300:]}")
    for case in other_words:
        print(f"{version} {case.row['file']} {case.row['context']}: other words\n    predicted: {case.row['error']}\n    kubectl:   {words(case.said)[:400]}")
    said = collections.Counter(classify(case.said) for case in cases)
    share = f"{100 * (1 - len(wrong) / max(1, len(cases))):.2f} %"
    text = f"{100 * (1 - len(other_words) / max(1, len(refusals))):.2f} %"
    print(f"kubectl {version}: {len(cases)} contexts, outcome {share}, words of {len(refusals)} refusals {text}; {dict(said)}", file=sys.stderr)
    return not cases or len(wrong) > ALLOWED * len(cases)


def shown(row: dict) -> str:
    return row["error"] if row["outcome"] != "contacts" else json.dumps(row["effective"])


def read_cache(path: str | None) -> dict:
    if path and os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    return {}


def write_cache(path: str | None, cache: dict) -> None:
    if path:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(cache, file)


if __name__ == "__main__":
    sys.exit(main())
