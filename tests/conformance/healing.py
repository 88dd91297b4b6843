#!/usr/bin/env python3
"""Breaks good kubeconfigs in ways that have a safe fix, lets `check --fix` mend them, and asks a real kubectl what it makes of the result.

usage: healing.py --lint BINARY --kubectl BINARY [--keep FOLDER] SEED COUNT

A mended file is healed when kubectl does with it what `kubeconfig-lint clients` predicts, and what it did with the good one. Besides,
whatever the outcome: every comment is still there, every line that no fault touched is still there and in order, line ends and byte
order mark are as they were, and a second run changes nothing. These must hold for every file; nine of ten files must be healed.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import random
import subprocess
import sys
import tempfile

from case import Case
from clients import Run
from credentials import Credentials
from kubectl import Kubectl, classify
from slips import SLIPS
from writing import emit, inline

NEEDED = 0.9
MARK = b"\xef\xbb\xbf"


class Patient:
    """A good text, the same with faults in it, and which faults they are."""

    def __init__(self, rng: random.Random, credentials: Credentials) -> None:
        self.case = Case(rng, credentials)
        style = rng.choice([block, block, block, flow, as_json])
        commented = style is block and rng.random() < 0.7
        line_end = rng.choice(["\n", "\n", "\r\n"])
        mark = rng.choice([b"", b"", MARK])
        comments = rng.randrange(1 << 30)
        write = lambda: mark + with_comments(random.Random(comments), style(self.case.config), commented).replace("\n", line_end).encode()
        self.good = write()
        self.slips = [slip.__name__ for slip in rng.sample(SLIPS, rng.choice([1, 1, 2, 3])) if slip(self.case)]
        self.broken = write()
        self.line_end, self.mark = line_end.encode(), mark


def block(config: dict) -> str:
    return emit(config)


def flow(config: dict) -> str:
    return "".join(f"{key}: {inline(value)}\n" for key, value in config.items())


def as_json(config: dict) -> str:
    return json.dumps(config, indent=1) + "\n"


def with_comments(rng: random.Random, text: str, commented: bool) -> str:
    """A comment above some lines of what `emit` writes, one value a line, and behind some."""
    if not commented:
        return text
    lines = []
    for number, line in enumerate(text.splitlines()):
        if rng.random() < 0.2:
            lines.append(f"{' ' * (len(line) - len(line.lstrip()))}# above {number}")
        lines.append(line)
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lint", required=True)
    parser.add_argument("--kubectl", required=True, help="named as get-kubectl names it: kubectl-1.37")
    parser.add_argument("--keep", help="a folder for the files that are not healed")
    parser.add_argument("seed", type=int)
    parser.add_argument("count", type=int)
    options = parser.parse_args()
    rng, credentials = random.Random(options.seed), Credentials()
    patients = [patient for patient in (Patient(rng, credentials) for _ in range(options.count)) if patient.slips]
    clinic = Clinic(options.lint, Kubectl(options.kubectl), os.path.basename(options.kubectl).removeprefix("kubectl-"))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        complaints = list(pool.map(clinic.treat, patients))
    return report(patients, complaints, options.keep)


class Clinic:
    """Mends files, and looks at what became of them."""

    def __init__(self, lint: str, kubectl: Kubectl, version: str) -> None:
        self.lint, self.kubectl, self.version = lint, kubectl, version

    def treat(self, patient: Patient) -> tuple[str, str] | None:
        """What is wrong with the mended file, if anything: how bad it is, and in words."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "kubeconfig")
            beside(folder, patient.case.files)
            write(path, patient.good)
            wanted = self.outcome(path)
            write(path, patient.broken)
            for run in ("first", "second"):
                before = read(path)
                done = subprocess.run([self.lint, "check", "--fix", "-q", path], capture_output=True, check=False)
                if done.returncode not in (0, 1):
                    return "harmed", f"exit code {done.returncode}: {done.stderr.decode()[-300:]}"
                if run == "second" and read(path) != before:
                    return "harmed", "a second run changes it again"
            patient.mended = read(path)
            return self.harm(patient) or self.illness(path, wanted)

    def harm(self, patient: Patient) -> tuple[str, str] | None:
        if patient.mended.startswith(MARK) != bool(patient.mark):
            return "harmed", "the byte order mark came or went"
        if patient.line_end == b"\r\n" and patient.mended.replace(b"\r\n", b"").count(b"\n") > patient.broken.replace(b"\r\n", b"").count(b"\n"):
            return "harmed", "line ends are mixed"
        untouched = common(patient.good, patient.broken)
        # A comment goes with the key that it stands above.
        comments = [line.strip() for line in untouched if is_comment(line)]
        if left := collections.Counter(comments) - collections.Counter(line.strip() for line in patient.mended.splitlines()):
            return "harmed", f"a comment is gone: {list(left)[0][:60]!r}"
        untouched = [line for line in untouched if not is_comment(line)]
        # Where the last pair of a mapping comes or goes, a comma does.
        mended = iter([line.rstrip(b",") for line in patient.mended.splitlines()])
        lost = next((line for line in untouched if line.rstrip(b",") not in mended), None)
        return ("harmed", f"a line is gone or has moved: {lost[:60]!r}") if lost is not None else None

    def illness(self, path: str, wanted: str) -> tuple[str, str] | None:
        rows = [row for row in Run(self.lint, self.kubectl, self.version, {}).cases(path) if row.row["current"]]
        if not rows or rows[0].complaint:
            return "ill", f"not as predicted: {rows[0].complaint if rows else 'there is no row'}"
        outcome = self.outcome(path)
        return None if outcome == wanted else ("ill", f"kubectl: {outcome} instead of {wanted}")

    def outcome(self, path: str) -> str:
        return classify(self.kubectl.run("--kubeconfig", path, "get", "--raw", "/version", "--request-timeout=3s"))


