"""The server that every client ends up at: it answers on every address of the sandbox and writes down what it was shown.

It speaks HTTP and HTTPS, is the proxy of whoever wants one, and tells names apart by giving each an address of its own. Its
certificate is one that nobody has reason to trust: who finishes the handshake has not verified. What tells it who the user is, is
named by its kind and never kept.
"""
import dataclasses
import datetime
import re
import selectors
import socket
import struct
import threading
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from OpenSSL import SSL

from names import Names

PORTS = (80, 443, 1080, 3128, 6443, 8080)
VERSION = b'{"major": "1", "minor": "37", "gitVersion": "v1.37.0", "gitCommit": "0", "gitTreeState": "clean", "buildDate": "2026-01-01T00:00:00Z", "goVersion": "go1.26", "compiler": "gc", "platform": "linux/amd64"}'
HANDSHAKE, SOCKS5, SOCKS4 = 0x16, 5, 4
PATIENCE = 5


@dataclasses.dataclass
class Contact:
    """One connection: where to, and how far it came."""

    host: str
    port: int
    proxy: str | None = None
    said_anything: bool = False
    tls: bool = False
    handshake: bool = False
    path: str | None = None
    authorization: str | None = None
    certificate: bytes | None = None
    impersonate: str | None = None
    server_name: str | None = None


class Loopback:
    """`start`, let a client run, `finish`."""

    def __init__(self) -> None:
        self.context = tls_context()
        self.names = Names()
        self.selector = selectors.DefaultSelector()
        self.ports: set[int] = set()
        self.contacts: list[tuple[Contact, threading.Thread]] = []
        self.lock = threading.Lock()
        self.listen(PORTS)
        threading.Thread(target=self.accept, daemon=True).start()

    def listen(self, ports) -> None:
        for port in set(ports) - self.ports - {53}:
            self.ports.add(port)
            for family, address in [(socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")]:
                try:
                    listener = socket.create_server((address, port), family=family, backlog=64)
                except OSError:
                    continue  # no IPv6, or a connection that a client has open
                self.selector.register(listener, selectors.EVENT_READ)

    def listen_for(self, text: bytes) -> None:
        """On every port that a kubeconfig could mean."""
        self.listen({number for number in map(int, re.findall(rb":(\d{1,5})\b", text)) if 0 < number < 65536})

    def start(self) -> None:
        with self.lock:
            self.contacts = []

    def finish(self) -> list[Contact]:
        """What was seen since `start`, once the last connection has ended or fallen silent."""
        end = time.monotonic() + 0.3
        with self.lock:
            seen = list(self.contacts)
        for _, thread in seen:
            thread.join(max(0.0, end - time.monotonic()))
        return [contact for contact, _ in seen]

    def accept(self) -> None:
        while True:
            for key, _ in self.selector.select(0.2):
                connection, _ = key.fileobj.accept()
                host, port = connection.getsockname()[:2]
                contact = Contact(self.names.name_of(host), port)
                thread = threading.Thread(target=self.serve, args=(connection, contact), daemon=True)
                with self.lock:
                    self.contacts.append((contact, thread))
                    thread.start()

    def serve(self, connection: socket.socket, contact: Contact) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", PATIENCE, 0))
        try:
            Conversation(self, contact).begin(connection)
        except (OSError, SSL.Error, ValueError, IndexError, struct.error):
            pass
        finally:
            connection.close()


class Conversation:
    """What is said over one connection."""

    def __init__(self, loopback: Loopback, contact: Contact) -> None:
        self.loopback, self.contact = loopback, contact

    def begin(self, connection: socket.socket) -> None:
        first = connection.recv(1, socket.MSG_PEEK)
        if not first:
            return
        self.contact.said_anything = True
        if first[0] == SOCKS5:
            self.socks5(connection)
        elif first[0] == SOCKS4:
            self.socks4(connection)
        elif first[0] == HANDSHAKE:
            self.over_tls(connection)
        else:
            self.request(connection)

    def over_tls(self, connection: "socket.socket | SSL.Connection") -> None:
        self.contact.said_anything = self.contact.tls = True
        if isinstance(connection, socket.socket):
            secure = SSL.Connection(self.loopback.context, connection)
            secure.set_accept_state()
        else:
            secure = Nested(self.loopback.context, connection)
        try:
            secure.do_handshake()
        finally:
            name = secure.get_servername()
            self.contact.server_name = name.decode("utf-8", "replace") if name else None
        self.contact.handshake = True
        certificate = secure.get_peer_certificate()
        self.contact.certificate = certificate.digest("sha256") if certificate else None
        self.request(secure)
        secure.shutdown()

    def request(self, stream) -> None:
        head = read_head(stream)
        lines = head.decode("utf-8", "replace").split("\r\n")
        method, target = lines[0].split(" ")[:2]
        if method == "CONNECT":
            stream.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            self.through_proxy("http", *split_port(target, 443))
            # What goes through a proxy with TLS is TLS again, but for clients that have no need of a tunnel.
            self.begin(stream) if isinstance(stream, socket.socket) else self.over_tls(stream)
            return
        if "://" in target:
            _, _, rest = target.partition("://")
            authority, _, path = rest.partition("/")
            self.through_proxy("http", *split_port(authority.rpartition("@")[2], 80))
            target = "/" + path
        self.contact.said_anything, self.contact.path = True, target.split("?")[0]
        for line in lines[1:]:
            self.header(*line.split(":", 1))
        stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(VERSION), VERSION))

    def header(self, name: str, value: str = "") -> None:
        if name.lower() == "authorization":
            self.contact.authorization = value.strip()
        elif name.lower() == "impersonate-user":
            self.contact.impersonate = value.strip()

    def through_proxy(self, kind: str, host: str, port: int) -> None:
        self.contact.proxy = f"{kind}://{self.contact.host}:{self.contact.port}"
        self.contact.host, self.contact.port = self.loopback.names.name_of(host.strip("[]").lower()), port
        self.contact.said_anything = self.contact.tls = self.contact.handshake = False

    def socks5(self, connection: socket.socket) -> None:
        _, methods = exactly(connection, 2)
        exactly(connection, methods)
        connection.sendall(b"\5\0")
        _, _, _, kind = exactly(connection, 4)
        if kind == 3:
            host = exactly(connection, exactly(connection, 1)[0]).decode("utf-8", "replace")
        else:
            host = socket.inet_ntop(socket.AF_INET6 if kind == 4 else socket.AF_INET, exactly(connection, 16 if kind == 4 else 4))
        [port] = struct.unpack(">H", exactly(connection, 2))
        connection.sendall(b"\5\0\0\1" + bytes(6))
        self.through_proxy("socks5", host, port)
        self.begin(connection)

    def socks4(self, connection: socket.socket) -> None:
        _, _, port = struct.unpack(">BBH", exactly(connection, 4))
        host = socket.inet_ntop(socket.AF_INET, exactly(connection, 4))
        while exactly(connection, 1) != b"\0":
            pass
        connection.sendall(b"\0Z" + bytes(6))
        self.through_proxy("socks4", host, port)
        self.begin(connection)


