"""A place where a kubeconfig can do no harm: nothing of the network, and no program to run.

Every address is this machine's own in there, so that whatever a client dials arrives at the server of loopback.py, and every name is
looked up there. The folders of programs are empty, PATH leads to nothing, and the home folder is new.
"""
import ctypes
import os
import subprocess
import sys

INSIDE = "KUBECONFIG_LINT_SANDBOX"
CACHE = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
CLIENTS = os.environ.get("CLIENTS_CACHE") or os.path.join(CACHE, "kubeconfig-lint", "clients")
# Workers run from the cache of the clients, which is none of these.
PROGRAMS = ["/usr/local", "/opt", "/etc/kubernetes", "/var/run/secrets", "~/.cargo/bin", "~/.pyenv/shims", "~/.pyenv/bin", "~/.local/bin", "/snap", "/usr/sbin", "/usr/bin"]
LINKED = ["/bin", "/sbin"]
READ_ONLY, BIND = 1, 4096
ROUTES = [["link", "set", "lo", "up"], ["route", "add", "local", "0.0.0.0/0", "dev", "lo"], ["-6", "route", "add", "local", "::/0", "dev", "lo"]]


def enter() -> None:
    """Starts this program again inside, with the Python that has the server's libraries. Inside it prepares the place and returns."""
    if INSIDE not in os.environ:
        python = os.path.join(CLIENTS, "tools-1", "bin", "python")
        if not os.path.exists(python):
            sys.exit("the clients are not here: run get-clients first")
        os.execvpe("unshare", ["unshare", "-rnm", python, os.path.abspath(sys.argv[0]), *sys.argv[1:]], {**os.environ, INSIDE: "1"})
    prepare()


def prepare() -> None:
    for words in ROUTES:
        # A machine may have no IPv6.
        subprocess.run(["ip", *words], check="-6" not in words)
    folder = os.path.join(CLIENTS, "sandbox")
    os.makedirs(folder, exist_ok=True)
    mount("tmpfs", folder, "tmpfs", 0)  # what clients leave behind is gone with them
    names = os.path.join(folder, "resolv.conf")
    with open(names, "w", encoding="ascii") as file:
        file.write("nameserver 127.0.0.1\nsearch .\noptions timeout:2 attempts:1\n")
    mount(names, "/etc/resolv.conf", None, BIND)
    for path in [*map(os.path.expanduser, PROGRAMS), *(path for path in LINKED if not os.path.islink(path))]:
        if os.path.isdir(path):
            mount("tmpfs", path, "tmpfs", READ_ONLY)
    home, temporary, programs = (os.path.join(folder, name) for name in ("home", "tmp", "programs"))
    for path in (home, temporary, programs):
        os.mkdir(path)
    os.environ.clear()
    os.environ.update({INSIDE: "1", "HOME": home, "TMPDIR": temporary, "PATH": programs, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"})
    os.chdir(home)


def mount(source: str, target: str, kind: str | None, flags: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(source.encode(), target.encode(), kind and kind.encode(), flags, None) != 0:
        raise OSError(ctypes.get_errno(), "mount", target)
