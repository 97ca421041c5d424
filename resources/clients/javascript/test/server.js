// SPDX-License-Identifier: Apache-2.0
// The real cordboard-server with its simulated proxy, for tests.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect as dial, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const program = join(process.env.CORDBOARD_BIN_DIR ?? join(root, "build/release/bin"), "cordboard-server");

export class DemoServer {
  #folder = mkdtempSync(join(tmpdir(), "cordboard-test-"));
  #config = join(this.#folder, "server.yml");
  #process;
  #arguments;
  port = 0;
  url;
  log = "";

  /** `origins` are let in, with a token only. */
  constructor({ origins = [], calls = 0, rate = 0, ringMs = 100 } = {}) {
    this.#arguments = ["--demo-calls", calls, "--demo-rate", rate, "--demo-ring-ms", ringMs].map(String);
    writeFileSync(this.#config, JSON.stringify({
      ws_server: { allowed_origins: origins },
      auth: { tokens: join(this.#folder, "tokens.yml") },
      admin: { listen: "" }, // tests run side by side
    }));
  }

  /** Add tokens before the server starts: it notices later ones, but not at once. */
  token(name, role = "operator") {
    return execFileSync(program, ["token", "add", name, "--role", role, "--config", this.#config],
      { stdio: ["ignore", "pipe", "pipe"] }).toString().trim();
  }

  async start() {
    this.log = "";
    this.#process = spawn(program, ["--demo", ...this.#arguments, "--config", this.#config,
      "--listen", `127.0.0.1:${this.port}`],
      { env: { ...process.env, STATE_DIRECTORY: join(this.#folder, "state") }, stdio: ["ignore", "pipe", "pipe"] });
    await new Promise((resolve, reject) => {
      const deadline = setTimeout(() => reject(new Error(`the server did not start: ${this.log}`)), 30000);
      const settle = (action) => {
        clearTimeout(deadline);
        action();
      };
      const read = (text) => {
        this.log += text;
        const found = /listening on (ws:\/\/[^:]+:(\d+)\S*)/.exec(this.log);
        // Commands are refused until the proxy's calls are known.
        if (found && /demo: \d+ calls/.test(this.log)) {
          [, this.url] = found;
          this.port = Number(found[2]);
          settle(resolve);
        }
      };
      this.#process.stdout.on("data", read);
      this.#process.stderr.on("data", read);
      this.#process.once("error", (error) => settle(() => reject(error)));
      this.#process.once("exit", () => settle(() => reject(new Error(`the server left: ${this.log}`))));
    });
    return this;
  }

  /** As kill -9. */
  async kill() {
    const gone = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await gone;
  }

  async stop() {
    if (this.#process?.exitCode === null && this.#process.signalCode === null) await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Between client and server, to cut connections; while `refusing` new ones are cut at once. */
export async function relayTo(server) {
  const sockets = new Set();
  const relay = { refusing: false };
  const listener = createServer((near) => {
    if (relay.refusing) {
      near.destroy();
      return;
    }
    const far = dial(server.port, "127.0.0.1");
    for (const [from, to] of [[near, far], [far, near]]) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on("error", () => {});
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  relay.url = `ws://127.0.0.1:${listener.address().port}/call-api`;
  relay.cut = () => sockets.forEach((socket) => socket.destroy());
  relay.close = () => {
    relay.cut();
    listener.close();
  };
  return relay;
}

/** Resolves with the next event of this type that fits. */
export function next(target, type, fits = () => true, milliseconds = 20000) {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      target.removeEventListener(type, look);
      reject(new Error(`no ${type} came`));
    }, milliseconds);
    const look = (event) => {
      if (!fits(event)) return;
      clearTimeout(deadline);
      target.removeEventListener(type, look);
      resolve(event);
    };
    target.addEventListener(type, look);
  });
}
