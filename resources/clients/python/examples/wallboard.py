#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The live calls in a terminal, the longest first, and how old what one sees is. Ctrl+C leaves.

The token is read from CORDBOARD_TOKEN. Where standard output is no terminal, a line is printed for each change.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import sys
from datetime import datetime

from cordboard import Calls, Client, CordboardError

STATES = {"ringing": "ringing", "answered": "talking", "held": "on hold"}


def party(call: dict, role: str) -> str:
    who = call[role]
    return (who["name"] or who["uri"].split(":", 1)[-1]) if who else "?"


def lasted(call: dict, now: float) -> str:
    if not call["answered_at"]:
        return ""
    seconds = max(0, int(now - datetime.fromisoformat(call["answered_at"].replace("Z", "+00:00")).timestamp()))
    return f"{seconds // 60}:{seconds % 60:02}"


def shown(calls: Calls) -> list[str]:
    live = [call for call in calls if call["kind"] == "call" and call["state"] != "ended"]
    live.sort(key=lambda call: (call["answered_at"] or "9", call["id"]))
    age = "live" if calls.state == "live" else "no list yet" if calls.age is None else f"{calls.age:.0f} s old"
    lines = [f"{len(live)} calls, {age}", ""]
    for call in live:
        row = f"{party(call, 'caller'):<28.28} {party(call, 'callee'):<28.28} {STATES.get(call['state'], call['state']):<8}"
        lines.append(f"{row} {lasted(call, calls.now()):>7}")
    return lines


async def paint(calls: Calls) -> None:
    while True:
        print("\x1b[H\x1b[2J" + "\n".join(shown(calls)), flush=True)
        await asyncio.sleep(1)


async def log(calls: Calls) -> None:
    async for change in calls.changes():
        for id in change.set:
            call = calls.get(id)
            print(f"{STATES.get(call['state'], call['state'])} {party(call, 'caller')} → {party(call, 'callee')}", flush=True)
        for id in change.gone:
            print(f"gone {id}", flush=True)


async def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("url", help="ws://HOST:PORT/call-api")
    arguments.add_argument("--user", help="only calls of this user part")
    arguments.add_argument("--domain", help="only calls of this domain")
    given = arguments.parse_args()
    try:
        client = Client(given.url, token=os.environ.get("CORDBOARD_TOKEN"))
        calls = client.follow(user=given.user, domain=given.domain)
        showing = asyncio.ensure_future((paint if sys.stdout.isatty() else log)(calls))
        async with client:
            await client.until(lambda c: c.state == "closed")
        showing.cancel()
    except (CordboardError, ValueError) as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(asyncio.run(main()))
