# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Union
from urllib.parse import urlsplit

import websockets
from websockets.exceptions import ConnectionClosed, WebSocketException

from .backoff import Backoff
from .calls import Calls
from .command import Command
from .errors import CordboardError, link_lost

log = logging.getLogger("cordboard")

CONNECT = 15.0  # seconds until a connection must be logged in
ANSWER = 10.0  # seconds until a request must be answered
MOST_BYTES = 64 * 1024 * 1024  # of a message; lists of calls are large

#: Refusals that another attempt will not change.
FINAL = {"not_allowed", "invalid_params", "method_not_found"}

Token = Union[str, Callable[[], Union[str, Awaitable[str]]]]
CallRef = Union[str, dict]


class Client:
    """A connection to a Cordboard server that comes back by itself. Of one event loop.

    `async with Client(url, token=…) as client` connects, again and again until it succeeds, and closes at the end.
    """

    def __init__(
        self,
        url: str,
        *,
        token: Token | None = None,
        reconnect: bool = True,
        backoff: Backoff | None = None,
        fail_fast: bool = False,
        ssl: Any = None,
    ) -> None:
        """
        :param token: as `cordboard-server token add` showed it, or a JWT; a function is asked before each connection
        :param reconnect: False: a lost connection closes the client
        :param fail_fast: give up if the first connection fails
        :param ssl: an ssl.SSLContext for wss:// where the system's will not do
        """
        parts = urlsplit(url)
        if parts.scheme not in ("ws", "wss") or not parts.hostname:
            raise ValueError("url must be ws://… or wss://…")
        if parts.username or parts.password:
            raise ValueError("a token does not belong into the url")
        self._url = url
        self._token = token
        self._reconnect = reconnect
        self._fail_fast = fail_fast
        self._backoff = backoff or Backoff()
        self._ssl = {"ssl": ssl} if ssl is not None else {}
        self._state = "idle"
        self._session: dict[str, Any] | None = None
        self._socket: Any = None
        self._serial = 0
        self._waiting: dict[int, tuple[str, asyncio.Future[Any]]] = {}
        self._commands: dict[str, Command] = {}
        self._calls: Calls | None = None
        self._task: asyncio.Task[None] | None = None
        self._jobs: set[asyncio.Task[Any]] = set()
        self._closed: CordboardError | None = None
        self._moved = asyncio.Event()
        self._listeners: set[asyncio.Queue[tuple[str, dict[str, Any]] | None]] = set()

    @property
    def state(self) -> str:
        """idle, connecting, connected, waiting or closed."""
        return self._state

    @property
    def session(self) -> dict[str, Any] | None:
        """Who this client is and what it may do, as SessionInfo tells; None before the first connection."""
        return self._session

    async def open(self) -> Client:
        """Connects. Raises when the server refuses for good, or on close()."""
        if self._task is None and self._closed is None:
            self._task = asyncio.ensure_future(self._run())
        await self.until(lambda client: client.state in ("connected", "closed"))
        if self._closed:
            raise self._closed
        return self

    async def close(self) -> None:
        """For good. What waits fails with link_lost; commands go on at the server."""
        self._shut(link_lost("the client was closed"))
        task, self._task = self._task, None
        if task and task is not asyncio.current_task():
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def __aenter__(self) -> Client:
        try:
            return await self.open()
        except BaseException:
            await self.close()
            raise

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def until(self, condition: Callable[[Client], Any]) -> None:
        """Waits for a state. Use asyncio.wait_for or timeout to limit it."""
        while not condition(self):
            await self._moved.wait()

    async def notifications(self) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """NodesChanged, RegistrationsChanged and others, from now on, until the client is closed."""
        queue: asyncio.Queue[tuple[str, dict[str, Any]] | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            while self._state != "closed" and (told := await queue.get()) is not None:
                yield told
        finally:
            self._listeners.discard(queue)

    async def call(self, method: str, params: dict[str, Any] | None = None, *, timeout: float = ANSWER) -> Any:
        """Any method of the protocol; its result. Raises link_lost while not connected."""
        if self._state != "connected":
            raise link_lost("not connected to the server")
        return await self._request(method, params or {}, timeout)

    def command(self, method: str, **params: Any) -> Command:
        """Starts a command (CallStart, CallHold, …)."""
        command = Command(self, method, params)
        if self._state != "connected":
            command._settle(link_lost("not connected to the server", call_fate="kept", cmd_id=command.id))
            return command
        if command.id in self._commands:
            command._settle(
                CordboardError(
                    "conflict",
                    "a command with this cmd_id is running already",
                    code=-32004,
                    call_fate="kept",
                    cmd_id=command.id,
                )
            )
            return command
        self._commands[command.id] = command
        command._done.add_done_callback(lambda _: self._forget(command))
        self._begin(self._send(command))
        return command

    def call_start(self, caller: str, callee: str, **more: Any) -> Command:
        """`tags` (an object) stays with the call and those that follow from it."""
        return self.command("CallStart", caller=caller, callee=callee, **more)

    def call_hold(self, call: CallRef, leg: str | None = None, **more: Any) -> Command:
        return self.command("CallHold", **_name(call), **({"leg": leg} if leg else {}), **more)

    def call_unhold(self, call: CallRef, leg: str | None = None, **more: Any) -> Command:
        return self.command("CallUnhold", **_name(call), **({"leg": leg} if leg else {}), **more)

    def call_blind_transfer(self, call: CallRef, leg: str, destination: str, **more: Any) -> Command:
        return self.command("CallBlindTransfer", **_name(call), leg=leg, destination=destination, **more)

    def call_attended_transfer(
        self, call_a: CallRef, leg_a: str, call_b: CallRef, leg_b: str, **more: Any
    ) -> Command:
        return self.command(
            "CallAttendedTransfer", **_name(call_a, "A"), legA=leg_a, **_name(call_b, "B"), legB=leg_b, **more
        )

    def call_end(self, call: CallRef, **more: Any) -> Command:
        return self.command("CallEnd", **_name(call), **more)

    def follow(self, *, node: str | None = None, domain: str | None = None, user: str | None = None) -> Calls:
        """Follows the live calls. A connection has one such list: a second takes the first one's place."""
        if self._calls is not None:
            self._calls._disconnected()
        view = {"node": node, "domain": domain, "user": user}
        self._calls = Calls(self, {key: value for key, value in view.items() if value is not None})
        if self._state == "connected":
            self._calls._connected()
        return self._calls

    # --- The connection ---

    async def _run(self) -> None:
        while self._state != "closed":
            self._set_state("connecting")
            try:
                await self._live()
                why = "the server closed the connection"
            except CordboardError as error:
                if error.id in FINAL:
                    self._shut(error)
                    return
                why = error.message
            except ConnectionClosed as error:
                why = (error.rcvd.reason if error.rcvd else "") or "the server closed the connection"
            except asyncio.TimeoutError:
                why = "no connection in time"
            except Exception as error:  # whatever it was, this connection is of no use any more
                if not isinstance(error, (OSError, WebSocketException)):
                    log.exception("the connection is given up")
                why = str(error) or type(error).__name__
            if self._state == "closed":
                return
            error = link_lost(why)
            self._lose(error)
            if not self._reconnect or (self._fail_fast and self._session is None):
                self._shut(error)
                return
            self._set_state("waiting")
            if self._calls is not None:
                self._calls._disconnected()
            await asyncio.sleep(self._backoff.next())

    async def _live(self) -> None:
        # The library's own pings notice a server that has gone silent.
        self._socket = await asyncio.wait_for(
            websockets.connect(
                self._url,
                subprotocols=["cordboard.v1"],
                max_size=MOST_BYTES,
                ping_interval=20,
                ping_timeout=20,
                close_timeout=2,
                **self._ssl,
            ),
            CONNECT,
        )
        try:
            login = asyncio.ensure_future(self._log_in())
            reading = asyncio.ensure_future(self._read())
            try:
                await asyncio.wait({login, reading}, return_when=asyncio.FIRST_COMPLETED)
                if login.done():
                    login.result()
                    await reading
                else:
                    reading.result()
            finally:
                for task in (login, reading):
                    task.cancel()
                await asyncio.gather(login, reading, return_exceptions=True)
        finally:
            socket, self._socket = self._socket, None
            await socket.close()

    async def _log_in(self) -> None:
        token = self._token() if callable(self._token) else self._token
        if token is not None and not isinstance(token, str):
            token = await token
        if token:
            self._session = await self._request("SessionLogin", {"token": token}, CONNECT)
        else:
            self._session = await self._request("SessionInfo", {}, CONNECT)
        self._backoff.reset()
        self._set_state("connected")
        if self._calls is not None:
            self._calls._connected()
        for command in list(self._commands.values()):
            self._begin(self._rejoin(command))

    async def _read(self) -> None:
        async for text in self._socket:
            message = json.loads(text)
            if "method" in message:
                self._take(message["method"], message.get("params") or {})
            else:
                self._take_answer(message)

    def _take_answer(self, message: dict[str, Any]) -> None:
        method, waiter = self._waiting.pop(message.get("id"), ("", None))
        if waiter is None or waiter.done():
            return
        if "error" in message:
            waiter.set_exception(CordboardError.from_answer(message["error"]))
            return
        if method == "CallSubscribe" and self._calls is not None:
            self._calls._answered(message["result"])
        waiter.set_result(message.get("result"))

    def _take(self, method: str, params: dict[str, Any]) -> None:
        if method in ("CallsSnapshot", "CallsChanged"):
            if self._calls is not None:
                self._calls._take(method, params)
        elif "cmd_id" in params:
            if command := self._commands.get(params["cmd_id"]):
                command._take(params)
        else:
            for queue in self._listeners:
                queue.put_nowait((method, params))

    async def _request(self, method: str, params: dict[str, Any], timeout: float) -> Any:
        self._serial += 1
        id = self._serial
        waiter: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[id] = (method, waiter)
        text = json.dumps({"jsonrpc": "2.0", "id": id, "method": method, "params": params})
        try:
            await self._socket.send(text)
            return await asyncio.wait_for(waiter, timeout)
        except asyncio.TimeoutError:
            raise CordboardError("timeout", f"{method} was not answered in time", code=-32013) from None
        except (ConnectionClosed, AttributeError):
            raise link_lost("the connection to the server was lost") from None
        finally:
            self._waiting.pop(id, None)

    # --- Commands over connections that come and go ---

    async def _send(self, command: Command) -> None:
        try:
            await self._request(command.method, command.params, ANSWER)
        except CordboardError as error:
            # Lost on the way, it is joined again with the next connection, or settled by _lose().
            if error.id == "link_lost":
                return
            if error.id == "timeout":
                error.call_fate = "unknown"
            error.cmd_id = command.id
            command._settle(error)

    async def _rejoin(self, command: Command) -> None:
        """The same request again joins a command that the server remembers; one that it forgot would start anew."""
        try:
            await self.call("CommandGet", {"cmd_id": command.id})
        except CordboardError as error:
            if error.id == "link_lost":
                return
            if error.id == "command_not_found":
                error = link_lost(
                    "the connection was lost, and the server does not know the command",
                    call_fate="unknown",
                    cmd_id=command.id,
                )
            command._settle(error)
            return
        if self._state == "connected" and not command.settled:
            command._repeat()
            await self._send(command)

    def _forget(self, command: Command) -> None:
        if self._commands.get(command.id) is command:
            del self._commands[command.id]

    def _begin(self, job: Any) -> None:
        task = asyncio.ensure_future(job)
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)

    def _lose(self, error: CordboardError) -> None:
        waiting, self._waiting = self._waiting, {}
        for _, waiter in waiting.values():
            if not waiter.done():
                waiter.set_exception(error)
        # Without a name the server takes every connection for somebody else: no command can be joined again.
        if not (self._session or {}).get("user"):
            self._abandon(error)

    def _abandon(self, error: CordboardError) -> None:
        for command in list(self._commands.values()):
            command._settle(link_lost(error.message, call_fate="unknown", cmd_id=command.id))

    def _shut(self, error: CordboardError) -> None:
        if self._state == "closed":
            return
        self._closed = error
        self._lose(error)
        self._abandon(error)
        self._set_state("closed")
        if self._calls is not None:
            self._calls._disconnected()
        for queue in self._listeners:
            queue.put_nowait(None)

    def _set_state(self, state: str) -> None:
        self._state = state
        self._moved.set()
        self._moved = asyncio.Event()

    def _closed_error(self) -> CordboardError:
        return self._closed or link_lost("the client was closed")

    def _report(self, error: Exception) -> None:
        log.warning("%s", error)


def _name(call: CallRef, suffix: str = "") -> dict[str, str]:
    """A call by its Call-ID (a string), or one of the list (with its `id`)."""
    return {"callid" + suffix: call} if isinstance(call, str) else {"id" + suffix: call["id"]}


def connect(url: str, **options: Any) -> Client:
    """For `async with`: a client whose first connection must succeed; later ones are made again by themselves."""
    return Client(url, fail_fast=True, **options)
