"""Whether two addresses of a server are the same one."""
import re
import socket

DEFAULT_PORTS = {"https": 443, "http": 80}


def same_server(predicted: str, dialled: str, is_path_known: bool = True) -> bool:
    """Without a request, the path that it would have asked for is not known."""
    compared = slice(None) if is_path_known else slice(3)
    return server_parts(predicted)[compared] == server_parts(dialled)[compared]


def server_parts(url: str) -> tuple:
    scheme, _, rest = url.partition("://")
    authority, _, path = rest.partition("/")
    authority = authority.rpartition("@")[2]
    host, colon, port = authority.rpartition(":")
    if not colon or authority.endswith("]"):
        host, port = authority, ""
    return scheme.lower(), canonical(host.strip("[]").lower().removesuffix(".")), port or str(DEFAULT_PORTS.get(scheme.lower())), path.rstrip("/")


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
