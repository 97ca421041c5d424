#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A SIP phone without sound that knows Replaces and can be told to misbehave.

For the lab only: UDP, all traffic through one proxy on loopback, no retransmissions, no authentication.
It registers with the proxy and takes lines on a TCP port; each line gets one line back, "ok" or "error ...":

  dial URI          place a call                     answer         take the calls that ring
  hangup [REASON]   end or give up every call,       reject [CODE]  refuse the calls that ring (486)
                    with a Reason header
  hold [DIRECTION]  hold every call (sendonly)       resume         the opposite
  refer URI         transfer the oldest call         attended       connect the two oldest calls with each other
  name [TEXT]       the display name, as it is to    notified       list what NOTIFYs told of our own transfers
                    stand in From: quotes included
  register          register now, not within a minute
  set KEY=VALUE...  change the behaviour             reset          behave as on the command line again
  calls             list the calls                   trace          send this connection every SIP message, in short

Behaviour, as KEY=VALUE here or on the command line (the first value is the default):

  invite=200 | CODE | none     final answer to a call; none: ring until told
  ring=0 | SECONDS | -1        how long to send 180 before that answer; -1: no 180
  refer=202 | CODE | none      answer to REFER; a code from 300 refuses the transfer, none: silence
  notify=all | final | none    which NOTIFYs to send about a transfer
  after=keep | bye | early     the old call once a transfer worked: keep it, end it; early: end it with the 202
  replaces=yes | no            no: drop the Replaces of a Refer-To, and take an INVITE with Replaces for a plain call
  reinvite=200 | CODE | none   answer to a re-INVITE (hold)
  bye=200 | CODE | none        answer to BYE
