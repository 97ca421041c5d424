#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A program as it would be written for OpenSIPS' Call API, from its "JSON-RPC Protocol Documentation" alone.

It walks all commands on the real server and looks at every field of every message. What Cordboard sends beyond that
documentation stands in BEYOND, and in the README with its reason; anything else that differs fails.
"""

from __future__ import annotations

import asyncio
import json
import sys
import unittest
from pathlib import Path

import websockets

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "resources/clients/python"))
from tests.server import DemoServer  # noqa: E402

DEADLINE = 20

#: command -> event -> keys of its data, as the documentation lists them ("Events" of each command). None: no data.
DOCUMENTED = {
    "CallStart": {
        "CallerAnswered": {"caller", "callee"},
        "Transferring": {"caller", "destination"},
        "TransferStart": {"callid", "caller", "callee"},
        "TransferPending": {"callid", "caller", "callee", "extra"},
        "CalleeAnswered": {"callid", "caller", "callee"},
    },
    "CallBlindTransfer": {
        "Transferring": {"destination"},
        "TransferStart": {"callid", "destination"},
        "TransferPending": {"callid", "destination", "extra"},
        "TransferSuccessful": {"callid", "destination"},
    },
    "CallAttendedTransfer": {
        "Transferring": None,
        "TransferStart": {"callid", "destination"},
        "TransferPending": {"callid", "destination", "extra"},
        "TransferSuccessful": {"callid", "destination"},
    },
    "CallHold": {"CallHolding": None, "CallHoldStart": {"leg"}, "CallHoldSuccessful": {"leg"}},
    "CallUnhold": {"CallUnholding": None, "CallUnholdStart": {"leg"}, "CallUnholdSuccessful": {"leg"}},
    "CallEnd": {},
}
OPTIONAL_KEYS = {"extra"}
OPTIONAL_EVENTS = {"TransferPending"}
#: The documentation's own example of Transferring has `callee` where its text has `destination`: both are sent.
BEYOND = {("CallStart", "Transferring"): {"callee"}}
#: Beside the text in `data`, an Error carries the same for programs.
BEYOND_ERROR = {"code": int, "id": str, "message": str, "call_fate": str}


class Program:
    """Sends requests, and keeps what comes by command."""

    def __init__(self, test: unittest.TestCase, socket) -> None:
        self.test = test
        self.socket = socket
        self.serial = 0

    async def message(self) -> dict:
        text = await asyncio.wait_for(self.socket.recv(), DEADLINE)
        self.test.assertIsInstance(text, str, "messages are text")
        message = json.loads(text)
        self.test.assertEqual(message.pop("jsonrpc"), "2.0")
        return message

    async def request(self, method: str, params: dict | None, **more) -> dict:
        """The answer; it is the first message after the request."""
        self.serial += 1
        request_id = f"831717ed97e{self.serial}"  # the documentation's ids are strings
        await self.socket.send(json.dumps({"method": method, "params": params, "id": request_id, "jsonrpc": "2.0", **more}))
        answer = await self.message()
        self.test.assertEqual(answer.pop("id"), request_id)
        return answer

    async def run(self, method: str, params: dict) -> list[tuple[str, object]]:
        """All events of one command, each looked at: (event, data)."""
        test = self.test
        answer = await self.request(method, params)
        test.assertEqual(set(answer), {"result"})
        test.assertEqual(set(answer["result"]), {"cmd_id", "event"})
        test.assertEqual(answer["result"]["event"], "Started")
        cmd_id = answer["result"]["cmd_id"]
        test.assertIsInstance(cmd_id, str)
        if "cmd_id" in params:
            test.assertEqual(cmd_id, params["cmd_id"])
        else:
            test.assertRegex(cmd_id, r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "an unique uuid")
        events: list[tuple[str, object]] = []
        while not events or events[-1][0] != "Ended":
            notification = await self.message()
            test.assertEqual(set(notification), {"method", "params"})
            test.assertEqual(notification["method"], method)
            told = notification["params"]
            test.assertEqual(told["cmd_id"], cmd_id)
            self.look(method, told)
            events.append((told["event"], told.get("data")))
        return events

    def look(self, method: str, told: dict) -> None:
        test, event = self.test, told["event"]
        if event == "Ended":
            test.assertEqual(set(told), {"cmd_id", "event"}, "Ended has no data")
            return
        if event == "Error":
            test.assertEqual(set(told), {"cmd_id", "event", "data", "error"})
            test.assertIsInstance(told["data"], str)
            for key, kind in BEYOND_ERROR.items():
                test.assertIsInstance(told["error"][key], kind, key)
            test.assertEqual(told["error"]["message"], told["data"])
            return
        test.assertIn(event, DOCUMENTED[method])
        keys = DOCUMENTED[method][event]
        if keys is None:
            test.assertEqual(set(told), {"cmd_id", "event"}, f"{event} has no data")
            return
        test.assertEqual(set(told), {"cmd_id", "event", "data"})
        data = told["data"]
        test.assertLessEqual(keys - OPTIONAL_KEYS, set(data), f"{method} {event} lacks a key")
        test.assertLessEqual(set(data), keys | BEYOND.get((method, event), set()), f"{method} {event} has more")
        for key, value in data.items():
            test.assertIsInstance(value, str, f"{method} {event} {key}")
            test.assertNotEqual(value, "")
            if key in ("caller", "callee", "destination"):
                test.assertRegex(value, r"^sips?:", key)
            if key == "leg":
                test.assertIn(value, ("caller", "callee"))


def names(events: list[tuple[str, object]]) -> list[str]:
    return [event for event, _ in events if event not in OPTIONAL_EVENTS]


class CallApiTest(unittest.IsolatedAsyncioTestCase):
    VERSION = "3.6"
    ALICE, BOB, CAROL = (f"sip:{name}@demo.example" for name in ("alice", "bob", "carol"))

    @classmethod
    def setUpClass(cls) -> None:
        cls.server = DemoServer(ring_ms=40, version=cls.VERSION)
        cls.addClassCleanup(cls.server.stop)
        cls.server.start()

    async def asyncSetUp(self) -> None:
        self.assertTrue(self.server.url.endswith("/call-api"))
        socket = await websockets.connect(self.server.url)  # no Origin, no subprotocol, no token
        self.addAsyncCleanup(socket.close)
        self.program = Program(self, socket)

    async def start(self, caller: str, callee: str, **more: str) -> list[tuple[str, object]]:
        events = await self.program.run("CallStart", {"caller": caller, "callee": callee, **more})
        self.assertEqual(
            names(events), ["CallerAnswered", "Transferring", "TransferStart", "CalleeAnswered", "Ended"])
        return events

    @staticmethod
    def callid(events: list[tuple[str, object]]) -> str:
        return next(data["callid"] for event, data in events if event == "TransferStart")

    def same_call(self, events: list[tuple[str, object]]) -> None:
        """After TransferStart every event names the same new call."""
        named = {data["callid"] for _, data in events if isinstance(data, dict) and "callid" in data}
        self.assertEqual(len(named), 1)

    async def test_every_command(self) -> None:
        run = self.program.run
        events = await self.start(self.ALICE, self.BOB, cmd_id="b8179f1e-b4e4-4ac7-9990-4bf64f084178")
        self.same_call(events)
        for event, data in events:
            if event == "Transferring":
                self.assertEqual(data, {"caller": self.ALICE, "destination": self.BOB, "callee": self.BOB})
            elif event != "Ended":
                self.assertEqual((data["caller"], data["callee"]), (self.ALICE, self.BOB), event)
            if event == "TransferPending" and "extra" in data:
                self.assertRegex(data["extra"], r"^1\d\d ")  # as "100 Trying" in the documentation
        call = self.callid(events)

        for method, word in (("CallHold", "Hold"), ("CallUnhold", "Unhold")):
            events = await run(method, {"callid": call})
            self.assertEqual(names(events)[0], f"Call{word}ing")
            for step in ("Start", "Successful"):
                legs = [data["leg"] for event, data in events if event == f"Call{word}{step}"]
                self.assertEqual(sorted(legs), ["callee", "caller"], step)
            self.assertEqual(len(events), 6)
            for leg in ("caller", "callee"):
                order = [event for event, data in events if data == {"leg": leg}]
                self.assertEqual(order, [f"Call{word}Start", f"Call{word}Successful"])

        events = await run("CallBlindTransfer", {"callid": call, "leg": "callee", "destination": self.CAROL})
        self.assertEqual(names(events), ["Transferring", "TransferStart", "TransferSuccessful", "Ended"])
        self.same_call(events)
        self.assertEqual(dict(events)["Transferring"], {"destination": self.CAROL})
        self.assertNotEqual(self.callid(events), call)
        first = self.callid(events)

        second = self.callid(await self.start("sip:dave@demo.example", "sip:erin@demo.example"))
        events = await run(
            "CallAttendedTransfer", {"callidA": first, "legA": "caller", "callidB": second, "legB": "callee"})
        self.assertEqual(names(events), ["Transferring", "TransferStart", "TransferSuccessful", "Ended"])
        self.same_call(events)
        joined = self.callid(events)
        self.assertNotIn(joined, (first, second))

        self.assertEqual(names(await run("CallEnd", {"callid": joined})), ["Ended"])
        # It is over: the same again finds nothing, and says so as documented.
        self.assertEqual(names(await run("CallEnd", {"callid": joined})), ["Error", "Ended"])

    async def test_failures_and_refusals(self) -> None:
        run, request = self.program.run, self.program.request
        for caller, callee in (("sip:busy@demo.example", self.BOB), (self.ALICE, "sip:busy@demo.example")):
            events = await run("CallStart", {"caller": caller, "callee": callee})
            self.assertEqual(names(events)[-2:], ["Error", "Ended"])
            self.assertIn("486", events[-2][1])
        for method, params in (
            ("NoSuchCommand", {}),
            ("CallStart", {"caller": self.ALICE}),  # strict parameters: README, "What differs"
            ("CallStart", {"caller": self.ALICE, "callee": 7}),
            ("CallBlindTransfer", {"callid": "x", "leg": "neither", "destination": self.BOB}),
        ):
            answer = await request(method, params)
            self.assertEqual(set(answer), {"error"}, method)
            self.assertIsInstance(answer["error"]["code"], int)
            self.assertIsInstance(answer["error"]["message"], str)
            self.assertNotEqual(answer["error"]["message"], "")
        # What it does not know, a command ignores.
        events = await self.start(self.ALICE, self.BOB, colour="blue")
        await run("CallEnd", {"callid": self.callid(events), "colour": "blue"})

    async def test_echo_and_numbers_as_ids(self) -> None:
        await self.program.socket.send(
            json.dumps({"jsonrpc": "2.0", "id": 18446744073709551, "method": "Echo", "params": {"key": "value"}}))
        answer = await self.program.message()
        self.assertEqual(answer["id"], 18446744073709551)
        told = [await self.program.message() for _ in range(2)]
        self.assertEqual([one["method"] for one in told], ["Echo", "Echo"])
        self.assertEqual([one["params"]["event"] for one in told], ["Reply", "Ended"])
        self.assertEqual(told[0]["params"]["data"], {"key": "value"})
        self.assertEqual({one["params"]["cmd_id"] for one in told}, {answer["result"]["cmd_id"]})

    async def test_nothing_comes_unasked(self) -> None:
        """Another client's call changes nothing here: the next message is the answer to the next request."""
        async with websockets.connect(self.server.url) as socket:
            other = Program(self, socket)
            events = await other.run("CallStart", {"caller": self.ALICE, "callee": self.BOB})
            await other.run("CallEnd", {"callid": self.callid(events)})
        self.assertEqual(names(await self.program.run("CallEnd", {"callid": "nobody"})), ["Error", "Ended"])


class CallApi34Test(CallApiTest):
    VERSION = "3.4"


class CallApi40Test(CallApiTest):
    VERSION = "4.0"


if __name__ == "__main__":
    unittest.main()