def common(good: bytes, broken: bytes) -> list[bytes]:
    """The lines that the faults left alone: those of the broken file that the good one has too, and all comments."""
    there = collections.Counter(good.splitlines())
    lines = []
    for line in broken.splitlines():
        if there[line] or is_comment(line):
            there[line] -= 1
            lines.append(line)
    return lines


def is_comment(line: bytes) -> bool:
    return line.lstrip().startswith(b"#")


def beside(folder: str, files: dict) -> None:
    for name, content in files.items():
        write(os.path.join(folder, name), content)


def read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def write(path: str, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)


def report(patients: list, complaints: list, keep: str | None) -> int:
    by_slip = collections.defaultdict(lambda: [0, 0])
    for number, (patient, complaint) in enumerate(zip(patients, complaints)):
        for slip in patient.slips:
            by_slip[slip][complaint is not None] += 1
        if complaint:
            print(f"{number:05} {'+'.join(patient.slips)}: {': '.join(complaint)}")
            if keep:
                save(os.path.join(keep, f"{number:05}"), patient)
    for slip, (healed, not_healed) in sorted(by_slip.items()):
        print(f"    {slip}: {healed} healed, {not_healed} not", file=sys.stderr)
    harmed = sum(complaint is not None and complaint[0] == "harmed" for complaint in complaints)
    healed = complaints.count(None) / max(1, len(complaints))
    print(f"{len(patients)} broken files: {100 * healed:.1f} % healed, {harmed} harmed")
    return 1 if harmed or healed < NEEDED or not patients else 0


def save(folder: str, patient: Patient) -> None:
    os.makedirs(folder, exist_ok=True)
    beside(folder, patient.case.files)
    for name, content in {"good.yaml": patient.good, "broken.yaml": patient.broken, "mended.yaml": getattr(patient, "mended", b"")}.items():
        write(os.path.join(folder, name), content)


if __name__ == "__main__":
    sys.exit(main())
