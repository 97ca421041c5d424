// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";

import { Client, connect, CordboardError } from "../src/index.js";
import { DemoServer, next, relayTo } from "./server.js";

const ALICE = "sip:alice@demo.example";
const BOB = "sip:bob@demo.example";
const CAROL = "sip:carol@demo.example";
const quick = { backoff: { first: 20, last: 200 } };

/** Clients that a failed test leaves open would keep the process from its end. */
const clients = [];
async function joined(url, options) {
  const client = await connect(url, options);
  clients.push(client);
  return client;
}
after(() => clients.forEach((client) => client.close()));

const names = (events) => events.map(({ event }) => event);

describe("a server that stays", () => {
  let server;
  let client;
  before(async () => {
    server = new DemoServer({ ringMs: 30 });
    const token = server.token("crm");
    client = await joined((await server.start()).url, { token });
  });
  after(async () => {
    client?.close();
    await server?.stop();
  });

  it("knows who it is", () => {
    assert.equal(client.session.user, "crm");
    assert.ok(client.session.methods.includes("CallStart"));
  });

  it("starts, holds, transfers and ends a call", async () => {
    const calls = client.follow();
    await calls.ready();
    const start = client.callStart(ALICE, BOB, { tags: { ticket: 7 } });
    const told = [];
    for await (const { event, data } of start) {
      told.push(event);
      if (event === "TransferStart") assert.equal(data.callee, BOB);
    }
    assert.deepEqual(told.filter((event) => event !== "TransferPending"),
      ["CallerAnswered", "Transferring", "TransferStart", "CalleeAnswered"]);
    const { callid } = await start;
    const call = await calls.until(() => [...calls].find((one) => one.callid === callid && one.state === "answered"));
    assert.equal(call.caller.uri, ALICE);
    assert.deepEqual(call.tags, { ticket: 7 });

    await client.callHold(call);
    await calls.until(() => calls.get(call.id)?.state === "held");
    await client.callUnhold(callid);
    await calls.until(() => calls.get(call.id)?.state === "answered");

    const transferred = await client.callBlindTransfer(callid, "caller", CAROL);
    assert.ok(names(transferred.events).includes("TransferSuccessful"));
    assert.notEqual(transferred.callid, callid);
    const other = await client.callStart("sip:dave@demo.example", "sip:erin@demo.example");
    const last = await client.callAttendedTransfer(transferred.callid, "caller", other.callid, "callee");
    await client.callEnd(last.callid);
    await calls.until(() => calls.size === 0);
    assert.ok(calls.age < 7000);
  });

  it("fails in stable words", async () => {
    await assert.rejects(client.callEnd("nobody"), (error) =>
      error instanceof CordboardError && error.id === "call_not_found" && error.code === -32001);
    await assert.rejects(client.callStart("sip:busy@demo.example", BOB), (error) =>
      error.id === "rejected_by_party" && error.sipStatus === 486 && error.callFate === "ended");
    await assert.rejects(client.command("CallEnd"), (error) =>
      error.id === "invalid_params" && error.field === "callid");
    await assert.rejects(client.call("NoSuchMethod"), { id: "method_not_found" });
    const failing = client.callEnd("nobody");
    await assert.rejects(async () => {
      for await (const progress of failing) assert.fail(`unexpected ${progress.event}`);
    }, { id: "call_not_found" });
  });

  it("cancels", async () => {
    const ringing = client.callStart("sip:silent@demo.example", BOB);
    assert.equal((await ringing.cancel()).cmd_id, ringing.id);
    await assert.rejects(ringing, { id: "cancelled" });

    const controller = new AbortController();
    const other = client.callStart("sip:silent@demo.example", BOB, { signal: controller.signal });
    controller.abort();
    await assert.rejects(other, { id: "cancelled" });
    assert.equal(client.callStart(ALICE, BOB, { signal: controller.signal }).settled, true);
  });

  it("tells what else the server says", async () => {
    const told = next(client, "notification", ({ method }) => method === "RegistrationsChanged");
    await client.call("RegistrationList", { limit: 1, subscribe: true });
    assert.equal((await told).params.registrations[0].node, "demo"); // a phone of the demo renews its own
    await client.call("RegistrationList", { limit: 1, subscribe: false });
  });

  it("types the calls that really come", async () => {
    const { callid } = await client.callStart(ALICE, BOB);
    const { calls: [call] } = await client.call("CallList");
    await client.callEnd(callid);
    const types = readFileSync(new URL("../src/protocol.d.ts", import.meta.url), "utf8");
    const fields = (type) => [...new RegExp(`interface ${type} {([^}]*|[^}]*}[^}]*)\\n}`).exec(types)[1]
      .matchAll(/^ {2}(\w+)\??:/gm)].map(([, field]) => field).sort();
    assert.deepEqual(Object.keys(call).sort(), fields("Call"));
    assert.deepEqual(Object.keys(call.legs[0]).sort(), fields("CallLeg"));
    assert.deepEqual(Object.keys(call.caller).sort(), fields("Party"));
    assert.deepEqual(Object.keys(client.session).sort(), fields("Session"));
  });

  it("does not ask again when it is refused", async () => {
    const refused = new Client(server.url, { token: "cord_wrong", ...quick });
    await assert.rejects(refused.open(), { id: "not_allowed" });
    assert.equal(refused.state, "closed");
    assert.throws(() => new Client("http://127.0.0.1/"), TypeError);
    assert.throws(() => new Client("ws://token@127.0.0.1/"), TypeError);
  });
});

