#!/usr/bin/env python3
"""Reads reports as their consumers do, and compares what they see with the report in `json`.

usage: read.py --lint BINARY --junit-schema XSD PATH...

For `junit` the readers are the schema of Jenkins and junitparser, for `checkstyle` the XML of Python, for `markdown` a CommonMark parser with
the tables of GitHub, for `concise` the problem matcher and Vim with the `errorformat` that the README shows; GitHub's and Azure's parsers of a
log line are written down here as their runners have them, and so is what GitLab documents of Code Quality, for which it has no schema. A
finding that a consumer does not see, or sees elsewhere, and anything that it takes for a command or for markup that is not the report's,
fails.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

import junitparser
import lxml.etree
import markdown_it

# A line of a log as the runner of GitHub reads it (ActionCommand.cs), and as the agent of Azure does (Command.cs).
GITHUB = re.compile(r"^\s*::(?P<command>[\w-]+)(?: (?P<properties>.*?))?::(?P<data>.*)$")
OLD_GITHUB = re.compile(r"##\[")
AZURE = re.compile(r"##vso\[(?P<command>[\w.]+)(?: (?P<properties>[^\]]*))?\](?P<data>.*)$")
LEVELS = {"error": "error", "warning": "warning", "notice": "info"}
SHOWN_BY_GITHUB = 10
# The job summary of GitHub, in bytes.
SUMMARY = 1 << 20
# What GitHub makes links and mentions of in text, and not in code: people and teams, issues, commits, addresses.
LINKED_BY_GITHUB = re.compile(r"[@#]\w|\bGH-\d|\bwww\.|://(?!localhost:8080\b)|\b[0-9a-f]{7,40}\b")
SEVERITIES = {"error": {"major", "critical"}, "warning": {"minor"}, "info": {"info"}}
MATCHERS = json.loads((pathlib.Path(__file__).parents[2] / ".github/kubeconfig-lint-matcher.json").read_text())["problemMatcher"]
# As the README has it; the first is for a kubeconfig inside a manifest.
ERRORFORMAT = r"%f\ (%.%#):%l:%c:\ %t%*[a-z]%m,%f:%l:%c:\ %t%*[a-z]%m"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lint", required=True)
    parser.add_argument("--junit-schema", required=True)
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    report = lambda form: run(options.lint, form, options.paths)
    jenkins = lxml.etree.XMLSchema(lxml.etree.parse(options.junit_schema))
    findings = json.loads(report("json"))["findings"]
    readers = [github, gitlab, azure, junit, checkstyle, markdown, jsonl, concise]
    for reader in readers:
        text = report(reader.__name__)
        assert text == report(reader.__name__), f"{reader.__name__}: another report of the same files"
        reader(text, findings)
        if reader is junit:
            jenkins.assertValid(lxml.etree.fromstring(text.encode()))
    print(f"{len(findings)} findings are read from {len(readers)} formats")
    return 0 if findings else 1


def run(lint: str, form: str, paths: list[str]) -> str:
    done = subprocess.run([lint, "check", "-f", form, *paths], capture_output=True, check=False)
    assert done.returncode in (0, 1), (form, done.stderr)
    return done.stdout.decode()


def seen(what: str, wanted, got) -> None:
    """Compares what there is with what a consumer sees, whatever the order."""
    wanted, got = collections.Counter(wanted), collections.Counter(got)
    assert wanted == got, f"{what}: unseen {list((wanted - got).items())[:3]}, made up {list((got - wanted).items())[:3]}"


def line_of(finding: dict) -> tuple:
    return finding["rule"], finding["start"]["line"]


def properties(text: str, separator: str, escapes: dict[str, str]) -> dict[str, str]:
    pairs = (pair.split("=", 1) for pair in text.split(separator) if "=" in pair)
    return {key: unescaped(value, escapes) for key, value in pairs}


def unescaped(text: str, escapes: dict[str, str]) -> str:
    for escape, character in escapes.items():
        text = text.replace(escape, character)
    return text


def github(text: str, findings: list) -> None:
    got = []
    for line in text.splitlines():
        assert not OLD_GITHUB.search(line), line
        command = GITHUB.match(line)
        assert command and command["command"] in LEVELS, line
        fields = properties(command["properties"], ",", {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"})
        if "file" in fields:
            got.append((LEVELS[command["command"]], fields["title"], int(fields["line"])))
    there = {severity: [(severity, *line_of(finding)) for finding in findings if finding["severity"] == severity] for severity in SEVERITIES}
    # What is not shown is counted, in a notice that is shown itself.
    counted = any(len(annotations) > SHOWN_BY_GITHUB for annotations in there.values())
    for severity, wanted in there.items():
        shown = [annotation for annotation in got if annotation[0] == severity]
        room = SHOWN_BY_GITHUB - (counted and severity == "info")
        assert len(shown) == min(room, len(wanted)) and not collections.Counter(shown) - collections.Counter(wanted), severity


def azure(text: str, findings: list) -> None:
    got = []
    for line in text.splitlines():
        command = AZURE.search(line)
        if command:
            assert command.start() == 0 and command["command"] == "task.logissue", line
            fields = properties(command["properties"], ";", {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%"})
            got.append((fields["type"], fields["code"], int(fields["linenumber"])))
    seen("azure", [(finding["severity"], *line_of(finding)) for finding in findings if finding["severity"] != "info"], got)


def gitlab(text: str, findings: list) -> None:
    issues = json.loads(text)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for finding, issue in zip(findings, issues, strict=True):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}, issue
        assert re.fullmatch("[0-9a-f]{16}", issue["fingerprint"]) and issue["check_name"] == finding["rule"], issue
        path, lines = issue["location"]["path"], issue["location"]["lines"]
        assert path and not path.startswith("./") and 1 <= lines["begin"] <= lines["end"], issue
        assert issue["severity"] in SEVERITIES[finding["severity"]], issue
        message = published(finding["message"])
        assert issue["description"].startswith(f"{finding['within']}: {message}" if "within" in finding else message), issue
    seen("gitlab", map(line_of, findings), [(issue["check_name"], issue["location"]["lines"]["begin"]) for issue in issues])


def junit(text: str, findings: list) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".xml") as file:
        file.write(text)
        file.flush()
        suites = junitparser.JUnitXml.fromfile(file.name)
    failed = {(suite.name, case.name) for suite in suites for case in suite for result in case.result if isinstance(result, junitparser.Failure)}
    assert suites.failures == len(failed)
    seen("junit", {finding["rule"] for finding in findings if finding["severity"] == "error"}, {rule for _, rule in failed})


def checkstyle(text: str, findings: list) -> None:
    errors = xml.fromstring(text).iter("error")
    got = [(error.get("source").removeprefix("kubeconfig-lint."), int(error.get("line")), error.get("severity")) for error in errors]
    seen("checkstyle", [(*line_of(finding), finding["severity"]) for finding in findings], got)


def markdown(text: str, findings: list) -> None:
    assert len(text.encode()) < SUMMARY
    tokens = markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    inline = [child for token in tokens for child in token.children or []]
    html = [token.content for token in inline if token.type == "html_inline"]
    assert set(html) <= {"<code>", "</code>", "<br>", "<wbr>", "<details>", "</details>", "<summary>", "</summary>"}, set(html)
    assert not {token.type for token in tokens + inline} & {"html_block", "image", "em_open", "s_open", "fence", "code_block"}
    rows = table_rows(tokens)
    # What does not fit into a summary is counted.
    left_out = re.search(r"^(\d+) more are left out\.$", text, re.MULTILINE)
    assert len(rows) + (int(left_out[1]) if left_out else 0) == len(findings)
    worst_first = sorted(findings, key=lambda finding: list(SEVERITIES).index(finding["severity"]))
    for finding, (severity, where, what, rule) in zip(worst_first, rows):
        assert plain(severity) == finding["severity"] and f":{finding['start']['line']}:" in plain(where), (finding, plain(where))
        assert [token.attrs["href"] for token in rule if token.type == "link_open"] == [finding["url"]], finding
        says(pieces(what), finding)
    # GitHub's parser takes an address for a link in code, too, unless something stands before its `@`.
    assert not [token for token in inline if token.type == "text" and re.search(r"[\w.+-]@\w", token.content)]
    for is_code, piece in pieces(inline):
        assert is_code or not LINKED_BY_GITHUB.search(piece), piece


def table_rows(tokens: list) -> list[list]:
    """The tokens of every cell, for every row below the head."""
    cells = [after.children for token, after in zip(tokens, tokens[1:]) if token.type == "td_open"]
    return [cells[at : at + 4] for at in range(0, len(cells), 4)]


def pieces(inline: list) -> list[tuple[bool, str]]:
    """What a line shows, each piece with whether it is code."""
    got = [(False, "")]
    for token in inline:
        if token.content == "<wbr>":
            continue
        if token.type == "html_inline":
            got.append((token.content == "<code>", "\n" if token.content in ("<details>", "<br>") else ""))
        elif token.type == "code_inline":
            got += [(True, token.content), (False, "")]
        else:
            got[-1] = (got[-1][0], got[-1][1] + token.content)
    return got


def plain(inline: list) -> str:
    return "".join(piece for _, piece in pieces(inline))


def says(shown: list[tuple[bool, str]], finding: dict) -> None:
    """A cell says what the finding does: our own words as text, and as code what stands in backticks or is the words of a client."""
    message, at = published(finding["message"]), 0
    end = next((index for index, (_, piece) in enumerate(shown) if piece == "\n"), len(shown))
    for is_code, piece in shown[:end]:
        wanted = [f"`{piece}`", *([piece] if piece else [])] if is_code else [piece]
        match = next((words for words in wanted if message.startswith(words, at)), None)
        assert match is not None, (piece, message[at:])
        at += len(match)
    assert at == len(message), message[at:]
    codes = [piece for is_code, piece in shown[end:] if is_code]
    for client in finding["clients"]:
        assert client["outcome"] != "refuses" or not client["error"] or published(client["error"]) in codes, client


def published(message: str) -> str:
    """Reports that others see do not say where this machine keeps the home folder."""
    return message.replace(f"{pathlib.Path.cwd()}/", "").replace(f"{pathlib.Path.home()}/", "~/")


def jsonl(text: str, findings: list) -> None:
    assert [json.loads(line) for line in text.splitlines()] == findings


def concise(text: str, findings: list) -> None:
    wanted = [(*line_of(finding), finding["start"]["column"], finding["severity"]) for finding in findings]
    seen("problem matcher", wanted, problems(text))
    # Vim has the rule in the text, and the first letter of the severity as the type.
    seen("errorformat", [(f"[{rule}]", *place, severity[0]) for rule, *place, severity in wanted], quickfix(text))


def problems(text: str) -> list[tuple]:
    """What the runner of GitHub makes of the lines (IssueMatcher.cs): the first matcher of a line has it."""
    got = []
    for line in text.splitlines():
        for matcher in MATCHERS:
            (pattern,) = matcher["pattern"]
            match = re.match(pattern["regexp"], line, re.ASCII)
            if match:
                severity = match[pattern["severity"]] if "severity" in pattern else matcher["severity"]
                assert not match[pattern["file"]].endswith(")") and match[pattern["message"]], line
                got.append((match[pattern["code"]], int(match[pattern["line"]]), int(match[pattern["column"]]), LEVELS[severity]))
                break
    return got


def quickfix(text: str) -> list[tuple]:
    with tempfile.TemporaryDirectory() as folder:
        report, script, out = (pathlib.Path(folder, name) for name in ("report", "script.vim", "out"))
        report.write_text(text)
        entries = "filter(getqflist(), {_, entry -> entry.valid})"
        fields = r"json_encode([matchstr(entry.text, '^\[[^]]*\]'), entry.lnum, entry.col, entry.type])"
        script.write_text(
            f"set encoding=utf-8 errorformat={ERRORFORMAT}\ncgetfile {report}\n"
            f"call writefile(map({entries}, {{_, entry -> {fields}}}), '{out}')\nquitall!\n"
        )
        subprocess.run(["vim", "-es", "-u", "NONE", "-i", "NONE", "-n", "-S", script], check=True, timeout=60, stdin=subprocess.DEVNULL)
        return [tuple(json.loads(line)) for line in out.read_text().splitlines()]


if __name__ == "__main__":
    sys.exit(main())
