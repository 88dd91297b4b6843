#!/usr/bin/env python3
"""Compares what `kubeconfig-lint --explain-merge` says of lists of files with what real kubectls make of them.

usage: merging.py --lint BINARY --kubectl BINARY [--kubectl BINARY]... [--seed N] [--count N]

Lists of up to five files are made up, whose entries share a few names. Every value says in which file it stands, so that the file
that a value comes from can be read off what `kubectl config view --raw` prints. Compared are the entries, for each its file, its
fields and their values, and the current context. Elements of a list can be empty, repeated, or lead nowhere.
"""
import argparse
import concurrent.futures
import json
import os
import random
import subprocess
import sys
import tempfile

from writing import emit

NAMES = ["prod", "stage", "a b", "x/y@z:1", "grün", ""]
SECTIONS = {"contexts": "context", "clusters": "cluster", "users": "user"}
# How kubectl writes what it found nothing of.
EMPTY = ("", None, False, [], {})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lint", required=True)
    parser.add_argument("--kubectl", required=True, action="append")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        lists = [made_up(rng, os.path.join(folder, str(number))) for number in range(options.count)]
        ours = list(pool.map(lambda one: explained(os.path.abspath(options.lint), one), lists))
        failed = 0
        for kubectl in options.kubectl:
            theirs = pool.map(lambda one: viewed(os.path.abspath(kubectl), one), lists)
            for one, our, their in zip(lists, ours, theirs):
                if our != their:
                    failed += 1
                    print(f"{os.path.basename(kubectl)}: {one['value']}\n    {differences(our, their)}")
                    print("".join(f"--- {name}\n{text}" for name, text in one["files"].items()))
    total = len(lists) * len(options.kubectl)
    print(f"{total - failed} passed, {failed} failed")
    return 1 if failed or not total else 0


def made_up(rng: random.Random, folder: str) -> dict:
    """A list in a folder of its own: its files, and the value of KUBECONFIG."""
    os.makedirs(folder)
    files = {}
    for name in [f"f{number}" for number in range(rng.randint(1, 5))]:
        files[name] = file(rng, name) if rng.random() < 0.95 else rng.choice(["", "# nothing\n", "kind: Config\n"])
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write(files[name])
    elements = list(files)
    rng.shuffle(elements)
    for surplus in ["", "nowhere", elements[0], "./" + elements[-1]]:
        if rng.random() < 0.15:
            elements.insert(rng.randint(0, len(elements)), surplus)
    return {"folder": folder, "files": files, "value": ":".join(elements)}


def file(rng: random.Random, mark: str) -> str:
    config = {"apiVersion": "v1", "kind": "Config"}
    if rng.random() < 0.6:
        config["current-context"] = rng.choice([*NAMES, None])
    for section, body in SECTIONS.items():
        if rng.random() < 0.9:
            names = rng.sample(NAMES, rng.randint(0, len(NAMES)))
            config[section] = [named(rng, name, body, mark) for name in names]
    keys = list(config)
    rng.shuffle(keys)
    return emit({key: config[key] for key in keys}) if rng.random() < 0.7 else json.dumps(config, indent=1) + "\n"


def named(rng: random.Random, name: str, body: str, mark: str) -> dict:
    entry = {"name": name, body: content(rng, body, mark)}
    if name == "" and rng.random() < 0.5:
        del entry["name"]
    if rng.random() < 0.05:
        del entry[body]
    return entry


def content(rng: random.Random, body: str, mark: str) -> dict | None:
    if rng.random() < 0.05:
        return rng.choice([None, {}])
    possible = {
        "context": {"cluster": rng.choice(NAMES), "user": rng.choice(NAMES), "namespace": f"n-{mark}"},
        "cluster": {
            "server": f"https://{mark}.test:6443",
            "insecure-skip-tls-verify": rng.choice([True, False]),
            "certificate-authority": f"{mark}/ca.crt",
            "tls-server-name": f"{mark}.test",
        },
        "user": {"username": mark, "token": f"token-of-{mark}", "as": f"as-{mark}", "tokenFile": f"{mark}/token"},
    }[body]
    return {key: value for key, value in possible.items() if rng.random() < 0.6}


def run(command: list[str], one: dict) -> str:
    environment = {"KUBECONFIG": one["value"], "HOME": one["folder"]}
    done = subprocess.run(command, cwd=one["folder"], env=environment, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout if done.returncode == 0 else f"exit code {done.returncode}: {done.stderr}"


def viewed(kubectl: str, one: dict) -> dict | str:
    """What kubectl prints, in the form of `explained`."""
    text = run([kubectl, "config", "view", "--raw", "-o", "json"], one)
    if not text.startswith("{"):
        return text
    config = json.loads(text)
    lists = {section: {entry["name"]: given(entry.get(body) or {}) for entry in config.get(section) or []} for section, body in SECTIONS.items()}
    return lists | {"current-context": config["current-context"]}


def given(fields: dict) -> dict:
    """The fields, without what kubectl makes of nothing; a secret is only there."""
    return {key: None if key == "token" else str(value).lower() for key, value in fields.items() if value not in EMPTY}


def explained(lint: str, one: dict) -> dict | str:
    text = run([lint, "--explain-merge", "-f", "json"], one)
    if not text.startswith("{"):
        return text
    report = json.loads(text)
    lists = {section: {entry["name"]: fields(entry, one) for entry in report[section]} for section in SECTIONS}
    current = report["current_context"]
    return lists | {"current-context": current["name"] if current else ""}


def fields(entry: dict, one: dict) -> dict:
    """The fields of an entry, after a look at whether they stand where the report says."""
    lines = one["files"][entry["file"].removeprefix("./")].split("\n")
    assert not entry["name"] or any(written in lines[entry["line"] - 1] for written in (entry["name"], json.dumps(entry["name"]))), (entry, one["files"])
    for field in entry["fields"]:
        assert field["key"] in lines[field["line"] - 1], (entry, field, one["files"])
    return {field["key"]: field["value"] for field in entry["fields"] if field["value"] != "false"}


def differences(our: dict | str, their: dict | str) -> str:
    if isinstance(our, str) or isinstance(their, str):
        return f"kubeconfig-lint: {our}\n    kubectl: {their}"
    different = [key for key in their if our[key] != their[key]]
    return "\n    ".join(f"{key}: {our[key]}, and kubectl has {their[key]}" for key in different)


if __name__ == "__main__":
    sys.exit(main())
