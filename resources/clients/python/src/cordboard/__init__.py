# SPDX-License-Identifier: Apache-2.0
"""Client of a Cordboard server, for asyncio."""

from .calls import Calls, Change
from .client import Client, connect
from .command import Command, Outcome, Progress
from .errors import CordboardError

__all__ = ["Calls", "Change", "Client", "Command", "CordboardError", "Outcome", "Progress", "connect"]
