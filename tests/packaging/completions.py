"""Completion as people meet it: real shells, with somebody typing into them. completions.py LINT FOLDER

LINT is the program, which must be called kubeconfig-lint; FOLDER holds laptop.kubeconfig of the showcase and nothing else. Shells that
are not installed are said to be missing, but for bash, zsh and fish, which must be there.
"""

import os
import pty
import select
import subprocess
import sys
import time

NAME = "kubeconfig-lint "
# What is typed, and what it becomes where only one thing can be meant.
BECOMES = [
    ("expl", "explain "),
    ("lap", "laptop.kubeconfig "),
    ("check lap", "check laptop.kubeconfig "),
    ("expiry --wi", "expiry --within "),
    ("expiry -f pr", "expiry -f prometheus "),
    ("config sh", "config show "),
    ("config show -f y", "config show -f yaml "),
    ("completions po", "completions powershell "),
    ("explain structure/current-context-d", "explain structure/current-context-dangling "),
    ("--select tls,auth/ba", "--select tls,auth/basic-auth "),
    ("--severity tls=w", "--severity tls=warning "),
    ("--profile platform:fl", "--profile platform:flux "),
    ("--profile=platform:fl", "--profile=platform:flux "),
    ("check --client kubectl,kr", "check --client kubectl,kr8s "),
    ("--report sa", "--report sarif="),
    ("--report sarif=lap", "--report sarif=laptop.kubeconfig "),
    ("--kubeconfig=lap", "--kubeconfig=laptop.kubeconfig "),
    ("clients --kubeconfig laptop.kubeconfig --context st", "clients --kubeconfig laptop.kubeconfig --context staging "),
]
# What is typed, what is offered, and what is not.
OFFERS = [
    ("", ["exec-credential", "baseline", "laptop.kubeconfig"], ["__complete"]),
    ("completions ", ["elvish", "kubectl"], ["laptop.kubeconfig"]),
    ("expiry -f ", ["openmetrics", "prometheus"], ["sarif", "laptop.kubeconfig"]),
    ("check --client ", ["kube-rs", "fabric8"], ["laptop.kubeconfig"]),
    ("rules tls/ca-e", ["tls/ca-empty", "tls/ca-excludes-server"], ["tls/ca-missing"]),
    ("baseline ", ["write", "prune"], ["laptop.kubeconfig"]),
]


class Terminal:
    """A shell that somebody types into."""

    def __init__(self, words, setup):
        self.child, self.screen = pty.fork()
        if self.child == 0:
            os.environ.update(TERM="xterm", PS1="$ ", COLUMNS="160", LINES="200")
            os.execvp(words[0], words)
        self.say(f"stty rows 200 cols 160 2>/dev/null; {setup}; echo re''ady\r", "ready")

    def say(self, text, until):
        """Types, and returns what was shown up to this text, which must not be in what is typed."""
        os.write(self.screen, text.encode())
        shown, end = "", time.monotonic() + 60
        while until not in shown:
            left = end - time.monotonic()
            if left < 0 or not select.select([self.screen], [], [], left)[0]:
                raise AssertionError(f"{text!r} does not end in {until!r}: {shown!r}")
            shown += os.read(self.screen, 65536).decode(errors="replace")
        return shown

    def rest(self, quiet):
        """What is shown until nothing came for so many seconds."""
        shown = ""
        while select.select([self.screen], [], [], quiet)[0]:
            shown += os.read(self.screen, 65536).decode(errors="replace")
        return shown

    def close(self):
        os.close(self.screen)
        os.kill(self.child, 9)
        os.waitpid(self.child, 0)


class Readline:
    """bash or zsh: Ctrl-X p prints the line and empties it."""

    def __init__(self, words, setup, tabs):
        self.terminal, self.tabs = Terminal(words, setup), tabs

    def complete(self, typed, tabs, quiet):
        # zsh shows a list when nobody is typing.
        os.write(self.terminal.screen, f"{NAME}{typed}{tabs}".encode())
        shown = self.terminal.rest(quiet)
        shown += self.terminal.say("\x18p", "<<<")
        self.terminal.rest(quiet / 2)
        line = shown.rpartition(">>>")[2].partition("<<<")[0]
        return shown, line

    def becomes(self, typed, quiet):
        return self.complete(typed, "\t", quiet)[1]

    def offers(self, typed, quiet):
        return self.complete(typed, self.tabs, quiet)[0]


