"""The clients written in Python, each used as its users do.

usage: python_clients.py CLIENT; a question a line, an answer a line, as workers.py says. Every question is answered by a child of its
own, so that nothing is left behind. Runs on Python 3.8.
"""
from __future__ import annotations

import asyncio
import importlib
import io
import json
import logging
import os
import select
import signal
import ssl
import sys
import tempfile
import time
import traceback
import warnings

PATIENCE = 20


class Kubernetes:
    """`kubernetes`: load_kube_config and a request with the default configuration."""

    package = "kubernetes"

    def load(self, file: str, context: str | None) -> None:
        self.library = importlib.import_module(self.package)
        self.library.config.load_kube_config(config_file=file, context=context)

    def loaded(self) -> dict:
        configuration = self.library.client.Configuration.get_default_copy()
        return {"server": configuration.host, "ca": origin(configuration.ssl_ca_cert)}

    def request(self) -> None:
        self.library.client.VersionApi().get_code(_request_timeout=PATIENCE / 2)

    @staticmethod
    def stage(frames: list[tuple[str, str]]) -> str:
        return "load" if any(function in ("load_config", "_merge", "load_config_from_file_like_object") for _, function in frames) else "config"


class KubernetesAsyncio(Kubernetes):
    package = "kubernetes_asyncio"

    def load(self, file: str, context: str | None) -> None:
        self.library = importlib.import_module(self.package)
        asyncio.run(self.library.config.load_kube_config(config_file=file, context=context))

    def request(self) -> None:
        async def ask() -> None:
            async with self.library.client.ApiClient() as api:
                await asyncio.wait_for(self.library.client.VersionApi(api).get_code(), PATIENCE / 2)

        asyncio.run(ask())


class Kr8s:
    """`kr8s`: `kr8s.api(kubeconfig=, context=)`, which asks for the version of the server at once."""

    def load(self, file: str, context: str | None) -> None:
        import kr8s
        from kr8s._auth import KubeAuth

        self.auth: KubeAuth | None = None
        make = KubeAuth.__init__

        def remember(auth: KubeAuth, *arguments, **options) -> None:
            self.auth = auth
            make(auth, *arguments, **options)

        KubeAuth.__init__ = remember
        self.api = kr8s.api(kubeconfig=file, context=context)

    def loaded(self) -> dict:
        auth = self.auth
        if auth is None or not getattr(auth, "server", None):
            return {}
        return {"server": auth.server, "ca": origin(auth.server_ca_file), "namespace": auth.namespace}

    def request(self) -> None:
        self.api.version()

    @staticmethod
    def stage(frames: list[tuple[str, str]]) -> str:
        if any(function == "ssl_context" or os.sep + "httpx" + os.sep in file for file, function in frames):
            return "transport"
        in_config = any(file.endswith("_config.py") or os.sep + "yaml" + os.sep in file for file, _ in frames)
        return "load" if in_config else "config"


class Lightkube:
    """`lightkube`: KubeConfig.from_file and a Client."""

    def load(self, file: str, context: str | None) -> None:
        from lightkube import Client, KubeConfig

        config = KubeConfig.from_file(file)
        self.one = config.get(context) if context is not None else config.get()
        self.client = Client(self.one, trust_env=False)

    def loaded(self) -> dict:
        cluster = self.one.cluster
        ca = "file" if cluster.certificate_auth else "data" if cluster.certificate_auth_data else "system"
        return {"server": cluster.server, "ca": ca, "namespace": self.one.namespace}

    def request(self) -> None:
        self.client._client._client.get("/version")

    @staticmethod
    def stage(frames: list[tuple[str, str]]) -> str:
        return "load" if any(function in ("from_file", "from_dict") for _, function in frames) else "config"


