# SPDX-License-Identifier: Apache-2.0
"""A server that misbehaves on purpose."""

from __future__ import annotations

import asyncio
import json
import logging
import unittest
from datetime import datetime, timezone

import websockets

from cordboard import Calls, CordboardError, connect

from .test_client import quick, soon

AT = {"epoch": "e", "view": "v"}


def call(id: str) -> dict:
    return {"id": id, "callid": id, "state": "answered"}


def put(id: str) -> dict:
    return {"op": "set", "call": call(id)}


class StreamTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        logging.getLogger("cordboard").setLevel(logging.CRITICAL)
        self.subscriptions: list[dict] = []
        self.answers = [{**AT, "seq": 5, "count": 2, "snapshot": True}]
        self.asked = asyncio.Condition()
        server = await websockets.serve(self.serve, "127.0.0.1", 0)
        self.addAsyncCleanup(server.wait_closed)
        self.addCleanup(server.close)
        self.client = connect(f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/", backoff=quick())
        await soon(self.client.open())
        self.addAsyncCleanup(self.client.close)
        self.calls = self.client.follow()
        await self.subscribed(1)

    async def serve(self, socket, *_: object) -> None:
        self.socket = socket
        async for text in socket:
            request = json.loads(text)
            answer = {"jsonrpc": "2.0", "id": request["id"]}
            if request["method"] == "SessionInfo":
                await socket.send(json.dumps({**answer, "result": {"user": None}}))
            elif request["method"] == "CallSubscribe":
                await socket.send(json.dumps({**answer, "result": self.answers.pop(0)}))
                self.subscriptions.append(request["params"])
                async with self.asked:
                    self.asked.notify_all()

    async def subscribed(self, count: int) -> None:
        async with self.asked:
            await soon(self.asked.wait_for(lambda: len(self.subscriptions) >= count))

    async def tell(self, method: str, **params: object) -> None:
        await self.socket.send(json.dumps({"jsonrpc": "2.0", "method": method, "params": {**AT, **params}}))

    async def page(self, page: int, seq: int, last: bool, *ids: str) -> None:
        await self.tell("CallsSnapshot", seq=seq, page=page, last=last, calls=[call(id) for id in ids])

    async def changed(self, from_seq: int, seq: int, *changes: dict) -> None:
        now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        await self.tell("CallsChanged", from_seq=from_seq, seq=seq, now=now, changes=list(changes))

    async def listed(self, *ids: str) -> None:
        await soon(self.calls.until(lambda calls: {one["id"] for one in calls} == set(ids)))

    async def test_pages_and_changes(self) -> None:
        await self.page(0, 5, False, "a")
        await self.page(1, 5, True, "b")
        await self.listed("a", "b")
        await self.changed(5, 7, put("c"), {"op": "gone", "id": "a"})
        await self.listed("b", "c")
        await self.changed(5, 7, put("a"))  # told already
        await self.changed(7, 8, put("d"), {"op": "later", "id": "x"})  # a word that it does not know
        await self.listed("b", "c", "d")
        self.assertEqual(self.calls.position, {**AT, "seq": 8})
        await self.page(0, 20, True, "z")  # unasked: this reader was too slow
        await self.listed("z")
        self.assertEqual(len(self.subscriptions), 1)

    async def test_a_gap(self) -> None:
        await self.page(0, 5, True, "a")
        await soon(self.calls.ready())
        self.answers.append({**AT, "seq": 9, "count": 1, "snapshot": True})
        await self.changed(7, 8, put("b"))
        await soon(self.calls.until(lambda calls: calls.state == "stale"))
        self.assertIn("a", self.calls)
        await self.changed(8, 9, put("b"))  # of the stream that was given up
        await self.subscribed(2)
        self.assertNotIn("since", self.subscriptions[1])
        await self.page(0, 9, True, "c")
        await self.listed("c")
        self.assertEqual(self.calls.state, "live")

    async def test_messages_that_cannot_be_read(self) -> None:
        await self.page(0, 5, True, "a")
        await soon(self.calls.ready())
        for number, garbage in enumerate(("{", '{"method": "CallsChanged", "params": {"seq": 7}}', "[1]"), 2):
            self.answers.append({**AT, "seq": 5, "count": 1, "snapshot": False})
            await self.socket.send(garbage)
            await self.subscribed(number)
            self.assertEqual(self.subscriptions[-1]["since"], {**AT, "seq": 5})
            await soon(self.calls.until(Calls.__len__))
            await soon(self.calls.ready())

    async def test_one_name_two_commands(self) -> None:
        self.client.command("Echo", cmd_id="one")
        with self.assertRaises(CordboardError) as caught:
            await soon(self.client.command("Echo", cmd_id="one"))
        self.assertEqual(caught.exception.id, "conflict")
