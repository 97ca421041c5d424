# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any


class CordboardError(Exception):
    """What went wrong: `id` is a stable word for programs, the text is for people.

    `field` names a wrong parameter, `sip_status` is the phone's answer, and `call_fate` (kept, ended, unknown) says what
    became of the call that a command was about.
    """

    def __init__(
        self,
        id: str,
        message: str,
        *,
        code: int | None = None,
        field: str | None = None,
        sip_status: int | None = None,
        call_fate: str | None = None,
        cmd_id: str | None = None,
        data: Any = None,
    ) -> None:
        super().__init__(message)
        self.id = id
        self.message = message
        self.code = code
        self.field = field
        self.sip_status = sip_status
        self.call_fate = call_fate
        self.cmd_id = cmd_id
        self.data = data

    def __str__(self) -> str:
        return f"{self.message} ({self.id})"

    @classmethod
    def from_answer(cls, error: dict[str, Any]) -> CordboardError:
        """From the `error` of a JSON-RPC answer."""
        data = error.get("data") or {}
        return cls(
            data.get("id", "internal"),
            error.get("message", ""),
            code=error.get("code"),
            field=data.get("field"),
            sip_status=data.get("status"),
            data=data,
        )

    @classmethod
    def from_event(cls, message: dict[str, Any]) -> CordboardError:
        """From the params of an `Error` event."""
        error = message.get("error") or {}
        return cls(
            error.get("id", "internal"),
            error.get("message", str(message.get("data"))),
            code=error.get("code"),
            sip_status=error.get("sip_status"),
            call_fate=error.get("call_fate"),
            cmd_id=message.get("cmd_id"),
        )


def link_lost(message: str, **more: Any) -> CordboardError:
    return CordboardError("link_lost", message, code=-32022, **more)
