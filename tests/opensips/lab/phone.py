#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""phone.py WHO COMMAND [PARAMS]: tells a lab phone what to do, and prints its answer."""
import json
import socket
import sys

BARESIP = {"alice": 4441, "bob": 4442, "carol": 4443, "dave": 4444}  # ctrl_tcp: JSON in netstrings
OURS = {"erin": 4445, "frank": 4446, "grace": 4447}                  # ua.py: lines


def tell(who, command, params=""):
    with socket.create_connection(("127.0.0.1", (BARESIP | OURS)[who]), 2) as connection:
        if who in OURS:
            connection.sendall(f"{command} {params}\n".encode())
            return connection.recv(65535).decode().strip()
        text = json.dumps({"command": command, "params": params, "token": "x"})
        connection.sendall(f"{len(text)}:{text},".encode())
        answer = b""
        while b'"response":true' not in answer:
            answer += connection.recv(65535)
        return answer.decode()[:1500]


if __name__ == "__main__":
    print(tell(sys.argv[1], sys.argv[2], " ".join(sys.argv[3:])))
