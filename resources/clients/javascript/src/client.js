// SPDX-License-Identifier: Apache-2.0
import { Backoff } from "./backoff.js";
import { Calls } from "./calls.js";
import { Command } from "./command.js";
import { CordboardError, linkLost } from "./error.js";

/** How long a connection may take until it is logged in, and a request until it is answered. */
const CONNECT_MS = 15000;
const ANSWER_MS = 10000;
/** The server asks after silent clients every 20 s, but a page never sees that: it asks, too. */
const SILENCE_MS = 25000;

/** A refusal that another attempt will not change. */
const FINAL = new Set(["not_allowed", "invalid_params", "method_not_found"]);

class StateEvent extends Event {
  constructor(state, error, retryIn) {
    super("state");
    Object.assign(this, { state, error, retryIn });
  }
}

class NotificationEvent extends Event {
  constructor(method, params) {
    super("notification");
    Object.assign(this, { method, params });
  }
}

class FaultEvent extends Event {
  constructor(error) {
    super("fault");
    this.error = error;
  }
}

async function socketClass() {
  if (globalThis.WebSocket) return globalThis.WebSocket;
  // Node before 22 has none. The name stands in a variable so that bundlers for browsers leave it alone.
  const name = "ws";
  return (await import(name)).WebSocket;
}

/**
 * A connection to a Cordboard server that comes back by itself. Events: `state` (connecting, connected, waiting,
 * closed), `notification` (NodesChanged, RegistrationsChanged and others), `fault` (for logs).
 */
export class Client extends EventTarget {
  #url;
  #options;
  #backoff;
  #state = "idle";
  #session;
  #socket;
  #dial = 0;
  #serial = 0;
  #waiting = new Map();
  #commands = new Map();
  #calls;
  #timers = {};
  #ready;
  #closed;

  constructor(url, options = {}) {
    super();
    const parsed = new URL(url);
    if (!["ws:", "wss:"].includes(parsed.protocol)) throw new TypeError("url must be ws://… or wss://…");
    if (parsed.username || parsed.password) throw new TypeError("a token does not belong into the url");
    this.#url = parsed.href;
    this.#options = options;
    this.#backoff = new Backoff(options.backoff);
  }

  get state() {
    return this.#state;
  }
  /** Who this client is and what it may do, as SessionInfo tells; undefined before the first connection. */
  get session() {
    return this.#session;
  }

