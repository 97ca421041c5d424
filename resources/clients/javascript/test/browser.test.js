// SPDX-License-Identifier: Apache-2.0
// The example pages in a real Chromium, served from an origin that the server lists.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { connect } from "../src/index.js";
import { DemoServer } from "./server.js";

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const playwright = await import("playwright-core").catch(() => undefined);
const lacks = !playwright ? "playwright-core is not installed" : !existsSync(chromium) ? "there is no Chromium" : false;
const pictures = process.env.CORDBOARD_SCREENSHOTS; // a folder: write pictures there

const root = fileURLToPath(new URL("..", import.meta.url));
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

async function serve() {
  const site = createServer(async ({ url }, answer) => {
    const path = normalize(new URL(url, "http://x").pathname);
    try {
      const body = await readFile(join(root, path.endsWith("/") ? `${path}index.html` : path));
      answer.writeHead(200, { "Content-Type": types[extname(path)] ?? "text/html" }).end(body);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  return site;
}

describe("in Chromium", { skip: lacks }, () => {
  let site;
  let server;
  let context;
  let token;
  let origin;
  let watcher;
  const folder = mkdtempSync(join(tmpdir(), "cordboard-chromium-"));
  const faults = [];

  before(async () => {
    site = await serve();
    origin = `http://127.0.0.1:${site.address().port}`;
    server = new DemoServer({ origins: [origin], calls: 6, ringMs: 200 });
    token = server.token("page");
    await server.start();
    context = await playwright.chromium.launchPersistentContext(folder, {
      executablePath: chromium,
      headless: true,
      viewport: { width: 390, height: 760 },
      args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
    context.setDefaultTimeout(20000);
  });
  after(async () => {
    watcher?.close();
    await context?.close();
    site?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(path, fields) {
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.goto(`${origin}${path}?server=${encodeURIComponent(server.url)}`);
    for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value);
    await page.click("button.main");
    return page;
  }

  async function picture(page, name) {
    // Two frames later everything is painted.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  it("click-to-call starts, holds, transfers and ends a call", async () => {
    watcher = await connect(server.url);
    const calls = watcher.follow();
    await calls.ready();
    const mine = () => [...calls].find((call) => call.kind === "call" && call.state !== "ended" && call.journey);

    const page = await open("/examples/click-to-call/", { token, me: "sip:alice@demo.example" });
    await page.click('[aria-label="Call bob"]');
    await page.waitForSelector("#call[data-state=answered] #hold:enabled");
    assert.equal(await page.textContent("#other"), "Bob");
    const before = await calls.until(mine);
    assert.equal(before.caller.uri, "sip:alice@demo.example");

    await page.waitForFunction(() => document.getElementById("time").textContent === "0:01");
    assert.equal(await page.locator("#target option[value='sip:bob@demo.example']").count(), 0);
    await picture(page, "click-to-call-light");
    await page.emulateMedia({ colorScheme: "dark" });
    await picture(page, "click-to-call-dark");

    await page.click("#hold");
    await page.waitForSelector("#call[data-state=held] #hold:enabled");
    assert.equal(await page.textContent("#hold"), "Resume");
    assert.equal(mine().state, "held");
    await page.click("#hold");
    await page.waitForSelector("#call[data-state=answered] #pass:enabled");

    await page.selectOption("#target", "sip:carol@demo.example");
    await page.click("#pass");
    const passed = await calls.until(() => {
      const call = mine();
      return call && call.callid !== before.callid && call.state === "answered" ? call : undefined;
    });
    assert.deepEqual([passed.caller.uri, passed.callee.uri].map((uri) => uri.split("@")[0]),
      ["sip:bob", "sip:carol"]);
    assert.equal(passed.journey, before.journey);
    await page.waitForSelector("#call[data-state=answered] #end:enabled");
    await page.waitForFunction(() => document.getElementById("other").textContent.includes("→"));

    await page.click("#end");
    await page.waitForSelector("#call", { state: "hidden" });
    await calls.until(() => !mine());
    assert.equal(await page.textContent("#fault"), "");

    await page.click('[aria-label="Call busy"]');
    await page.waitForFunction(() => document.getElementById("fault").textContent.includes("486"));
    await page.close();
    assert.deepEqual(faults, []);
  });

  it("the wallboard shows the calls, and their age while the server is away", async () => {
    const page = await open("/examples/wallboard/", { token });
    await page.waitForFunction(() => document.getElementById("all").textContent === "6");
    assert.equal(await page.locator("tbody tr").count(), 6);
    await page.setViewportSize({ width: 1000, height: 560 });
    await page.waitForFunction(() => document.getElementById("age").textContent === "live");
    await picture(page, "wallboard-example");

    await server.kill();
    await page.waitForSelector("body.stale");
    await page.waitForFunction(() => document.getElementById("age").textContent.endsWith("s old"));
    assert.equal(await page.locator("tbody tr").count(), 6);
    await server.start();
    await page.waitForSelector("body:not(.stale)");
    await page.close();
  });

  it("no other origin is let in", async () => {
    const page = await context.newPage();
    await page.goto(`${origin.replace("127.0.0.1", "localhost")}/examples/click-to-call/`);
    const closed = await page.evaluate((url) => new Promise((resolve) => {
      const socket = new WebSocket(url);
      socket.onopen = () => resolve("open");
      socket.onclose = () => resolve("closed");
    }), server.url);
    assert.equal(closed, "closed");
    await page.close();
  });
});
