#!/usr/bin/env python3
"""Compares what the JSON Schema of a kubeconfig says, in check-jsonschema, with what the linter finds.

usage: schema.py --lint BINARY --validator CHECK-JSONSCHEMA PATH...

A file that the schema refuses must have a finding, and a file with a key that nobody reads, or with an entry without a name, must be
refused. So must every file that it takes, once a key in it is mistyped. Files that are no YAML to the validator, which reads another dialect than kubectl, are left out.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

# What a schema can see, too.
SEEN = {"structure/unknown-field", "structure/misplaced-field", "structure/unnamed-entry"}
# A key at the start of a line.
MISTYPED = re.compile(rb'^([\s{"-]*)(server|cluster|user|name)("?:\s)', re.MULTILINE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lint", required=True)
    parser.add_argument("--validator", required=True)
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()

    report = json.loads(output(options.lint, "--exit-zero", "-f", "json", *options.paths))
    files = [file["path"] for file in report["files"] if file["within"] is None]
    rules = {path: set() for path in files}
    for finding in report["findings"]:
        if finding["rule"] == "structure/unknown-field" and is_former(finding):
            continue
        rules.setdefault(finding["file"], set()).add(finding["rule"])
    refused, unread = validate(options, files)

    wrong = [f"{path}: the schema refuses what nothing is found in: {refused[path]}" for path in files if path in refused and not rules[path]]
    wrong += [f"{path}: the schema takes it, in spite of {sorted(rules[path] & SEEN)}" for path in files
              if path not in refused and path not in unread and rules[path] & SEEN]  # fmt: skip
    taken = [path for path in files if path not in refused and path not in unread]
    count, missed = mistyped(options, taken)
    wrong += [f"{path}: the schema takes it, in spite of a mistyped key" for path in missed]
    print(f"{len(files)} files: {len(refused)} refused, {len(unread)} are no YAML, {count} mistyped, {len(wrong)} wrong", *wrong, sep="\n")
    return 1 if wrong or not count or len(refused) + len(unread) == len(files) else 0


def is_former(finding: dict) -> bool:
    """Whether it is about the one key that nobody reads any more, and that the schema takes all the same."""
    lines = pathlib.Path(finding["file"]).read_bytes().splitlines()
    return b"api-version" in lines[finding["start"]["line"] - 1] and finding["address"].endswith(".cluster")


def validate(options: argparse.Namespace, files: list[str]) -> tuple[dict[str, str], set[str]]:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as schema:
        schema.write(output(options.lint, "schema"))
        schema.flush()
        output(options.validator, "--check-metaschema", schema.name)
        # Names without an ending that it knows would be taken for JSON.
        command = [options.validator, "--schemafile", schema.name, "--default-filetype", "yaml", "-o", "json"]
        return refusals(command, files)


def mistyped(options: argparse.Namespace, files: list[str]) -> tuple[int, list[str]]:
    """How many of the files have a key that can be mistyped, and which of them are taken then."""
    with tempfile.TemporaryDirectory() as folder:
        origins = {}
        for number, path in enumerate(files):
            text, count = MISTYPED.subn(rb"\1\2x\3", pathlib.Path(path).read_bytes(), count=1)
            if count:
                origins[str(pathlib.Path(folder, str(number)))] = path
                pathlib.Path(folder, str(number)).write_bytes(text)
        refused, _ = validate(options, list(origins)) if origins else ({}, set())
        return len(origins), [origin for path, origin in origins.items() if path not in refused]


def refusals(command: list[str], files: list[str]) -> tuple[dict[str, str], set[str]]:
    """The files that are refused, each with a reason, and those that cannot be read, on which the validator may fall over."""
    try:
        answer = json.loads(output(*command, *files, codes=(0, 1)))
    except json.JSONDecodeError:
        if len(files) == 1:
            return {}, set(files)
        half = len(files) // 2
        (refused, unread), (more_refused, more_unread) = refusals(command, files[:half]), refusals(command, files[half:])
        return refused | more_refused, unread | more_unread
    refused = {error["filename"]: f"{error['path']}: {error['message']}" for error in answer.get("errors", [])}
    return refused, {error["filename"] for error in answer.get("parse_errors", [])}


def output(*words: str, codes: tuple[int, ...] = (0,)) -> str:
    run = subprocess.run(words, capture_output=True, text=True)
    if run.returncode not in codes:
        sys.exit(f"exit code {run.returncode} from {words[0]}:\n{run.stdout}{run.stderr}")
    return run.stdout


if __name__ == "__main__":
    sys.exit(main())