describe("a connection that is lost", () => {
  let server;
  let relay;
  let token;
  before(async () => {
    server = new DemoServer({ ringMs: 300 });
    token = server.token("wallboard");
    relay = await relayTo(await server.start());
  });
  after(async () => {
    relay?.close();
    await server?.stop();
  });

  it("is made again, and goes on where it was", async () => {
    const [client, other] = await Promise.all([joined(relay.url, { token, ...quick }), joined(server.url)]);
    const calls = client.follow();
    await calls.ready();
    const { callid } = await other.callStart(ALICE, BOB);
    await calls.until(() => [...calls].some((call) => call.callid === callid && call.state === "answered"));
    const before = calls.position;
    let resets = 0;
    calls.addEventListener("change", ({ reset }) => (resets += Number(reset)));

    relay.refusing = true;
    relay.cut();
    await next(client, "state", ({ state }) => state === "waiting");
    assert.equal(calls.state, "stale");
    assert.equal([...calls].some((call) => call.callid === callid), true);
    await other.callEnd(callid);
    const second = await other.callStart(CAROL, BOB);
    relay.refusing = false;

    await calls.until(() => calls.state === "live"
      && [...calls].some((call) => call.callid === second.callid && call.state === "answered"));
    assert.equal([...calls].some((call) => call.callid === callid), false);
    assert.equal(resets, 0);
    assert.equal(calls.position.epoch, before.epoch);
    assert.ok(calls.position.seq > before.seq);
    await other.callEnd(second.callid);
    client.close();
    other.close();
  });

  it("joins its commands again", async () => {
    const client = await joined(relay.url, { token, ...quick });
    const command = client.callStart(ALICE, BOB);
    const told = [];
    for await (const { event } of command) {
      told.push(event);
      if (event === "CallerAnswered" || event === "TransferStart") relay.cut();
    }
    assert.deepEqual(told.filter((event) => event !== "TransferPending"),
      ["CallerAnswered", "Transferring", "TransferStart", "CalleeAnswered"]);
    await client.callEnd(command.callid);
    client.close();
  });

  it("does not repeat what the server took for somebody else's", async () => {
    const client = await joined(relay.url, quick); // nobody in particular: a new connection is another one
    const command = client.callStart("sip:silent@demo.example", BOB);
    relay.cut();
    await assert.rejects(command, { id: "link_lost", callFate: "unknown" });
    assert.equal(client.callEnd("x").settled, true);
    client.close();
    assert.equal(client.state, "closed");
    await assert.rejects(client.open(), { id: "link_lost" });
  });

  it("is told of a first one that fails", async () => {
    relay.refusing = true;
    await assert.rejects(connect(relay.url), { id: "link_lost" });
    const patient = new Client(relay.url, quick);
    const opened = patient.open();
    await next(patient, "state", ({ state }) => state === "waiting");
    relay.refusing = false;
    assert.equal(await opened, patient);
    patient.close();
  });
});

describe("a server that is killed and started again", () => {
  const server = new DemoServer({ calls: 3, ringMs: 300 });
  after(() => server.stop());

  it("is found again, with its new list and the fate of what ran", async () => {
    const token = server.token("crm");
    const client = await joined((await server.start()).url, { token, ...quick });
    const calls = client.follow();
    await calls.ready();
    await calls.until(() => calls.size === 3);
    const { epoch } = calls.position;
    const old = [...calls].map(({ id }) => id);

    const command = client.callStart(ALICE, BOB);
    await command[Symbol.asyncIterator]().next();
    await server.kill();
    await next(client, "state", ({ state }) => state === "waiting");
    assert.equal(calls.state, "stale");
    assert.ok(calls.size >= 3);
    await server.start();

    await assert.rejects(command, { id: "interrupted", callFate: "unknown" });
    await calls.until(() => calls.state === "live" && calls.position.epoch !== epoch);
    await calls.until(() => calls.size === 3);
    assert.equal(client.state, "connected");
    assert.equal(old.length, 3);
    client.close();
  });
});
