# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import random


class Backoff:
    """Seconds to wait before the next attempt: between half of a limit and the whole of it, the limit doubling.

    The spread keeps the clients of a restarted server from coming back all at once.
    """

    def __init__(self, first: float = 0.5, last: float = 30.0) -> None:
        self._first = first
        self._last = max(first, last)
        self._limit = first

    def next(self) -> float:
        limit = self._limit
        self._limit = min(2 * limit, self._last)
        return limit / 2 + limit / 2 * random.random()

    def reset(self) -> None:
        self._limit = self._first