def bash(lint):
    setup = (
        "bind 'set bell-style none'; bind 'set page-completions off'; bind 'set completion-query-items 0'; "
        "show() { printf '>>>%s<''<<\\n' \"$READLINE_LINE\"; READLINE_LINE=; READLINE_POINT=0; }; "
        f"bind -x '\"\\C-xp\": show'; source <({lint} completions bash)"
    )
    return Readline(["bash", "--norc", "--noprofile", "-i"], setup, "\t\t")


def zsh(lint, folder):
    with open(f"{folder}/_kubeconfig-lint", "wb") as script:
        subprocess.run([lint, "completions", "zsh"], stdout=script, check=True)
    setup = (
        f"fpath=({folder} $fpath); autoload -U compinit; compinit -D -u; LISTMAX=1000; setopt nolistbeep; "
        "show() { zle -I; print -r -- '>>>'$BUFFER'<''<<'; BUFFER=; }; zle -N show; bindkey '^Xp' show"
    )
    return Readline(["zsh", "-f"], setup, "\t")


class Fish:
    """fish says itself what it would offer."""

    def __init__(self, lint):
        self.lint = lint

    def offers(self, typed, _=None):
        ask = f"source ({self.lint} completions fish | psub); complete --do-complete '{NAME}{typed}'"
        return subprocess.run(["fish", "--no-config", "-c", ask], capture_output=True, text=True, check=True).stdout

    def becomes(self, typed, _=None):
        words = [line.split("\t")[0] for line in self.offers(typed).splitlines()]
        if len(words) != 1:
            return "\n".join(words)
        # It puts a blank behind a word, but not behind these.
        blank = "" if words[0].endswith("=") else " "
        return NAME + typed[: len(typed) - len(typed.rpartition(" ")[2])] + words[0] + blank


def patiently(judge):
    """The complaints; whoever types waits longer where there are some, as a busy machine is slow to answer."""
    for quiet in (0.2, 0.6, 2):
        complaints = judge(quiet)
        if not complaints:
            break
    return complaints


def judge_line(shell, driver, typed, wanted, quiet):
    line = driver.becomes(typed, quiet)
    return [] if line == NAME + wanted else [f"{shell}: {typed!r} becomes {line!r} instead of {NAME + wanted!r}"]


def judge_list(shell, driver, typed, offered, withheld, quiet):
    shown = driver.offers(typed, quiet)
    missing = [f"{shell}: {typed!r} does not offer {word}: {shown!r}" for word in offered if word not in shown]
    return missing + [f"{shell}: {typed!r} offers {word}: {shown!r}" for word in withheld if word in shown]


def judge(shell, driver):
    failed = []
    for case in BECOMES:
        failed += patiently(lambda quiet: judge_line(shell, driver, *case, quiet))
    for case in OFFERS:
        failed += patiently(lambda quiet: judge_list(shell, driver, *case, quiet))
    print(f"{shell}: {len(BECOMES) + len(OFFERS) - len(failed)} of {len(BECOMES) + len(OFFERS)}")
    return failed


def main():
    lint, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    os.environ["PATH"] = os.path.dirname(lint) + os.pathsep + os.environ["PATH"]
    os.environ.pop("KUBECONFIG", None)
    scripts = folder + ".scripts"
    os.makedirs(scripts, exist_ok=True)
    os.chdir(folder)
    failed = judge("fish", Fish(lint))
    for shell, open_it in [("bash", lambda: bash(lint)), ("zsh", lambda: zsh(lint, scripts))]:
        driver = open_it()
        failed += judge(shell, driver)
        driver.terminal.close()
    sys.exit("\n".join(failed) if failed else 0)


if __name__ == "__main__":
    main()
