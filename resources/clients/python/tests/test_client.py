# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import asyncio
import time
import unittest

from cordboard import Client, CordboardError, connect
from cordboard.backoff import Backoff

from .server import DemoServer, Relay

ALICE = "sip:alice@demo.example"
BOB = "sip:bob@demo.example"
CAROL = "sip:carol@demo.example"


def quick() -> Backoff:
    return Backoff(0.02, 0.2)


async def soon(awaitable, seconds: float = 20.0):
    async def awaited():
        return await awaitable

    return await asyncio.wait_for(awaited(), seconds)


def steps(events) -> list[str]:
    return [told.event for told in events if told.event != "TransferPending"]


class ServedTest(unittest.IsolatedAsyncioTestCase):
    """With a server for each class, and a relay for each test."""

    RING_MS = 30
    CALLS = 0

    @classmethod
    def setUpClass(cls) -> None:
        cls.server = DemoServer(calls=cls.CALLS, ring_ms=cls.RING_MS)
        cls.addClassCleanup(cls.server.stop)
        cls.token = cls.server.token("crm")
        cls.server.start()

    async def asyncSetUp(self) -> None:
        self.relay = Relay(self.server)
        await self.relay.start()
        self.addAsyncCleanup(self.relay.close)

    async def joined(self, url: str, **options) -> Client:
        client = connect(url, **options)
        self.addAsyncCleanup(client.close)
        return await soon(client.open())

    async def fails(self, awaitable) -> CordboardError:
        with self.assertRaises(CordboardError) as caught:
            await soon(awaitable)
        return caught.exception


class CommandsTest(ServedTest):
    async def test_start_hold_transfer_end(self) -> None:
        client = await self.joined(self.server.url, token=self.token)
        self.assertEqual(client.session["user"], "crm")
        calls = client.follow()
        await soon(calls.ready())
        start = client.call_start(ALICE, BOB, tags={"ticket": 7})
        told = [progress async for progress in start]
        self.assertEqual(steps(told), ["CallerAnswered", "Transferring", "TransferStart", "CalleeAnswered"])
        outcome = await soon(start)
        self.assertEqual(outcome.events, tuple(told))
        call = await soon(calls.until(lambda all: next(
            (one for one in all if one["callid"] == outcome.callid and one["state"] == "answered"), None)))
        self.assertEqual(call["tags"], {"ticket": 7})

        await soon(client.call_hold(call))
        await soon(calls.until(lambda all: all.get(call["id"])["state"] == "held"))
        await soon(client.call_unhold(outcome.callid))
        await soon(calls.until(lambda all: all.get(call["id"])["state"] == "answered"))
        passed = await soon(client.call_blind_transfer(call, "caller", CAROL))
        self.assertEqual(steps(passed.events), ["Transferring", "TransferStart", "TransferSuccessful"])
        other = await soon(client.call_start("sip:dave@demo.example", "sip:erin@demo.example"))
        last = await soon(client.call_attended_transfer(passed.callid, "caller", other.callid, "callee"))
        await soon(client.call_end(last.callid))
        await soon(calls.until(lambda all: len(all) == 0))
        self.assertEqual(calls.state, "live")
        self.assertLess(calls.age, 7)
        self.assertLess(abs(calls.now() - time.time()), 5)

    async def test_failures_are_words(self) -> None:
        client = await self.joined(self.server.url, token=self.token)
        self.assertEqual((await self.fails(client.call_end("nobody"))).id, "call_not_found")
        busy = await self.fails(client.call_start("sip:busy@demo.example", BOB))
        self.assertEqual((busy.id, busy.sip_status, busy.call_fate), ("rejected_by_party", 486, "ended"))
        wrong = await self.fails(client.command("CallEnd"))
        self.assertEqual((wrong.id, wrong.field), ("invalid_params", "callid"))
        self.assertEqual((await self.fails(client.call("NoSuchMethod"))).id, "method_not_found")
        with self.assertRaises(CordboardError):
            async for progress in client.call_end("nobody"):
                self.fail(progress)

    async def test_cancel(self) -> None:
        client = await self.joined(self.server.url, token=self.token)
        ringing = client.call_start("sip:silent@demo.example", BOB)
        waiting = asyncio.ensure_future(soon(ringing))
        await asyncio.sleep(0)
        waiting.cancel()  # who waits leaves; the command does not
        self.assertFalse(ringing.settled)
        self.assertEqual((await soon(ringing.cancel()))["cmd_id"], ringing.id)
        self.assertEqual((await self.fails(ringing)).id, "cancelled")

    async def test_notifications(self) -> None:
        client = await self.joined(self.server.url, token=self.token)
        told = client.notifications()
        first = asyncio.ensure_future(told.__anext__())
        await soon(client.call("RegistrationList", {"limit": 1, "subscribe": True}))
        method, params = await soon(first)
        self.assertEqual(method, "RegistrationsChanged")
        self.assertEqual(params["registrations"][0]["node"], "demo")

    async def test_refusals_are_final(self) -> None:
        refused = Client(self.server.url, token=lambda: "cord_wrong", backoff=quick())
        self.assertEqual((await self.fails(refused.open())).id, "not_allowed")
        self.assertEqual(refused.state, "closed")
        self.assertEqual((await self.fails(refused.call_end("x"))).id, "link_lost")
        for url in ("http://127.0.0.1/", "ws://token@127.0.0.1/", "ws:"):
            with self.assertRaises(ValueError):
                Client(url)


