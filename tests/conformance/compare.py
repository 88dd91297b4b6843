#!/usr/bin/env python3
"""Compares what kubeconfig-lint says of kubeconfigs with what a real kubectl does.

usage: compare.py --lint BINARY --kubectl BINARY PATH...

A PATH is a file or a folder of files. Three promises are checked on every file:
  1. what kubectl refuses, when it loads the file or prepares the current context, has an `error`;
  2. what kubectl takes has no `error`, unless the finding is about something else than kubectl taking it (see HARM);
  3. where kubectl names a field, an entry or a line, an `error` is there.
A template is not judged: nobody loads it before it is filled in, and what is said of it is that.
Disagreements are printed, one a line; the exit code is 1 if there are any. How often an error foretells kubectl's own words is
counted; with `--words` those that are not foretold are printed.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import re
import subprocess
import sys

from kubectl import Kubectl, Verdict
from words import foretold, misplaced

# Findings that are errors although kubectl sends its request: the entry cannot work once the server looks at it, a credential or a
# program is at stake.
HARM = (
    "auth/provider-runs-command", "auth/token-expired", "auth/impersonation-misspelt", "auth/token-malformed", "auth/basic-auth",
    "certificate/ca-expired", "certificate/client-expired", "certificate/not-a-ca", "certificate/private-key-in-ca", "certificate/weak-key",
    "certificate/weak-signature", "certificate/wrong-usage", "encoding/base64-jwt", "encoding/data-in-path-field", "encoding/redacted-placeholder",
    "exec/payload-pattern", "exec/env-code-injection", "exec/shell-wrapper", "exec/relative-command", "exec/command-has-arguments",
    "server/malformed", "server/missing-scheme", "server/plain-http", "server/query-or-fragment", "server/userinfo", "structure/template-placeholder",
    "structure/misplaced-field", "structure/unknown-field", "structure/duplicate-key", "structure/multi-document",
    "tls/ca-empty", "tls/ca-excludes-server", "tls/insecure-not-boolean", "tls/server-name-malformed", "tls/server-name-mismatch",
    "tls/verify-disabled",
)  # fmt: skip

TEMPLATE = "structure/template-placeholder"

# Where certificate and key are both in files, kubectl reads them when the server asks for them. It complains then, or soon after it
# started, as the other thread finds the time.
AT_HANDSHAKE = re.compile(r"\.client-(certificate|key)$")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lint", required=True)
    parser.add_argument("--kubectl", required=True)
    parser.add_argument("--verbose", action="store_true", help="print agreements too")
    parser.add_argument("--words", action="store_true", help="print kubectl's words that no error foretells")
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    kubectl = Kubectl(options.kubectl)
    files = [file for path in options.paths for file in files_of(path)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = list(pool.map(kubectl.judge, files))
        findings = list(pool.map(lambda file: lint(options.lint, file), files))
    counts, silent = collections.Counter(), 0
    for file, verdict, found in zip(files, verdicts, findings):
        complaint = disagreement(verdict, found)
        counts["disagree" if complaint else verdict.outcome] += 1
        if verdict.refused and not complaint and not foretold(verdict.text, found):
            silent += 1
            complaint = "not in kubectl's words" if options.words else None
        if complaint or options.verbose:
            print(f"{file}: {complaint or 'agreed'}\n    kubectl ({verdict.outcome}): {verdict.text[-300:]}")
            print("".join(f"    {f['start']['line']}: {f['severity']}[{f['rule']}] {f['message']}\n" for f in found), end="")
    print(f"{silent} refused in words that no error foretells", file=sys.stderr)
    print(f"{len(files) - counts['disagree']} passed, {counts['disagree']} failed")
    print("kubectl:", ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())), file=sys.stderr)
    return 1 if counts["disagree"] or not files else 0


def files_of(path: str) -> list[str]:
    if not os.path.isdir(path):
        return [path]
    return sorted(os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names if is_input(name))


def is_input(name: str) -> bool:
    """Generated folders hold `kubeconfig` and the files it names."""
    return name == "kubeconfig" or name.endswith((".yaml", ".yml", ".json"))


def lint(binary: str, file: str) -> list[dict]:
    done = subprocess.run([binary, "check", "-f", "json", file], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        return [{"rule": f"exit code {done.returncode}", "severity": "crash", "message": done.stderr.decode()[-300:], "start": {"line": 0}}]
    return json.loads(done.stdout)["findings"]


def disagreement(verdict: Verdict, findings: list[dict]) -> str | None:
    errors = [finding for finding in findings if finding["severity"] == "error"]
    if any(finding["severity"] == "crash" for finding in findings):
        return "kubeconfig-lint failed"
    if any(finding["rule"] == TEMPLATE and finding["severity"] == "info" for finding in findings):
        return None
    if verdict.refused and not errors:
        return "refused by kubectl, but without an error"
    if verdict.refused and (place := misplaced(verdict.text, findings)):
        return f"refused by kubectl, but no error where it says: {place}"
    # Behind a prompt, localhost:8080, a missing plugin or issuer kubectl has not yet come to the rest of the file.
    wrong = [finding["rule"] for finding in errors if finding["rule"] not in HARM and not AT_HANDSHAKE.search(finding["address"])]
    if verdict.outcome == "sent" and wrong:
        return f"taken by kubectl, but an error: {', '.join(wrong)}"
    return None


if __name__ == "__main__":
    sys.exit(main())
