# SPDX-License-Identifier: Apache-2.0
"""The real cordboard-server with its simulated proxy, and a relay whose connections can be cut."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
PROGRAM = Path(os.environ.get("CORDBOARD_BIN_DIR", ROOT / "build/release/bin")) / "cordboard-server"


class DemoServer:
    def __init__(self, *, calls: int = 0, ring_ms: int = 100, version: str = "3.6") -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="cordboard-test-")
        self._config = Path(self._folder.name, "server.yml")
        tokens = str(Path(self._folder.name, "tokens.yml"))
        # No admin port, since tests run side by side.
        self._config.write_text(json.dumps({"auth": {"tokens": tokens}, "admin": {"listen": ""}}))
        self._options = ["--demo-calls", str(calls), "--demo-rate", "0", "--demo-ring-ms", str(ring_ms)]
        self._options += ["--demo-version", version]
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._log = ""
        self.port = 0
        self.url = ""

    def token(self, name: str) -> str:
        """Add tokens before the server starts: it notices later ones, but not at once."""
        command = [str(PROGRAM), "token", "add", name, "--role", "operator", "--config", str(self._config)]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=30).stdout.strip()

    def start(self) -> None:
        self.url = self._log = ""
        self._process = subprocess.Popen(
            [str(PROGRAM), "--demo", *self._options, "--config", str(self._config),
             "--listen", f"127.0.0.1:{self.port}"],
            env={**os.environ, "STATE_DIRECTORY": str(Path(self._folder.name, "state"))},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        ready = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(self._process, ready), daemon=True)
        self._reader.start()
        if not ready.wait(30) or not self.url:
            raise AssertionError(f"the server did not start: {self._log}")

    def _read(self, process: subprocess.Popen[str], ready: threading.Event) -> None:
        for line in process.stdout:
            self._log += line
            if found := re.search(r"listening on (ws://[^:]+:(\d+)\S*)", line):
                self.url, self.port = found[1], int(found[2])
            # Commands are refused until the proxy's calls are known.
            if self.url and re.search(r"demo: \d+ calls", self._log):
                ready.set()
        ready.set()

    def kill(self) -> None:
        """As kill -9."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._reader.join()
            self._process.stdout.close()
            self._process = None

    def stop(self) -> None:
        self.kill()
        self._folder.cleanup()


class Relay:
    """Stands between client and server; while `refusing`, new connections are cut at once."""

    def __init__(self, server: DemoServer) -> None:
        self._server = server
        self._writers: set[asyncio.StreamWriter] = set()
        self.refusing = False
        self.url = ""

    async def start(self) -> None:
        self._listener = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"ws://127.0.0.1:{self._listener.sockets[0].getsockname()[1]}/call-api"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refusing:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._server.port)
        self._writers |= {writer, far_writer}

        async def pass_on(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
            try:
                while data := await source.read(65536):
                    sink.write(data)
            except OSError:
                pass
            finally:
                sink.close()

        await asyncio.gather(pass_on(reader, far_writer), pass_on(far_reader, writer))
        self._writers -= {writer, far_writer}

    def cut(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def close(self) -> None:
        self._listener.close()
        self.cut()
        await self._listener.wait_closed()
