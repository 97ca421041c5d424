# SPDX-License-Identifier: Apache-2.0
"""The real cordboard-server with its simulated proxy, and a relay whose connections can be cut."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
PROGRAM = Path(os.environ.get("CORDBOARD_BIN_DIR", ROOT / "build/release/bin")) / "cordboard-server"


class DemoServer:
    def __init__(self, *, calls: int = 0, ring_ms: int = 100) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="cordboard-test-")
        self._config = Path(self._folder.name, "server.yml")
        self._config.write_text(json.dumps({"auth": {"tokens": str(Path(self._folder.name, "tokens.yml"))}}))
        self._options = ["--demo-calls", str(calls), "--demo-rate", "0", "--demo-ring-ms", str(ring_ms)]
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self.port = 0
        self.url = ""

    def token(self, name: str) -> str:
        """Add tokens before the server starts: it notices later ones, but not at once."""
        command = [str(PROGRAM), "token", "add", name, "--role", "operator", "--config", str(self._config)]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=30).stdout.strip()

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            str(PROGRAM), "--demo", *self._options, "--config", str(self._config),
            "--listen", f"127.0.0.1:{self.port}",
            env={**os.environ, "STATE_DIRECTORY": str(Path(self._folder.name, "state"))},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )
        log = ""

        async def listening() -> None:
            nonlocal log
            # Commands are refused until the proxy's calls are known.
            while not self.url or not re.search(r"demo: \d+ calls", log):
                line = (await self._process.stdout.readline()).decode()
                if not line:
                    raise AssertionError(f"the server left: {log}")
                log += line
                if found := re.search(r"listening on (ws://[^:]+:(\d+)\S*)", line):
                    self.url, self.port = found[1], int(found[2])

        self.url = ""
        await asyncio.wait_for(listening(), 30)
        self._reader = asyncio.ensure_future(self._drain())

    async def _drain(self) -> None:
        while await self._process.stdout.readline():
            pass

    async def kill(self) -> None:
        """As kill -9."""
        if self._process and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        if self._reader:
            await self._reader

    async def stop(self) -> None:
        await self.kill()
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
