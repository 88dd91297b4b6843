#!/usr/bin/env python3
"""Compares what `kubeconfig-lint clients` predicts with what the real clients do, for every context of every file.

usage: compare_clients.py --lint BINARY --client CLIENT[@VERSION] [--client …] [--cache FILE] [--json FILE] PATH...

A PATH is a file or a folder of files; several files that a folder lists for KUBECONFIG are one (lists.py). What a client does is seen by observe.py. Compared are outcome, server, tls, ca, auth, namespace
and impersonate, and for refusals stage and words, in which `REDACTED` and `…` of the prediction stand for anything. Without a program to
run, the prediction that a plugin's credential is sent counts as right when the client misses the plugin. Contexts whose names a report
can only show with escapes are left out, but for the current one. Disagreements are printed; the
exit code is 1 where a client agrees in fewer than 99 of 100 cases. Stage and words are counted apart: they do not make a case wrong.
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import hashlib
import json
import os
import re
import subprocess
import sys

from addresses import same_server
from clients import words
from compare import files_of
from lists import lists_and_files, paths_of
from minimise import Live, minimise
from workers import UnknownClient, installed

WANTED = 0.99
HERE = os.path.dirname(os.path.abspath(__file__))


class Failure(Exception):
    """The comparison cannot be made."""


@dataclasses.dataclass
class Case:
    """One context: what was predicted, what was seen, and in which respects they differ."""

    predicted: dict
    seen: dict
    wrong: list[str] = dataclasses.field(default_factory=list)
    is_same_stage: bool | None = None
    is_same_text: bool | None = None


def main() -> int:
    options = arguments()
    files = lists_and_files([os.path.abspath(file) for path in options.paths for file in files_of(path)])
    cache = Cache(options.cache)
    results: dict[str, list[Case]] = {}
    try:
        for client in options.client:
            results[client] = compare(options.lint, client, files, cache)
            report(client, results[client], options.quiet)
            counterexamples(options.lint, client, [case for case in results[client] if case.wrong][: options.minimise])
    except (Failure, UnknownClient) as failure:
        print(f"compare_clients.py: {failure}", file=sys.stderr)
        return 2
    finally:
        cache.write()
    table(results)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({client: [dataclasses.asdict(case) for case in cases] for client, cases in results.items()}, file, indent=1)
    return 0 if files and all(agreement(cases) >= WANTED for cases in results.values()) else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lint", required=True)
    parser.add_argument("--client", required=True, action="append", help="as in kr8s@0.20")
    parser.add_argument("--cache", help="a file that keeps what the clients did")
    parser.add_argument("--json", help="a file for all results")
    parser.add_argument("--minimise", type=int, default=0, metavar="N", help="make the first N files with disagreements small, and print them")
    parser.add_argument("--quiet", action="store_true", help="no single disagreements")
    parser.add_argument("paths", nargs="+")
    return parser.parse_args()


def compare(lint: str, wanted: str, files: list[str], cache: "Cache") -> list[Case]:
    client = exact(wanted)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        rows = [row for rows in pool.map(lambda file: predict(lint, client, file), files) for row in rows]
    rows = [row for row in rows if row["current"] or can_be_asked_for(row["context"])]
    questions = [{"file": row["file"], "context": None if row["current"] else row["context"]} for row in rows]
    return [judge(row, seen) for row, seen in zip(rows, observe(client, questions, cache))]


def can_be_asked_for(context: str | None) -> bool:
    """Not a name that may not be shown, or is not shown as it is."""
    return context is not None and "\\" not in context


def exact(wanted: str) -> str:
    """`client@version` of what is installed."""
    client = wanted.partition("@")[0]
    return f"{client}@{os.path.basename(installed(wanted)).removeprefix(f'{client}-')}"


def predict(lint: str, client: str, file: str) -> list[dict]:
    is_list = len(paths_of(file)) > 1
    command = [lint, "clients", "-f", "json", "--client", client, *([] if is_list else [file])]
    environment = {**os.environ, **({"KUBECONFIG": file} if is_list else {})}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    if done.returncode == 2:
        raise Failure(f"{lint} predicts nothing for {client}: {done.stderr.decode().splitlines()[0]}")
    if done.returncode != 0:
        return [{"file": file, "context": None, "current": True, "outcome": f"exit code {done.returncode}", "error": done.stderr.decode()[-500:]}]
    rows = json.loads(done.stdout)["results"]
    if strange := next((row for row in rows if row["client"] != client.partition("@")[0]), None):
        raise Failure(f"asked for {client}, {lint} speaks of {strange['client']}")
    return [{**row, "file": file} for row in rows]


class Cache:
    """What was seen, by client, bytes of the file and context."""

    def __init__(self, path: str | None) -> None:
        self.path, self.seen = path, {}
        if path and os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                self.seen = json.load(file)

    @staticmethod
    def key(client: str, question: dict) -> str:
        digest = hashlib.sha256(text_of(question["file"])).hexdigest()[:16]
        return json.dumps([client, question["file"], digest, question["context"]])

    def write(self) -> None:
        if self.path:
            with open(self.path, "w", encoding="utf-8") as file:
                json.dump(self.seen, file)


def observe(client: str, questions: list[dict], cache: Cache, plugin: str | None = None) -> list[dict]:
    keys = [cache.key(client, question) for question in questions]
    missing = {key: question for key, question in zip(keys, questions) if key not in cache.seen}
    count = min(os.cpu_count() or 1, 1 + len(missing) // 20)
    shares = [list(missing.items())[number::count] for number in range(count)]
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        for share, seen in zip(shares, pool.map(lambda share: observe_all(client, [question for _, question in share], plugin), shares)):
            cache.seen.update(zip((key for key, _ in share), seen))
    return [cache.seen[key] for key in keys]


def observe_all(client: str, questions: list[dict], plugin: str | None) -> list[dict]:
    if not questions:
        return []
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    command = [sys.executable, os.path.join(HERE, "observe.py"), client, *(["--plugin", plugin] if plugin else []), "-"]
    done = subprocess.run(command, input=lines.encode(), capture_output=True, check=False)
    seen = [json.loads(line) for line in done.stdout.splitlines()]
    if len(seen) != len(questions):
        raise Failure(f"observe.py {client} stopped after {len(seen)} of {len(questions)}: {done.stderr.decode()[-1500:]}")
    return seen


def judge(row: dict, seen: dict) -> Case:
    case = Case(row, seen)
    if row["outcome"] not in ("contacts", "refuses"):
        case.wrong = ["crash"]
    elif seen["source_missing"]:
        judge_without_plugin(case)
    elif row["outcome"] != seen["outcome"]:
        case.wrong = ["outcome"]
    elif row["outcome"] == "contacts":
        case.wrong = differences(row["effective"], seen)
        if has_tls_to_proxy(row["file"]):
            # The certificate that the client minds may be the proxy's, which it verifies whatever it does with the server's.
            is_open = ("tls", "ca") if case.seen["tls"] else ("tls", "ca", "server")
            case.wrong = [what for what in case.wrong if what not in is_open]
    else:
        judge_refusal(case)
    return case


def has_tls_to_proxy(file: str) -> bool:
    return re.search(rb"proxy-url: *[\"']?https://", text_of(file), re.IGNORECASE) is not None


def text_of(file: str) -> bytes:
    """All files of a list."""
    texts = []
    for path in paths_of(file):
        with open(path, "rb") as text:
            texts.append(text.read())
    return b"\n".join(texts)


def judge_without_plugin(case: Case) -> None:
    """The client has come as far as running the plugin."""
    row = case.predicted
    if row["outcome"] == "contacts":
        is_right = bool({"exec", "auth-provider"} & set(row["effective"]["auth"]))
    else:
        # It may be right about what comes after the plugin. Some clients ask the plugin before they look at the rest.
        is_right = row["stage"] != "load" or same_text(row["error"] or "", f"{case.seen['error'] or ''}\n{case.seen['logged'] or ''}")
    case.wrong = [] if is_right else ["plugin"]


def judge_refusal(case: Case) -> None:
    stages, said = [case.predicted["stage"], case.seen["stage"]], case.seen["error"] or ""
    if case.predicted["client"] == "kubectl":
        # kubectl does not tell the later ones apart.
        stages, said = ["load" if stage == "load" else "later" for stage in stages], words(said)
    case.is_same_stage = stages[0] == stages[1]
    case.is_same_text = same_text(case.predicted["error"] or "", f"{said}\n{case.seen['logged'] or ''}")


def differences(effective: dict, seen: dict) -> list[str]:
    """Only what was seen can differ: without a network to the server, nothing was shown to it."""
    is_open = seen["dialled"] is None or effective["server"] == "REDACTED"
    is_path_known = seen["auth"] is not None and not drops_path(seen["client"])
    wrong = [] if is_open or same_server(effective["server"], seen["dialled"], is_path_known) else ["server"]
    wrong += ["auth"] if seen["auth"] is not None and set(effective["auth"]) != set(seen["auth"]) else []
    if seen["tls"] is None:
        return wrong
    for key in ("tls", "ca"):
        wrong += [key] if effective[key] != seen[key] else []
    wrong += ["impersonate"] if unescaped(effective["impersonate"]) != seen["impersonate"] else []
    is_open = seen["namespace"] is None or effective["namespace"] in ("REDACTED", "…")
    wrong += [] if is_open or unescaped(effective["namespace"]) in texts_of(seen["namespace"]) else ["namespace"]
    return wrong


def drops_path(client: str) -> bool:
    """`kubectl get --raw` asks the server for the path alone before 1.34, where all other commands put it behind that of the server."""
    name, _, version = client.partition("@")
    return name == "kubectl" and int(version.split(".")[1]) < 34


def unescaped(text: str | None) -> str | None:
    """The characters that a report writes as escapes."""
    text = text and re.sub(r"\\u\{([0-9a-f]+)\}", lambda escape: chr(int(escape[1], 16)), text)
    return text and re.sub(r"\\([nrt])", lambda escape: {"n": "\n", "r": "\r", "t": "\t"}[escape[1]], text)


def texts_of(value: object) -> set[str]:
    """What a client takes for a name may be a number or a boolean to it, with Python's text or with that of JSON."""
    return {str(value)} if isinstance(value, str) else {str(value), json.dumps(value)}


