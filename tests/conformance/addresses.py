"""Whether two addresses of a server are the same one."""
import posixpath
import re
import socket
import urllib.parse

DEFAULT_PORTS = {"https": 443, "http": 80}


def same_server(predicted: str, dialled: str, is_path_known: bool = True) -> bool:
    """Without a request, the path that it would have asked for is not known."""
    predicted, seen = server_parts(predicted), server_parts(dialled)
    return predicted[:3] == seen[:3] and (not is_path_known or same_path(predicted[3], seen[3]))


def same_path(predicted: str, seen: str) -> bool:
    """What may not be shown is an ellipsis. Of what is sent, clients leave out `.`, `..` and some slashes."""
    start, ellipsis, _ = predicted.partition("…")
    return seen.startswith(start) if ellipsis else seen == predicted or cleaned(seen) == cleaned(predicted)


def cleaned(path: str) -> str:
    return posixpath.normpath(f"/{path}")


def server_parts(url: str) -> tuple:
    scheme, _, rest = url.partition("://")
    authority, _, path = rest.partition("/")
    authority = authority.rpartition("@")[2]
    host, colon, port = authority.rpartition(":")
    if not colon or authority.endswith("]"):
        host, port = authority, ""
    return scheme.lower(), canonical(host.strip("[]").lower().removesuffix(".")), port.lstrip("0") or str(DEFAULT_PORTS.get(scheme.lower())), urllib.parse.unquote(path).rstrip("/")


def canonical(host: str) -> str:
    """Another spelling of an address is the same address, and without one it is this machine."""
    for family in (socket.AF_INET6, socket.AF_INET):
        try:
            host = socket.inet_ntop(family, socket.inet_pton(family, host)).removeprefix("::ffff:")
            break
        except (OSError, ValueError):
            continue
    if re.fullmatch(r"[0-9a-fx.]*[0-9][0-9a-fx.]*", host):
        try:
            host = socket.inet_ntoa(socket.inet_aton(host))
        except OSError:
            pass
    if not host.isascii():
        try:
            host = host.encode("idna").decode()
        except UnicodeError:
            pass
    return "127.0.0.1" if host in ("localhost", "::1", "::", "0.0.0.0") else host