class LostLinkTest(ServedTest):
    RING_MS = 300

    async def test_goes_on_where_it_was(self) -> None:
        client = await self.joined(self.relay.url, token=self.token, backoff=quick())
        other = await self.joined(self.server.url)
        calls = client.follow(domain="demo.example")
        await soon(calls.ready())
        first = (await soon(other.call_start(ALICE, BOB))).callid
        answered = lambda id: any(call["callid"] == id and call["state"] == "answered" for call in calls)
        await soon(calls.until(lambda _: answered(first)))
        before = calls.position
        resets = []

        async def count() -> None:
            async for change in calls.changes():
                resets.append(change.reset)

        counting = asyncio.ensure_future(count())
        self.addCleanup(counting.cancel)
        await asyncio.sleep(0)

        self.relay.refusing = True
        self.relay.cut()
        await soon(client.until(lambda c: c.state == "waiting"))
        self.assertEqual(calls.state, "stale")
        self.assertTrue(answered(first))
        await soon(other.call_end(first))
        second = (await soon(other.call_start(CAROL, BOB))).callid
        self.relay.refusing = False

        await soon(calls.until(lambda all: all.state == "live" and answered(second)))
        self.assertFalse(any(call["callid"] == first for call in calls))
        self.assertTrue(resets)
        self.assertFalse(any(resets))
        self.assertEqual(calls.position["epoch"], before["epoch"])
        self.assertGreater(calls.position["seq"], before["seq"])

    async def test_joins_its_commands_again(self) -> None:
        client = await self.joined(self.relay.url, token=self.token, backoff=quick())
        told = []
        async for progress in client.call_start(ALICE, BOB):
            told.append(progress)
            if progress.event in ("CallerAnswered", "TransferStart"):
                self.relay.cut()
        self.assertEqual(steps(told), ["CallerAnswered", "Transferring", "TransferStart", "CalleeAnswered"])

    async def test_repeats_nothing_as_somebody_else(self) -> None:
        client = await self.joined(self.relay.url, backoff=quick())
        command = client.call_start("sip:silent@demo.example", BOB)
        await asyncio.sleep(0)
        self.relay.cut()
        lost = await self.fails(command)
        self.assertEqual((lost.id, lost.call_fate), ("link_lost", "unknown"))

    async def test_first_connection(self) -> None:
        self.relay.refusing = True
        self.assertEqual((await self.fails(connect(self.relay.url).open())).id, "link_lost")
        patient = Client(self.relay.url, backoff=quick())
        self.addAsyncCleanup(patient.close)
        opening = asyncio.ensure_future(patient.open())
        await soon(patient.until(lambda c: c.state == "waiting"))
        self.relay.refusing = False
        self.assertIs(await soon(opening), patient)


class RestartTest(ServedTest):
    RING_MS = 300
    CALLS = 3

    async def test_is_found_again(self) -> None:
        client = await self.joined(self.server.url, token=self.token, backoff=quick())
        calls = client.follow()
        await soon(calls.until(lambda all: len(all) == 3))
        epoch = calls.position["epoch"]
        command = client.call_start(ALICE, BOB)
        await soon(command.__aiter__().__anext__())
        await asyncio.to_thread(self.server.kill)
        await soon(client.until(lambda c: c.state == "waiting"))
        self.assertEqual(calls.state, "stale")
        self.assertGreaterEqual(len(calls), 3)
        await asyncio.to_thread(self.server.start)

        interrupted = await self.fails(command)
        self.assertEqual((interrupted.id, interrupted.call_fate), ("interrupted", "unknown"))
        await soon(calls.until(lambda all: all.state == "live" and all.position["epoch"] != epoch))
        await soon(calls.until(lambda all: len(all) == 3))
        self.assertEqual(client.state, "connected")


if __name__ == "__main__":
    unittest.main()