  /** Connects, again and again until it succeeds. Rejects when the server refuses for good, or on close(). */
  open() {
    if (this.#state === "closed") return Promise.reject(this.closedError());
    if (!this.#ready) {
      this.#ready = {};
      this.#ready.promise = new Promise((resolve, reject) => Object.assign(this.#ready, { resolve, reject }));
      this.#ready.promise.catch(() => {});
      this.#connect();
    }
    return this.#ready.promise;
  }

  /** For good. What waits is rejected with `link_lost`; commands go on at the server. */
  close() {
    this.#shut(linkLost("the client was closed"));
  }

  /** Any method of the protocol; resolves with its result. Rejects with `link_lost` while not connected. */
  call(method, params = {}, { timeout = ANSWER_MS } = {}) {
    if (this.#state !== "connected") return Promise.reject(linkLost("not connected to the server"));
    return this.#request(method, params, timeout);
  }

  /** Starts a command (CallStart, CallHold, …). With `signal`, aborting cancels it. */
  command(method, params = {}, { signal } = {}) {
    const command = new Command(this, method, params);
    if (this.#state !== "connected") {
      command.settle(linkLost("not connected to the server", { callFate: "kept", cmdId: command.id }));
      return command;
    }
    if (signal?.aborted) {
      command.settle(new CordboardError("cancelled", "cancelled before it began", { callFate: "kept" }));
      return command;
    }
    if (this.#commands.has(command.id)) {
      command.settle(new CordboardError("conflict", "a command with this cmd_id is running already",
        { code: -32004, callFate: "kept", cmdId: command.id }));
      return command;
    }
    this.#commands.set(command.id, command);
    const cancel = () => command.cancel().catch((error) => this.report(error));
    signal?.addEventListener("abort", cancel);
    command.finally(() => {
      signal?.removeEventListener("abort", cancel);
      if (this.#commands.get(command.id) === command) this.#commands.delete(command.id);
    }).catch(() => {});
    this.#send(command);
    return command;
  }

  callStart(caller, callee, options = {}) {
    return this.#named("CallStart", { caller, callee }, options);
  }
  callHold(call, options = {}) {
    return this.#named("CallHold", name(call), options);
  }
  callUnhold(call, options = {}) {
    return this.#named("CallUnhold", name(call), options);
  }
  callBlindTransfer(call, leg, destination, options = {}) {
    return this.#named("CallBlindTransfer", { ...name(call), leg, destination }, options);
  }
  callAttendedTransfer(callA, legA, callB, legB, options = {}) {
    return this.#named("CallAttendedTransfer",
      { ...name(callA, "A"), legA, ...name(callB, "B"), legB }, options);
  }
  callEnd(call, options = {}) {
    return this.#named("CallEnd", name(call), options);
  }

  /** Follows the live calls. A connection has one such list: a second takes the first one's place. */
  follow(filter) {
    this.#calls?.disconnected();
    this.#calls = new Calls(this, filter);
    if (this.#state === "connected") this.#calls.connected();
    return this.#calls;
  }

  /** For Calls. */
  report(error) {
    this.dispatchEvent(new FaultEvent(error));
  }
  closedError() {
    return this.#closed ?? linkLost("the client was closed");
  }

  #named(method, params, { signal, ...more }) {
    return this.command(method, { ...params, ...more }, { signal });
  }

  async #connect() {
    const dial = ++this.#dial;
    const current = () => dial === this.#dial;
    this.#setState("connecting");
    try {
      const Socket = this.#options.WebSocket ?? (await socketClass());
      if (!current()) return;
      const socket = new Socket(this.#url, ["cordboard.v1"]);
      this.#socket = socket;
      this.#timers.connect = setTimeout(() => current() && this.#lose("no connection in time"), CONNECT_MS);
      socket.addEventListener("message", ({ data }) => current() && this.#receive(data));
      // Not every implementation lets a `close` follow.
      socket.addEventListener("error", ({ message }) =>
        current() && this.#lose(message || "no connection to the server"));
      socket.addEventListener("close", ({ reason }) =>
        current() && this.#lose(reason || "the server closed the connection"));
      socket.addEventListener("open", () => current() && this.#logIn(current));
    } catch (error) {
      if (current()) this.#shut(error);
    }
  }

  async #logIn(current) {
    let session;
    try {
      const { token } = this.#options;
      const secret = typeof token === "function" ? await token() : token;
      if (!current()) return;
      session = secret
        ? await this.#request("SessionLogin", { token: secret }, CONNECT_MS)
        : await this.#request("SessionInfo", {}, CONNECT_MS);
    } catch (error) {
      if (!current()) return;
      if (FINAL.has(error.id)) this.#shut(error);
      else this.#lose(error.message);
      return;
    }
    if (!current()) return;
    clearTimeout(this.#timers.connect);
    this.#session = session;
    this.#backoff.reset();
    this.#setState("connected");
    if (!current()) return; // a listener has closed it
    this.#ready.resolve(this);
    this.#calls?.connected();
    for (const command of this.#commands.values()) this.#rejoin(command);
  }

  #send(command) {
    const failed = (error) => {
      // Lost on the way, it is joined again with the next connection: see #lose().
      if (error.id === "link_lost") return;
      if (error.id === "timeout") error.callFate = "unknown";
      command.settle(Object.assign(error, { cmdId: command.id }));
    };
    this.#request(command.method, command.params, ANSWER_MS).catch(failed);
  }

  /** The same request again joins a command that the server remembers; one that it forgot would start anew. */
  async #rejoin(command) {
    try {
      await this.call("CommandGet", { cmd_id: command.id });
    } catch (error) {
      if (error.id === "link_lost") return;
      command.settle(error.id === "command_not_found"
        ? linkLost("the connection was lost, and the server does not know the command",
          { callFate: "unknown", cmdId: command.id })
        : error);
      return;
    }
    if (this.#state !== "connected" || command.settled) return;
    command.repeat();
    this.#send(command);
  }

  #request(method, params, timeout) {
    const id = ++this.#serial;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new CordboardError("timeout", `${method} was not answered in time`, { code: -32013 }));
      }, timeout);
      this.#waiting.set(id, { method, resolve, reject, timer });
      try {
        this.#socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
      } catch (error) {
        this.#waiting.delete(id);
        clearTimeout(timer);
        reject(linkLost(error.message));
      }
    });
  }

  #receive(text) {
    this.#listen();
    try {
      const message = JSON.parse(text);
      if (message.method === undefined) this.#takeAnswer(message);
      else this.#takeNotification(message.method, message.params ?? {});
    } catch (error) {
      this.report(error);
      this.#lose("a message of the server cannot be read");
    }
  }

