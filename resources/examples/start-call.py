#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Starts a call and follows it to its end. Needs python3-websockets.

start-call.py CALLER CALLEE [URL [TOKEN-FILE]], e.g. start-call.py sip:alice@example.com sip:bob@example.com
Leaves with 0 at Ended, 1 at Error.
"""
import asyncio
import json
import sys

import websockets


async def main(caller, callee, url="ws://127.0.0.1:5059/call-api", token_file=None):
    headers = {}
    if token_file:
        with open(token_file, encoding="utf-8") as file:
            headers["Authorization"] = "Bearer " + file.readline().strip()
    failed = False
    async with websockets.connect(url, extra_headers=headers) as server:
        await server.send(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "CallStart",
                                      "params": {"caller": caller, "callee": callee}}))
        async for message in server:
            print(message)
            parsed = json.loads(message)
            if "error" in parsed:
                return 1
            event = parsed.get("params", {}).get("event")
            failed = failed or event == "Error"
            if event == "Ended":
                return 1 if failed else 0
    return 1


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4, 5):
        sys.exit(__doc__)
    sys.exit(asyncio.run(main(*sys.argv[1:])))
