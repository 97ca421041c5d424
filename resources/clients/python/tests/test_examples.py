# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from cordboard import connect

from .test_client import ALICE, BOB, ServedTest, soon

FOLDER = Path(__file__).resolve().parents[1]


class ExamplesTest(ServedTest):
    CALLS = 4

    async def run_example(self, name: str, *arguments: str) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(FOLDER / "examples" / name), *arguments,
            env={**os.environ, "PYTHONPATH": str(FOLDER / "src"), "CORDBOARD_TOKEN": self.token},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )

        async def end() -> None:
            if process.returncode is None:
                process.kill()
                await process.wait()

        self.addAsyncCleanup(end)
        return process

    async def output(self, *arguments: str) -> tuple[int, str, str]:
        process = await self.run_example("hangup.py", *arguments)
        out, err = await soon(process.communicate())
        return process.returncode, out.decode(), err.decode()

    async def test_hangup(self) -> None:
        async with connect(self.server.url, token=self.token) as client:
            calls = client.follow()
            await soon(calls.until(lambda all: len(all) == 4))
            await soon(client.call_start(ALICE, BOB))
            await soon(calls.until(lambda all: len(all) == 5))
            code, out, _ = await self.output(self.server.url)
            self.assertEqual(code, 0)
            self.assertIn("5 calls; --yes ends them", out)
            self.assertEqual(len(calls), 5)
            code, out, err = await self.output(self.server.url, "--yes")
            self.assertEqual((code, err), (0, ""))
            self.assertEqual(out.count("ended "), 5)
            self.assertIn(f"ended  {ALICE} → {BOB}", out)
            await soon(calls.until(lambda all: len(all) == 0))
            self.assertEqual(await self.output(self.server.url, "--user", "nobody"), (0, "no calls\n", ""))

    async def test_hangup_says_what_is_wrong(self) -> None:
        self.assertEqual((await self.output())[0], 2)
        code, _, err = await self.output("ws://127.0.0.1:1/call-api")
        self.assertEqual(code, 3)
        self.assertNotEqual(err, "")
        self.assertEqual((await self.output("http://127.0.0.1/"))[0], 3)

    async def test_wallboard_tells_changes(self) -> None:
        board = await self.run_example("wallboard.py", self.server.url, "--user", "alice")
        async with connect(self.server.url, token=self.token) as client:
            # Alice may have a call of the demo's own, so that Bob is waited for.
            reading = asyncio.ensure_future(self.line(board, "talking", "bob"))
            call = await soon(client.call_start(ALICE, BOB))
            await soon(reading)
            reading = asyncio.ensure_future(self.line(board, "gone"))
            await soon(client.call_end(call.callid))
            await soon(reading)

    async def line(self, process: asyncio.subprocess.Process, *words: str) -> str:
        while line := (await process.stdout.readline()).decode():
            if all(word in line.lower() for word in words):
                return line
        raise AssertionError("the example left: " + (await process.stderr.read()).decode())