def same_text(predicted: str, said: str) -> bool:
    """Whether the client said this, among other things."""
    predicted = (unescaped(predicted) or "").strip()
    pattern = re.escape(predicted).replace("REDACTED", ".*").replace("…", ".*")
    pattern = re.sub(r"(?:\\?\s|\\n)+", r"\\s+", pattern)
    return re.search(pattern, said, re.DOTALL) is not None


def counterexamples(lint: str, wanted: str, cases: list[Case]) -> None:
    client = exact(wanted)
    if not cases:
        return
    with Live(client) as live:
        for case in cases:
            context = None if case.predicted["current"] else case.predicted["context"]

            def still_wrong(file: str) -> bool:
                rows = [row for row in predict(lint, client, file) if (row["current"] if context is None else row["context"] == context)]
                return bool(rows) and judge(rows[0], live.observe(file, context)).wrong == case.wrong

            text = minimise(case.predicted["file"], still_wrong).decode("utf-8", "backslashreplace")
            print(f"--- {client}: {', '.join(case.wrong)}, of {case.predicted['file']}\n{text.rstrip()}\n---")


def agreement(cases: list[Case]) -> float:
    return sum(not case.wrong for case in cases) / max(1, len(cases))


def report(client: str, cases: list[Case], quiet: bool) -> None:
    for case in cases if not quiet else []:
        name = f"{client} {case.predicted['file']} {case.predicted['context']}"
        if case.wrong:
            print(f"{name}: {', '.join(case.wrong)}\n    predicted: {shown_prediction(case.predicted)}\n    seen:      {shown(case.seen)}")
        elif case.is_same_text is False:
            print(f"{name}: other words\n    predicted: {shown_prediction(case.predicted)}\n    seen:      {shown(case.seen)}")
        elif case.is_same_stage is False:
            print(f"{name}: other stage\n    predicted: {shown_prediction(case.predicted)}\n    seen:      {shown(case.seen)}")