"""
import argparse
import asyncio
import re
import secrets
import urllib.parse
from dataclasses import dataclass, field

DEFAULTS = {"invite": "200", "ring": "0", "refer": "202", "notify": "all", "after": "keep", "replaces": "yes",
            "reinvite": "200", "bye": "200"}
REASONS = {100: "Trying", 180: "Ringing", 200: "OK", 202: "Accepted", 400: "Bad Request", 404: "Not Found",
           481: "Call Does Not Exist", 486: "Busy Here", 487: "Request Terminated", 488: "Not Acceptable Here",
           603: "Decline"}
ANSWERED_DIRECTION = {"sendonly": "recvonly", "recvonly": "sendonly", "inactive": "inactive"}


def sdp(offer=""):
    asked = re.search(r"^a=(sendonly|recvonly|inactive)", offer, re.M)
    direction = ANSWERED_DIRECTION[asked[1]] if asked else "sendrecv"
    return ("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            f"m=audio 9 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na={direction}\r\n")


def address(value):
    """The URI of a header such as To or Contact."""
    inside = re.search(r"<([^>]*)>", value)
    return inside[1] if inside else value.split(";")[0].strip()


def tag(value):
    found = re.search(r";tag=([^;>\s]+)", value)
    return found[1] if found else ""


class Message:
    """A SIP message as it came in."""

    def __init__(self, data):
        head, _, self.body = data.decode("utf-8", "replace").partition("\r\n\r\n")
        self.start, *lines = head.split("\r\n")
        self.headers = [[part.strip() for part in line.split(":", 1)] for line in lines if ":" in line]
        self.status = int(self.start.split()[1]) if self.start.startswith("SIP/2.0 ") else 0
        self.cseq, self.method = self.get("CSeq").split()

    def all(self, name):
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def get(self, name):
        return next(iter(self.all(name)), "")


@dataclass(eq=False)
class Call:
    id: str
    local: str                  # From and To of the requests that we send
    remote: str
    target: str                 # where they go: the other side's Contact
    routes: list = field(default_factory=list)
    state: str = "calling"      # calling (ours) or ringing (theirs), then up
    cseq: int = 0
    invite: Message = None      # theirs, until it is answered
    branch: str = ""            # of our INVITE
    referred_by: "Call" = None  # the call whose REFER made us place this one


class Phone(asyncio.DatagramProtocol):
    def __init__(self, name, here, proxy, behaviour):
        self.name, self.notified = "", []
        self.here, self.proxy, self.start_behaviour = here, proxy, behaviour
        self.behaviour = dict(behaviour)
        self.me, self.contact = f"sip:{name}@{proxy[0]}:{proxy[1]}", f"<sip:{name}@{here}>"
        self.calls, self.waiting, self.listeners = [], {}, set()
        aor = f"<{self.me}>"
        self.registration = Call(secrets.token_hex(8), f"{aor};tag=r", aor, f"sip:{proxy[0]}:{proxy[1]}")

    # The wire

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, sender):
        if not data.strip():
            return  # a keep-alive
        message = Message(data)
        self.trace("<", message)
        if message.status:
            key = re.search(r"branch=([^;,\s]+)", message.get("Via"))[1], message.method
            done = self.waiting.get(key) if message.status < 200 else self.waiting.pop(key, None)
            if done:
                done(message)
        else:
            self.on_request(message)

    def send(self, start, headers, body=""):
        text = "\r\n".join([start, *headers, f"Content-Length: {len(body)}", "", body])
        self.transport.sendto(text.encode(), self.proxy)
        self.trace(">", Message(text.encode()))

    def trace(self, arrow, message):
        line = f"{arrow} {message.start}" + (f" ({message.method})" if message.status else "")
        for name in ("Refer-To", "Replaces"):
            line += f" | {name}: {message.get(name)}" if message.get(name) else ""
        line += " | " + message.body.strip() if message.get("Content-Type").startswith("message/sipfrag") else ""
        for listener in self.listeners:
            listener.write(f"{line}\n".encode())

    def request(self, method, call, headers=(), body="", done=None, cseq=None, branch=None):
        if cseq is None:
            call.cseq += 1
        branch = branch or "z9hG4bK" + secrets.token_hex(8)
        if done:
            self.waiting[branch, method] = done
        self.send(f"{method} {call.target} SIP/2.0", [
            f"Via: SIP/2.0/UDP {self.here};branch={branch}", "Max-Forwards: 70", *(f"Route: {r}" for r in call.routes),
            f"From: {call.local}", f"To: {call.remote}", f"Call-ID: {call.id}", f"CSeq: {cseq or call.cseq} {method}",
            f"Contact: {self.contact}", *headers], body)
        return branch

    def reply(self, request, code, own_tag="", headers=(), body=""):
        to = request.get("To")
        if own_tag and not tag(to):
            to += f";tag={own_tag}"
        copied = [f"{name}: {value}" for name in ("Via", "Record-Route", "From", "Call-ID", "CSeq")
                  for value in request.all(name)]
        self.send(f"SIP/2.0 {code} {REASONS.get(code, 'Unnamed')}",
                  [*copied, f"To: {to}", f"Contact: {self.contact}", *headers], body)

    async def stay_registered(self):
        while True:
            self.register()
            await asyncio.sleep(60)

    def register(self):
        self.request("REGISTER", self.registration, ["Expires: 120"])

    # Calls that we place

    def dial(self, uri, headers=(), referred_by=None):
        call = Call(secrets.token_hex(8), f"{self.name}<{self.me}>;tag={secrets.token_hex(4)}", f"<{uri}>", uri,
                    referred_by=referred_by)
        self.calls.append(call)
        call.branch = self.request("INVITE", call, ["Supported: replaces", "Content-Type: application/sdp", *headers],
                                   sdp(), lambda reply: self.on_answer(call, reply))

    def on_answer(self, call, reply):
        if reply.status == 100:
            return
        old = call.referred_by
        if old in self.calls:
            self.notify(old, reply.start, final=reply.status >= 200)
        if reply.status < 200:
            return
        call.remote = reply.get("To")
        if reply.status >= 300:
            self.request("ACK", call, cseq=reply.cseq, branch=call.branch)
            self.drop(call)
            return
        call.target, call.routes = address(reply.get("Contact")), reply.all("Record-Route")[::-1]
        self.request("ACK", call, cseq=reply.cseq)
        if call not in self.calls:  # given up meanwhile
            self.request("BYE", call)
            return
        call.state = "up"
        if old in self.calls and self.behaviour["after"] == "bye":
            self.hang_up(old)

    # Requests that come in

    def on_request(self, message):
        call = next((c for c in self.calls if c.id == message.get("Call-ID")), None)
        inside = tag(message.get("To"))
        if message.method == "ACK":
            return
        if message.method == "INVITE" and not inside:
            if call is None:  # else it is a retransmission
                self.on_invite(message)
        elif message.method == "CANCEL":
            self.reply(message, 200)
            if call and call.state == "ringing":
                self.refuse(call, 487)
        elif inside and call is None:
            self.reply(message, 481)
        elif message.method == "REFER":
            self.on_refer(call, message)
        elif message.method == "INVITE":
            self.reply_as_told("reinvite", message, ["Content-Type: application/sdp"], sdp(message.body))
        elif message.method == "BYE":
            if self.behaviour["bye"] == "200":
                self.drop(call)
            self.reply_as_told("bye", message)
        else:
            if message.method == "NOTIFY":
                self.notified.append(message.body.strip())
            self.reply(message, 200)

    def reply_as_told(self, key, message, headers=(), body=""):
        if self.behaviour[key] != "none":
            code = int(self.behaviour[key])
            self.reply(message, code, headers=headers if code < 300 else (), body=body if code < 300 else "")

    def on_invite(self, message):
        own = f"{message.get('To')};tag={secrets.token_hex(4)}"
        call = Call(message.get("Call-ID"), own, message.get("From"), address(message.get("Contact")),
                    message.all("Record-Route"), "ringing", invite=message)
        wanted = message.get("Replaces")
        if wanted and self.behaviour["replaces"] == "yes":
            old = next((c for c in self.calls if wanted.startswith(c.id + ";")
                        and f"to-tag={tag(c.local)}" in wanted and f"from-tag={tag(c.remote)}" in wanted), None)
            if old is None:
                self.reply(message, 481, tag(own))
                return
            self.calls.append(call)
            self.answer(call)
            self.hang_up(old)
            return
        self.calls.append(call)
        ring, final = float(self.behaviour["ring"]), self.behaviour["invite"]
        if ring >= 0:
            self.reply(message, 180, tag(own))
        if final != "none":
            act = (lambda: self.answer(call)) if final == "200" else (lambda: self.refuse(call, int(final)))
            asyncio.get_running_loop().call_later(max(ring, 0), act)

    def answer(self, call):
        if call.state == "ringing":
            call.state = "up"
            self.reply(call.invite, 200, tag(call.local), ["Content-Type: application/sdp"], sdp(call.invite.body))

    def refuse(self, call, code):
        if call in self.calls and call.state == "ringing":
            self.reply(call.invite, code, tag(call.local))
            self.drop(call)

    def on_refer(self, call, message):
        told = self.behaviour["refer"] if message.get("Refer-To") else "400"
        if told == "none":
            return
        self.reply(message, int(told))
        if int(told) >= 300:
            return
        self.notify(call, "SIP/2.0 100 Trying")
        uri, _, query = address(message.get("Refer-To")).partition("?")
        asked = dict(urllib.parse.parse_qsl(query)) if self.behaviour["replaces"] == "yes" else {}
        if self.behaviour["after"] == "early":
            self.hang_up(call)
        if message.get("Referred-By"):
            asked["Referred-By"] = message.get("Referred-By")
        self.dial(uri, [f"{name}: {value}" for name, value in asked.items()], referred_by=call)

    def notify(self, call, sipfrag, final=False):
        if self.behaviour["notify"] == "all" or (final and self.behaviour["notify"] == "final"):
            state = "terminated;reason=noresource" if final else "active;expires=60"
            self.request("NOTIFY", call, ["Event: refer", f"Subscription-State: {state}",
                                          "Content-Type: message/sipfrag;version=2.0"], sipfrag + "\r\n")

    # Requests of ours within a call

    def offer(self, direction):
        for call in (c for c in self.calls if c.state == "up"):
            def on_reply(reply, call=call, cseq=call.cseq + 1):
                if reply.status >= 200:  # the ACK of a refusal belongs to the proxy's transaction
                    self.request("ACK", call, cseq=cseq, branch=None if reply.status < 300 else call.branch)
            call.branch = self.request("INVITE", call, ["Content-Type: application/sdp"],
                                       re.sub("a=sendrecv", f"a={direction}", sdp()), on_reply)

    def refer(self, uri):
        self.request("REFER", self.calls[0], [f"Refer-To: <{uri}>", f"Referred-By: <{self.me}>"])

    def refer_attended(self):
        other = self.calls[1]
        replaces = f"{other.id};to-tag={tag(other.remote)};from-tag={tag(other.local)}"
        self.refer(f"{address(other.remote)}?Replaces={urllib.parse.quote(replaces, safe='')}")

    # Ending

    def drop(self, call):
        if call in self.calls:
            self.calls.remove(call)

    def hang_up(self, call, reason=""):
        if call.state == "ringing":
            self.refuse(call, 486)
            return
        self.drop(call)
        if call.state == "up":
            self.request("BYE", call, [f"Reason: {reason}"] if reason else [])
        else:
            self.request("CANCEL", call, cseq=call.cseq, branch=call.branch)

    # The control port

    async def control(self, reader, writer):
        while line := (await reader.readline()).decode().strip():
            word, _, rest = line.partition(" ")
            try:
                writer.write(self.obey(word, rest.strip(), writer).encode() + b"\n")
            except Exception as error:
                writer.write(f"error {error!r}\n".encode())
        self.listeners.discard(writer)
        writer.close()

    def obey(self, word, rest, writer):
        if word == "dial":
            self.dial(rest)
        elif word == "hangup":
            for call in list(self.calls):
                self.hang_up(call, rest)
        elif word == "hold":
            self.offer(rest or "sendonly")
        elif word == "resume":
            self.offer("sendrecv")
        elif word == "refer":
            self.refer(rest)
        elif word == "attended":
            self.refer_attended()
        elif word == "register":
            self.register()
        elif word == "name":
            self.name = rest and rest + " "
        elif word == "notified":
            return "ok " + ", ".join(self.notified)
        elif word == "answer":
            for call in self.calls:
                self.answer(call)
        elif word == "reject":
            for call in list(self.calls):
                self.refuse(call, int(rest or 486))
        elif word == "set":
            self.behaviour.update(settings(rest.split()))
        elif word == "reset":
            self.behaviour = dict(self.start_behaviour)
        elif word == "calls":
            return "ok " + ", ".join(f"{c.state} {c.id} {address(c.remote)}" for c in self.calls)
        elif word == "trace":
            self.listeners.add(writer)
        else:
            return f"error no command {word!r}"
        return "ok"


def settings(words):
    pairs = dict(word.split("=", 1) for word in words)
    if unknown := set(pairs) - set(DEFAULTS):
        raise ValueError(f"no behaviour {', '.join(sorted(unknown))}")
    return pairs


def endpoint(text):
    host, port = text.rsplit(":", 1)
    return host, int(port)


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help="user part of the address to register")
    parser.add_argument("behaviour", nargs="*", metavar="KEY=VALUE")
    parser.add_argument("--listen", default="127.0.0.1:5140", metavar="HOST:PORT", help="SIP (default %(default)s)")
    parser.add_argument("--control", default="127.0.0.1:4445", metavar="HOST:PORT", help="(default %(default)s)")
    parser.add_argument("--proxy", default="127.0.0.1:5060", metavar="HOST:PORT", help="(default %(default)s)")
    args = parser.parse_args()
    phone = Phone(args.name, args.listen, endpoint(args.proxy), DEFAULTS | settings(args.behaviour))
    await asyncio.get_running_loop().create_datagram_endpoint(lambda: phone, local_addr=endpoint(args.listen))
    await asyncio.start_server(phone.control, *endpoint(args.control))
    await phone.stay_registered()


if __name__ == "__main__":
    asyncio.run(main())
