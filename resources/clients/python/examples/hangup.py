#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ends all live calls, or those of one user or domain.

Without --yes it only lists them. The token is read from CORDBOARD_TOKEN. Leaves with 0 if all were ended, 1 if not, 2 for
wrong arguments, 3 if there is no connection.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys

from cordboard import Client, CordboardError, connect


async def listed(client: Client, filter: dict[str, str]) -> list[dict]:
    calls: list[dict] = []
    query: dict = {"filter": filter}
    while True:
        page = await client.call("CallList", query)
        calls += page["calls"]
        if not page["cursor"]:
            return calls
        query["cursor"] = page["cursor"]


def parties(call: dict) -> str:
    return " → ".join((call[role] or {"uri": "?"})["uri"] for role in ("caller", "callee"))


async def end(client: Client, call: dict) -> bool:
    try:
        await client.call_end(call)
    except CordboardError as error:
        if error.id in ("call_not_found", "call_ended"):
            return True  # its people were quicker
        print(f"failed {parties(call)}: {error.message}", file=sys.stderr)
        return False
    print(f"ended  {parties(call)}")
    return True


async def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("url", help="ws://HOST:PORT/call-api")
    arguments.add_argument("--user", help="only calls of this user part")
    arguments.add_argument("--domain", help="only calls of this domain")
    arguments.add_argument("--yes", action="store_true", help="end them")
    given = arguments.parse_args()
    wanted = {key: value for key, value in {"user": given.user, "domain": given.domain}.items() if value}
    try:
        async with connect(given.url, token=os.environ.get("CORDBOARD_TOKEN")) as client:
            calls = await listed(client, wanted)
            if given.yes:
                return 0 if all(await asyncio.gather(*(end(client, call) for call in calls))) else 1
    except (CordboardError, ValueError) as error:
        print(error, file=sys.stderr)
        return 3
    for call in calls:
        print(f"found  {parties(call)}")
    print(f"{len(calls)} calls; --yes ends them" if calls else "no calls")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
