# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from .backoff import Backoff
from .errors import CordboardError

if TYPE_CHECKING:
    from .client import Client

T = TypeVar("T")
Call = dict[str, Any]

STALE_AFTER = 7.0  # the server confirms the list every 5 s
SILENCE = 15.0  # of the stream, on a link that is up; then it is asked for again


@dataclass(frozen=True)
class Change:
    """What one message changed, or a change of state. `set` and `gone` are ids; both are empty when the server has
    only confirmed the list. With `reset` the whole list was told anew."""

    set: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    reset: bool = False
    state: str = "empty"


class Calls:
    """The live calls of a view, kept equal to the server's over a connection that comes and goes.

    The list of before stays, as stale, until the server has told what was missed. `len()`, iteration, `get()` and `in`
    look at the calls.
    """

    def __init__(self, client: Client, view: dict[str, str]) -> None:
        self._client = client
        self._view = view
        self._calls: dict[str, Call] = {}
        self._position: dict[str, Any] | None = None
        self._pages: dict[str, Any] | None = None
        self._proven = False
        self._true_at: float | None = None
        self._heard_at = time.monotonic()
        self._offset = 0.0
        self._asking = False
        self._told_state = "empty"
        self._backoff = Backoff(1.0)
        self._keeper: asyncio.Task[None] | None = None
        self._again_at: float | None = None
        self._listeners: set[asyncio.Queue[Change]] = set()

    @property
    def state(self) -> str:
        """`empty` (no list yet), `live` or `stale` (an old list: the connection is lost, or the server silent)."""
        if self._true_at is None:
            return "empty"
        return "live" if self._proven and self.age <= STALE_AFTER else "stale"

    @property
    def age(self) -> float | None:
        """Seconds since the list was known to be true; None while there is none."""
        return None if self._true_at is None else time.monotonic() - self._true_at

    @property
    def position(self) -> dict[str, Any] | None:
        """How far the stream was followed: epoch, seq and view."""
        return self._position and dict(self._position)

    def now(self) -> float:
        """The server's clock, in seconds since 1970: what a call's duration is computed with."""
        return time.time() + self._offset

    def __len__(self) -> int:
        return len(self._calls)

    def __iter__(self) -> Iterator[Call]:
        return iter(list(self._calls.values()))

    def __contains__(self, id: object) -> bool:
        return id in self._calls

    def get(self, id: str) -> Call | None:
        return self._calls.get(id)

    async def changes(self) -> AsyncIterator[Change]:
        """Each change from now on, until the client is closed."""
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            while self._client.state != "closed":
                yield await queue.get()
        finally:
            self._listeners.discard(queue)

    async def until(self, condition: Callable[[Calls], T]) -> T:
        """What `condition(calls)` returns as soon as that is true. Use asyncio.wait_for or timeout to limit it."""
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            while not (result := condition(self)):
                if self._client.state == "closed":
                    raise self._client._closed_error()
                await queue.get()
            return result
        finally:
            self._listeners.discard(queue)

    async def ready(self) -> None:
        """Waits until the list is live."""
        await self.until(lambda calls: calls.state == "live")

    # --- For Client ---

    def _connected(self) -> None:
        self._backoff.reset()
        self._stop()
        self._keeper = asyncio.ensure_future(self._keep())

    def _disconnected(self) -> None:
        self._stop()
        self._asking = False
        self._proven = False
        self._pages = None
        self._tell(Change(state=self.state))

    def _stop(self) -> None:
        if self._keeper:
            self._keeper.cancel()
            self._keeper = None

    async def _keep(self) -> None:
        """Subscribes, and again when the stream breaks or falls silent."""
        with contextlib.suppress(asyncio.CancelledError):
            await self._subscribe()
            while True:
                now = time.monotonic()
                if self._again_at is not None:
                    due = self._again_at
                else:
                    due = self._heard_at + SILENCE
                if due <= now:
                    await self._subscribe()
                    continue
                if self._told_state == "live" and self.state == "stale":
                    self._tell(Change(state="stale"))
                await asyncio.sleep(min(due - now, 1.0))

    async def _subscribe(self) -> None:
        self._again_at = None
        self._asking = True
        self._heard_at = time.monotonic()
        params: dict[str, Any] = {}
        if self._view:
            params["filter"] = self._view
        if self._position:
            params["since"] = self._position
        try:
            await self._client.call("CallSubscribe", params)
        except CordboardError as error:
            if error.id != "link_lost":
                self._again(error)

    def _answered(self, answer: dict[str, Any]) -> None:
        """The answer to a subscription has arrived; what follows is of this stream."""
        self._asking = False
        if answer.get("snapshot", True):
            self._position = None
            self._pages = None
        elif self._position and answer.get("seq") == self._position["seq"]:
            self._confirm((), (), False)

    def _take(self, method: str, message: dict[str, Any]) -> None:
        if self._asking:
            return
        self._heard_at = time.monotonic()
        if method == "CallsSnapshot":
            self._take_page(message)
        else:
            self._take_changes(message)

    def _take_page(self, message: dict[str, Any]) -> None:
        position = {key: message[key] for key in ("epoch", "seq", "view")}
        if message["page"] == 0:
            self._position = None
            self._pages = {"position": position, "next": 0, "calls": {}}
        pages = self._pages
        if pages is None:
            return  # of a list that was given up
        if message["page"] != pages["next"] or position != pages["position"]:
            self._again(CordboardError("internal", "a page of the list is missing"))
            return
        pages["next"] += 1
        pages["calls"].update((call["id"], call) for call in message["calls"])
        if not message["last"]:
            return
        gone = tuple(id for id in self._calls if id not in pages["calls"])
        self._calls = pages["calls"]
        self._position = position
        self._pages = None
        self._confirm(tuple(self._calls), gone, True)

    def _take_changes(self, message: dict[str, Any]) -> None:
        known = self._position
        if known is None:
            return
        if message["epoch"] == known["epoch"] and message["from_seq"] < message["seq"] <= known["seq"]:
            return  # told already
        if message["epoch"] != known["epoch"] or message["from_seq"] != known["seq"]:
            self._again(CordboardError("internal", "a change was missed"))
            return
        touched: dict[str, bool] = {}
        for change in message["changes"]:
            if change["op"] == "set":
                self._calls[change["call"]["id"]] = change["call"]
                touched[change["call"]["id"]] = True
            elif change["op"] == "gone":
                self._calls.pop(change["id"], None)
                touched[change["id"]] = False
        self._position = {**known, "seq": message["seq"]}
        with contextlib.suppress(ValueError):
            # Python before 3.11 does not read the Z.
            self._offset = datetime.fromisoformat(message["now"].replace("Z", "+00:00")).timestamp() - time.time()
        self._confirm(
            tuple(id for id, is_set in touched.items() if is_set),
            tuple(id for id, is_set in touched.items() if not is_set),
            False,
        )

    def _confirm(self, set: tuple[str, ...], gone: tuple[str, ...], reset: bool) -> None:
        self._true_at = time.monotonic()
        self._proven = True
        self._again_at = None
        self._backoff.reset()
        self._tell(Change(set, gone, reset, self.state))

    def _again(self, error: CordboardError) -> None:
        """The stream cannot be followed: ask for it anew, after a while."""
        if error.id not in ("timeout", "limit_reached"):
            self._position = None
            self._pages = None
            self._proven = False
        self._again_at = time.monotonic() + self._backoff.next()
        self._client._report(error)
        self._tell(Change(state=self.state))

    def _tell(self, change: Change) -> None:
        self._told_state = change.state
        for queue in self._listeners:
            queue.put_nowait(change)
