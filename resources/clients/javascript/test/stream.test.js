// SPDX-License-Identifier: Apache-2.0
// A server that misbehaves on purpose.
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, afterEach, before, beforeEach, it } from "node:test";

import { WebSocketServer } from "ws";

import { connect } from "../src/index.js";
import { next } from "./server.js";

const at = { epoch: "e", view: "v" };
const call = (id, state = "answered") => ({ id, callid: id, state });
const set = (id, state) => ({ op: "set", call: call(id, state) });

let server;
let client;
let calls;
let socket;
let subscriptions;
let answers;

before(async () => {
  server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", (connection) => {
    socket = connection;
    connection.on("message", (text) => {
      const { id, method, params } = JSON.parse(text);
      if (method === "SessionInfo") connection.send(JSON.stringify({ jsonrpc: "2.0", id, result: { user: null } }));
      if (method === "CallSubscribe") {
        subscriptions.push(params);
        connection.send(JSON.stringify({ jsonrpc: "2.0", id, result: answers.shift() }));
      }
    });
  });
  await once(server, "listening");
});
after(() => server.close());
beforeEach(async () => {
  subscriptions = [];
  answers = [{ ...at, seq: 5, count: 2, snapshot: true }];
  client = await connect(`ws://127.0.0.1:${server.address().port}/`, { backoff: { first: 10 } });
  calls = client.follow();
  await asked(1);
});
afterEach(() => client.close());

const tell = (method, params) => socket.send(JSON.stringify({ jsonrpc: "2.0", method, params: { ...at, ...params } }));
const page = (number, seq, last, ...all) => tell("CallsSnapshot", { seq, page: number, last, calls: all });
const changed = (from_seq, seq, ...changes) =>
  tell("CallsChanged", { from_seq, seq, now: new Date().toISOString(), changes });
const listed = (...ids) => calls.until(() => [...calls].map(({ id }) => id).sort().join() === ids.join());
const asked = async (count) => {
  while (subscriptions.length < count) await once(socket, "message");
};
const subscribed = (count) => calls.until(() => subscriptions.length >= count && calls.state === "live");

it("puts a list in pages together, and applies changes once", async () => {
  page(0, 5, false, call("a"));
  page(1, 5, true, call("b"));
  await calls.ready();
  assert.equal(calls.size, 2);
  changed(5, 7, set("c", "ringing"), { op: "gone", id: "a" });
  await listed("b", "c");
  changed(5, 7, set("a")); // told already
  changed(7, 8, set("d"), { op: "later", id: "x" }); // a word that it does not know
  await listed("b", "c", "d");
  assert.deepEqual(calls.position, { ...at, seq: 8 });
  changed(8, 8);
  await next(calls, "change", ({ set: ids, gone }) => ids.length + gone.length === 0);
  page(0, 20, true, call("z")); // unasked: this reader was too slow
  await listed("z");
  assert.equal(subscriptions.length, 1);
});

it("asks anew when a change is missing, and keeps the old list until then", async () => {
  page(0, 5, true, call("a"));
  await calls.ready();
  answers.push({ ...at, seq: 9, count: 1, snapshot: true });
  const fault = next(client, "fault");
  changed(7, 8, set("b"));
  assert.match((await fault).error.message, /missed/);
  assert.equal(calls.state, "stale");
  assert.ok(calls.has("a"));
  changed(8, 9, set("b")); // of the stream that was given up
  const reset = next(calls, "change", (event) => event.reset);
  await asked(2);
  assert.equal(subscriptions[1].since, undefined);
  page(0, 9, true, call("c"));
  assert.deepEqual((await reset).gone, ["a"]);
  await subscribed(2);
  await listed("c");
});

it("gives a connection up whose messages cannot be read", async () => {
  page(0, 5, true, call("a"));
  await calls.ready();
  answers.push({ ...at, seq: 5, count: 1, snapshot: false });
  socket.send("{");
  await next(client, "state", ({ state }) => state === "connected");
  await subscribed(2);
  assert.deepEqual(subscriptions[1].since, { ...at, seq: 5 });
  answers.push({ ...at, seq: 5, count: 1, snapshot: false });
  tell("CallsChanged", { from_seq: 5, seq: 6, changes: 7 });
  await next(client, "state", ({ state }) => state === "connected");
  await subscribed(3);
  assert.ok(calls.has("a"));
});

it("does not run two commands under one name", async () => {
  client.command("Echo", { cmd_id: "one" });
  await assert.rejects(client.command("Echo", { cmd_id: "one" }), { id: "conflict" });
});