def shown_prediction(row: dict) -> str:
    return f"contacts {json.dumps(row['effective'])}" if row["outcome"] == "contacts" else f"{row['outcome']} ({row.get('stage')}) {row['error']}"


def shown(seen: dict) -> str:
    if seen["outcome"] == "refuses" or seen["source_missing"]:
        return f"{seen['outcome']} ({seen['stage']}) {str(seen['error'])[:400]} {str(seen['logged'] or '')[-200:]}"
    keys = ("dialled", "tls", "ca", "auth", "namespace", "impersonate")
    return f"contacts {json.dumps({key: seen[key] for key in keys})} {str(seen['error'] or '')[:200]}"


def table(results: dict[str, list[Case]]) -> None:
    print(f"{'client':20} {'contexts':>8} {'agree':>8} {'stage':>8} {'words':>8}  disagreements")
    for client, cases in results.items():
        counts = collections.Counter(respect for case in cases for respect in case.wrong)
        said = ", ".join(f"{count} {respect}" for respect, count in counts.most_common())
        print(f"{client:20} {len(cases):8} {percent(agreement(cases))} {share(cases, 'is_same_stage')} {share(cases, 'is_same_text')}  {said}")


def share(cases: list[Case], respect: str) -> str:
    judged = [getattr(case, respect) for case in cases if not case.wrong and getattr(case, respect) is not None]
    return percent(sum(judged) / len(judged)) if judged else "       -"


def percent(part: float) -> str:
    return f"{100 * part:7.2f}%"


if __name__ == "__main__":
    sys.exit(main())