class Pykube:
    """`pykube-ng`: KubeConfig.from_file and an HTTPClient."""

    def load(self, file: str, context: str | None) -> None:
        import pykube

        self.config = pykube.KubeConfig.from_file(file)
        if context is not None:
            self.config.set_current_context(context)
        self.client = pykube.HTTPClient(self.config, timeout=PATIENCE / 2)

    def loaded(self) -> dict:
        cluster = self.config.cluster
        ca = cluster["certificate-authority"].filename() if "certificate-authority" in cluster else None
        return {"server": cluster.get("server"), "ca": origin(ca), "namespace": self.config.namespace}

    def request(self) -> None:
        self.client.version  # noqa: B018 (it is a property that asks)

    @staticmethod
    def stage(frames: list[tuple[str, str]]) -> str:
        return "load" if any(function == "from_file" for _, function in frames) else "config"


CLIENTS = {"python": Kubernetes, "asyncio": KubernetesAsyncio, "kr8s": Kr8s, "lightkube": Lightkube, "pykube-ng": Pykube}


def origin(path: str | None) -> str:
    """Data from the file is put into a temporary file by all of them."""
    if not path:
        return "system"
    return "data" if os.path.dirname(os.path.abspath(path)) == os.path.abspath(tempfile.gettempdir()) else "file"


def switch_verification_off() -> None:
    """Whatever the client asks of TLS, the certificate of the server is taken."""

    def unverified(method):
        def wrap(self, *arguments, **options):
            self.check_hostname, self.verify_mode = False, ssl.CERT_NONE
            return method(self, *arguments, **options)

        return wrap

    ssl.SSLContext.wrap_socket = unverified(ssl.SSLContext.wrap_socket)
    ssl.SSLContext.wrap_bio = unverified(ssl.SSLContext.wrap_bio)


def words(error: BaseException) -> str:
    """The error and what caused it."""
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen and len(parts) < 5:
        seen.add(id(current))
        parts.append(f"{type(current).__name__}: {str(current)[:1500]}")
        if isinstance(current, BaseExceptionGroup if sys.version_info >= (3, 11) else ()):
            current = current.exceptions[0]
        else:
            current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return " <- ".join(parts)


def answer(client, question: dict) -> dict:
    log = io.StringIO()
    logging.basicConfig(stream=log, level=logging.WARNING, force=True)
    if question["unverified"]:
        switch_verification_off()
    said: dict = {"stage": None, "error": None}
    try:
        client.load(question["file"], question["context"])
    except BaseException as error:  # noqa: B902 (what stops a client is what we are here to see)
        frames = [(frame.filename, frame.name) for frame in traceback.extract_tb(error.__traceback__)]
        said.update(stage=client.stage(frames), error=words(error))
    try:
        said.update(client.loaded())
        if said["stage"] is None:
            client.request()
    except BaseException as error:  # noqa: B902
        if said["stage"] is None:
            said.update(stage="transport", error=words(error))
    said["logged"] = log.getvalue()[:2000]
    return said


def child(client, question: dict, out: int) -> None:
    os.setsid()
    data = json.dumps(answer(client, question), default=str).encode()
    with os.fdopen(out, "wb") as pipe:
        pipe.write(data)
    os._exit(0)


def ask(client, question: dict) -> str:
    inside, out = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(inside)
        child(client, question, out)
    os.close(out)
    data, end = b"", time.monotonic() + PATIENCE
    while select.select([inside], [], [], max(0.0, end - time.monotonic()))[0]:
        part = os.read(inside, 65536)
        if not part:
            break
        data += part
    else:
        os.killpg(pid, signal.SIGKILL)
    os.close(inside)
    os.waitpid(pid, 0)
    return data.decode() or json.dumps({"stage": "crash", "error": "no answer"})


def main() -> None:
    warnings.simplefilter("ignore")
    client = CLIENTS[sys.argv[1]]()
    importlib.import_module({"python": "kubernetes", "asyncio": "kubernetes_asyncio", "pykube-ng": "pykube"}.get(sys.argv[1], sys.argv[1]))
    # OpenSSL asks for the passphrase of a key where it can: nobody is there.
    questions = os.fdopen(os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for line in questions:
        print(ask(client, json.loads(line)), flush=True)


if __name__ == "__main__":
    main()