  #takeAnswer({ id, result, error }) {
    const request = this.#waiting.get(id);
    if (!request) return;
    this.#waiting.delete(id);
    clearTimeout(request.timer);
    if (error) {
      request.reject(CordboardError.fromAnswer(error));
      return;
    }
    if (request.method === "CallSubscribe") this.#calls?.answered(result);
    request.resolve(result);
  }

  #takeNotification(method, params) {
    if (method === "CallsSnapshot" || method === "CallsChanged") this.#calls?.take(method, params);
    else if (params.cmd_id !== undefined) this.#commands.get(params.cmd_id)?.take(params);
    else this.dispatchEvent(new NotificationEvent(method, params));
  }

  #listen() {
    clearTimeout(this.#timers.silence);
    this.#timers.silence = setTimeout(async () => {
      const dial = this.#dial;
      try {
        await this.call("SessionInfo");
      } catch {
        if (dial === this.#dial && this.#state === "connected") this.#lose("the server has gone silent");
      }
    }, SILENCE_MS);
  }

  #drop(error) {
    this.#dial += 1;
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    try {
      this.#socket?.close();
    } catch {
      // A socket that was never open says so by throwing.
    }
    this.#socket = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject, timer } of waiting) {
      clearTimeout(timer);
      reject(error);
    }
  }

  #lose(why) {
    const error = linkLost(why);
    const wasReady = this.#session !== undefined;
    // `ws` waits for the other side's goodbye otherwise, which a dead one never says.
    this.#socket?.terminate?.();
    this.#drop(error);
    // Without a name the server takes every connection for somebody else: no command can be joined again.
    if (!this.#session?.user) this.#abandon(why);
    if (this.#options.reconnect === false || (this.#options.failFast && !wasReady)) {
      this.#shut(error);
      return;
    }
    const retryIn = this.#backoff.next();
    this.#timers.retry = setTimeout(() => this.#connect(), retryIn);
    this.#setState("waiting", error, retryIn);
    this.#calls?.disconnected();
  }

  #abandon(why) {
    for (const command of [...this.#commands.values()]) {
      command.settle(linkLost(why, { callFate: "unknown", cmdId: command.id }));
    }
  }

  #shut(error) {
    if (this.#state === "closed") return;
    this.#closed = error;
    this.#drop(error);
    this.#abandon(error.message);
    this.#ready?.reject(error);
    this.#setState("closed", error);
    this.#calls?.disconnected();
  }

  #setState(state, error, retryIn) {
    this.#state = state;
    this.dispatchEvent(new StateEvent(state, error, retryIn));
  }
}

/** A call by its Call-ID (a string), or one of the list (an object with `id`). */
function name(call, suffix = "") {
  return typeof call === "string" ? { [`callid${suffix}`]: call } : { [`id${suffix}`]: call.id };
}

/** A connected client. Rejects if the first connection fails; later ones are made again by themselves. */
export async function connect(url, options = {}) {
  const client = new Client(url, { failFast: true, ...options });
  await client.open();
  return client;
}