class Nested:
    """TLS inside of TLS, which openssl does not do on a socket."""

    def __init__(self, context: SSL.Context, outer: SSL.Connection) -> None:
        self.outer, self.inner = outer, SSL.Connection(context, None)
        self.inner.set_accept_state()

    def pump(self, action):
        """Does something, and carries what it has to say and to hear."""
        while True:
            try:
                return action()
            except SSL.WantReadError:
                self.flush()
                self.inner.bio_write(self.outer.recv(65536))
            finally:
                self.flush()

    def flush(self) -> None:
        try:
            while True:
                self.outer.sendall(self.inner.bio_read(65536))
        except SSL.WantReadError:
            pass

    def do_handshake(self) -> None:
        self.pump(self.inner.do_handshake)

    def recv(self, size: int) -> bytes:
        return self.pump(lambda: self.inner.recv(size))

    def sendall(self, data: bytes) -> None:
        self.pump(lambda: self.inner.sendall(data))

    def shutdown(self) -> None:
        self.pump(self.inner.shutdown)

    def get_servername(self) -> bytes | None:
        return self.inner.get_servername()

    def get_peer_certificate(self):
        return self.inner.get_peer_certificate()


def exactly(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise ValueError("the connection has ended")
        data += part
    return data


def read_head(stream) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        part = stream.recv(65536)
        if not part or len(data) > 1_000_000:
            raise ValueError("no request")
        data += part
    return data.split(b"\r\n\r\n")[0]


def split_port(authority: str, default: int) -> tuple[str, int]:
    host, colon, port = authority.rpartition(":")
    return (host, int(port)) if colon and port.isdigit() else (authority, default)


def tls_context() -> SSL.Context:
    """Asks for a certificate of the client, and takes any."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "nobody-knows-me")])
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now - datetime.timedelta(1), now + datetime.timedelta(30))
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.use_certificate(builder.sign(key, hashes.SHA256()))
    context.use_privatekey(key)
    context.set_verify(SSL.VERIFY_PEER, lambda *_: True)
    return context
