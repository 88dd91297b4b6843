"""The name server of the sandbox."""
import socket
import struct
import threading


class Names:
    """A name server that knows every name and gives each an address of its own."""

    def __init__(self) -> None:
        self.addresses: dict[str, str] = {}
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 53))
        threading.Thread(target=self.answer, daemon=True).start()

    def name_of(self, host: str) -> str:
        return next((name for name, address in self.addresses.items() if address == host), host)

    def address_of(self, name: str) -> str:
        number = len(self.addresses) + 1
        return self.addresses.setdefault(name, f"198.18.{number >> 8}.{number & 255}")

    def answer(self) -> None:
        while True:
            query, sender = self.socket.recvfrom(4096)
            try:
                self.socket.sendto(self.reply(query), sender)
            except (IndexError, struct.error, OSError):
                continue

    def reply(self, query: bytes) -> bytes:
        """RFC 1035 section 4: the question again, and one address where one was asked for."""
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1 : at + 1 + query[at]].decode("ascii", "replace"))
            at += query[at] + 1
        [kind] = struct.unpack(">H", query[at + 1 : at + 3])
        question = query[12 : at + 5]
        answer = b""
        if kind == 1:
            answer = b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 1, 4) + socket.inet_aton(self.address_of(".".join(labels).lower()))
        return query[:2] + struct.pack(">HHHHH", 0x8180, 1, bool(answer), 0, 0) + question + answer
