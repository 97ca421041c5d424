#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Ends all live calls, or those of one user or domain:
//
//   CORDBOARD_TOKEN=… node hangup.js ws://127.0.0.1:5059/call-api [--user alice] [--domain example.com] --yes
//
// Without --yes it only lists them. Leaves with 0 if all were ended, 1 if not, 2 for wrong arguments, 3 if there is no
// connection.
import { parseArgs } from "node:util";

import { connect } from "../src/index.js";

let url;
let filter;
let yes;
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { user: { type: "string" }, domain: { type: "string" }, yes: { type: "boolean", default: false } },
  });
  [url] = positionals;
  if (positionals.length !== 1) throw new Error("name one server: ws://HOST:PORT/call-api");
  ({ yes, ...filter } = values);
} catch (error) {
  console.error(error.message);
  process.exit(2);
}

let client;
let calls;
try {
  client = await connect(url, { token: process.env.CORDBOARD_TOKEN });
  calls = [];
  for (let cursor = null; ;) {
    const page = await client.call("CallList", { filter, ...(cursor && { cursor }) });
    calls.push(...page.calls);
    cursor = page.cursor;
    if (!cursor) break;
  }
} catch (error) {
  console.error(error.message);
  process.exit(3);
}

const named = ({ caller, callee }) => `${caller?.uri ?? "?"} → ${callee?.uri ?? "?"}`;
let failed = 0;
await Promise.all(calls.map(async (call) => {
  try {
    if (yes) await client.callEnd(call);
    console.log(`${yes ? "ended" : "found"}  ${named(call)}`);
  } catch (error) {
    // Its people may have been quicker.
    if (["call_not_found", "call_ended"].includes(error.id)) return;
    failed += 1;
    console.error(`failed ${named(call)}: ${error.message}`);
  }
}));
if (calls.length === 0) console.log("no calls");
else if (!yes) console.log(`${calls.length} calls; --yes ends them`);
client.close();
process.exitCode = failed > 0 ? 1 : 0;
