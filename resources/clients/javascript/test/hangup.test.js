// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, it } from "node:test";
import { fileURLToPath } from "node:url";

import { connect } from "../src/index.js";
import { DemoServer } from "./server.js";

const example = fileURLToPath(new URL("../examples/hangup.js", import.meta.url));
const server = new DemoServer({ calls: 5, ringMs: 30 });
let token;
let client;
before(async () => {
  token = server.token("night");
  await server.start();
});
after(() => {
  client?.close();
  return server.stop();
});

function hangUp(...more) {
  return new Promise((resolve) => {
    execFile(process.execPath, [example, ...more], { env: { ...process.env, CORDBOARD_TOKEN: token } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
  });
}

it("ends the calls that it is asked to end", async () => {
  client = await connect(server.url, { token });
  const calls = client.follow();
  await calls.until(() => calls.size === 5);
  const { callid } = await client.callStart("sip:alice@demo.example", "sip:bob@demo.example");
  assert.ok(callid);
  await calls.until(() => calls.size === 6);

  const listed = await hangUp(server.url);
  assert.equal(listed.code, 0);
  assert.match(listed.stdout, /6 calls; --yes ends them/);
  assert.equal(calls.size, 6);

  const ours = await hangUp(server.url, "--user", "alice", "--yes");
  assert.equal(ours.code, 0);
  assert.match(ours.stdout, /ended {2}sip:alice@demo.example → sip:bob@demo.example/);
  await calls.until(() => [...calls].every((call) => call.callid !== callid));

  const rest = await hangUp(server.url, "--yes");
  assert.equal(rest.code, 0, rest.stderr);
  await calls.until(() => calls.size === 0);
});

it("says what is wrong", async () => {
  assert.equal((await hangUp()).code, 2);
  assert.equal((await hangUp(server.url, "--all")).code, 2);
  const none = await hangUp("ws://127.0.0.1:1/call-api");
  assert.equal(none.code, 3);
  assert.notEqual(none.stderr, "");
});
