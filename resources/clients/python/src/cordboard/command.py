# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .errors import CordboardError

if TYPE_CHECKING:
    from .client import Client


@dataclass(frozen=True)
class Progress:
    """What a command told on its way, e.g. CallerAnswered."""

    event: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    cmd_id: str
    callid: str | None  #: the call to control next, where the command told of one
    events: tuple[Progress, ...]


class Command:
    """A command, from its request to its end. Await it for its outcome, iterate over it for its progress, or both.

    Both raise CordboardError if it failed. It runs at the server whether somebody awaits it or not; cancelling the task
    that awaits it does not end it, cancel() does.
    """

    def __init__(self, client: Client, method: str, params: dict[str, Any]) -> None:
        self._client = client
        self.method = method
        self.params = {**params, "cmd_id": params.get("cmd_id") or str(uuid.uuid4())}
        self._events: list[Progress] = []
        self._error: CordboardError | None = None
        self._replayed = 0
        self._moved = asyncio.Event()
        self._done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        # Who only iterates hears of the failure there.
        self._done.add_done_callback(lambda done: done.cancelled() or done.exception())

    @property
    def id(self) -> str:
        return self.params["cmd_id"]

    @property
    def events(self) -> tuple[Progress, ...]:
        """What it has told so far, without Started, Error and Ended."""
        return tuple(self._events)

    @property
    def callid(self) -> str | None:
        """The Call-ID to control next: the latest that the command told of."""
        return next((e.data["callid"] for e in reversed(self._events) if e.data.get("callid")), None)

    @property
    def settled(self) -> bool:
        return self._done.done()

    async def cancel(self) -> dict[str, Any]:
        """Ends it at the server; a ringing CallStart is hung up."""
        return await self._client.call("CommandCancel", {"cmd_id": self.id})

    def __await__(self) -> Generator[Any, None, Outcome]:
        return asyncio.shield(self._done).__await__()

    async def __aiter__(self) -> AsyncIterator[Progress]:
        told = 0
        while True:
            while told < len(self._events):
                yield self._events[told]
                told += 1
            if self._done.done():
                break
            await self._moved.wait()
        if error := self._done.exception():
            raise error

    def _repeat(self) -> None:
        """The server tells everything once more from here."""
        self._replayed = len(self._events)
        self._error = None

    def _take(self, message: dict[str, Any]) -> None:
        event = message.get("event", "")
        if self.settled:
            return
        if event == "Error":
            self._error = CordboardError.from_event(message)
        elif event == "Ended":
            self._settle(self._error)
        elif self._replayed:
            self._replayed -= 1
        else:
            data = message.get("data")
            self._events.append(Progress(event, data if isinstance(data, dict) else {}))
            self._move()

    def _settle(self, error: CordboardError | None) -> None:
        if self.settled:
            return
        if error:
            self._done.set_exception(error)
        else:
            self._done.set_result(Outcome(self.id, self.callid, self.events))
        self._move()

    def _move(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()
