#!/usr/bin/env python3
"""Compares what `kubeconfig-lint exec-credential` foretells with what the real clients do with the answers of exec_answers.py.

usage: compare_answers.py --lint BINARY --client CLIENT[@VERSION] [--client …] [--table FILE]
       compare_answers.py --write FOLDER

In the sandbox there is one program, a plugin that prints the answer. What a client then shows to the server is `token`, `certificate`,
`both` or `anonymous`, else it is an error. `--table` keeps that for every answer and client, one JSON object a line; `--write` only
writes the answers as files. The exit code is 1 where a client agrees in fewer than 99 of 100 answers.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

from compare_clients import WANTED, Cache, Failure, exact, observe, same_text
from exec_answers import ALL, stand_ins
from sandbox import CLIENTS
from workers import UnknownClient

PLUGIN = "kubeconfig-lint-plugin"
SENT = {frozenset(): "anonymous", frozenset({"token"}): "token", frozenset({"client-certificate"}): "certificate", frozenset({"token", "client-certificate"}): "both"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lint")
    parser.add_argument("--client", action="append", default=[])
    parser.add_argument("--table", help="a file for what the clients did")
    parser.add_argument("--write", metavar="FOLDER", help="only write the answers")
    options = parser.parse_args()
    if options.write:
        write(options.write)
        return 0
    is_good, did = True, {name: {} for name in ALL}
    with tempfile.TemporaryDirectory() as folder:
        kubeconfigs, plugin = write(folder)
        try:
            for client in map(exact, options.client):
                seen = run(client, kubeconfigs, plugin)
                for name, observation in seen.items():
                    did[name][client] = deed(observation)
                is_good &= not options.lint or compare(options.lint, client, folder, seen)
        except (Failure, UnknownClient) as failure:
            print(f"compare_answers.py: {failure}", file=sys.stderr)
            return 2
    if options.table:
        with open(options.table, "w", encoding="utf-8") as file:
            file.writelines(json.dumps({"name": name, **row}, ensure_ascii=False) + "\n" for name, row in did.items())
    return 0 if is_good else 1


def write(folder: str) -> tuple[dict[str, str], str]:
    """The answers, a kubeconfig for each, and the plugin that prints them. It may be the only program, so it needs no shell."""
    values = stand_ins()
    os.makedirs(folder, exist_ok=True)
    plugin = os.path.join(folder, PLUGIN)
    with open(plugin, "w", encoding="utf-8") as file:
        file.write(f"#!{CLIENTS}/tools-1/bin/python -IS\nimport sys\nwith open(sys.argv[1], 'rb') as answer:\n    sys.stdout.buffer.write(answer.read())\n")
    os.chmod(plugin, 0o755)
    kubeconfigs = {}
    for name, (version, stdout) in ALL.items():
        answer = os.path.join(folder, name)
        with open(answer, "w", encoding="utf-8", newline="") as file:
            file.write(re.sub(r"\{\{([^}]*)\}\}", lambda match: json.dumps(values[match[1]])[1:-1], stdout))
        kubeconfigs[name] = f"{answer}.kubeconfig"
        with open(kubeconfigs[name], "w", encoding="utf-8") as file:
            json.dump(kubeconfig(version, answer), file)
    return kubeconfigs, plugin


def kubeconfig(version: str, answer: str) -> dict:
    plugin = {"apiVersion": version, "command": PLUGIN, "args": [answer], "interactiveMode": "Never"}
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": "x",
        "clusters": [{"name": "c", "cluster": {"server": "https://127.0.0.1:6443"}}],
        "users": [{"name": "u", "user": {"exec": plugin}}],
        "contexts": [{"name": "x", "context": {"cluster": "c", "user": "u"}}],
    }


def run(client: str, kubeconfigs: dict[str, str], plugin: str) -> dict[str, dict]:
    questions = [{"file": path, "context": None} for path in kubeconfigs.values()]
    return dict(zip(kubeconfigs, observe(client, questions, Cache(None), plugin)))


def deed(seen: dict) -> str:
    if seen["outcome"] == "refuses" or seen["auth"] is None:
        return f"error: {seen['error']}"
    return SENT[frozenset(seen["auth"]) - {"none"}]


def compare(lint: str, client: str, folder: str, seen: dict[str, dict]) -> bool:
    """Prints where the prediction is wrong. Returns whether it is right often enough."""
    wrong = same = refused = judged = 0
    for name, (version, _) in ALL.items():
        told = foretold(lint, os.path.join(folder, name), version, client)
        if told is None:
            continue
        judged += 1
        expected = "error" if told["outcome"] == "refuses" else SENT.get(frozenset(kinds(told["auth"])), str(told["auth"]))
        did = deed(seen[name])
        if expected != did.split(":")[0]:
            wrong += 1
            print(f"{client} {name}: foretold {expected} {told['error'] or ''}\n    seen: {did[:300]} {str(seen[name]['logged'] or '')[-200:]}")
        elif expected == "error":
            refused += 1
            same += same_text(told["error"] or "", did)
    print(f"{client}: {judged} answers, {wrong} disagreements; words of {refused} refusals, {same} as foretold")
    return judged > 0 and wrong <= (1 - WANTED) * judged


def kinds(auth: list[str]) -> set[str]:
    return {"token" if kind == "exec" else kind for kind in auth}


def foretold(lint: str, answer: str, version: str, client: str) -> dict | None:
    """`None` for a version that nobody can ask for."""
    command = [lint, "exec-credential", "-f", "json", "--client", client, "--api-version", version, answer]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 2:
        if "--api-version" not in done.stderr:
            raise Failure(f"{lint} foretells nothing for {client}: {done.stderr.splitlines()[0]}")
        return None
    return json.loads(done.stdout)["results"][0]


if __name__ == "__main__":
    sys.exit(main())
