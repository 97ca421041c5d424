// SPDX-License-Identifier: Apache-2.0
import { CordboardError } from "./error.js";

const newId = () =>
  globalThis.crypto?.randomUUID?.() ??
  // Pages without TLS have no randomUUID; an id need only be unique for its user, not secret.
  `js-${Date.now().toString(36)}-${Array.from({ length: 4 }, () => Math.random().toString(36).slice(2, 8)).join("")}`;

/**
 * A command, from its request to its end. Await it for its outcome, iterate over it for its progress, or both.
 * Being a thenable, it must not be the result of an async function if you want the command itself.
 */
export class Command {
  #client;
  #events = [];
  #done;
  #settle;
  #settled = false;
  #failure;
  #ended;
  #replayed = 0;
  #moved = deferred();

  /** Made by the methods of Client. */
  constructor(client, method, params) {
    this.#client = client;
    this.method = method;
    this.params = { ...params, cmd_id: params.cmd_id || newId() };
    this.#done = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    // Who only iterates hears of the failure there.
    this.#done.catch(() => {});
  }

  get id() {
    return this.params.cmd_id;
  }

  /** What it has told so far: events without Started, Error and Ended. */
  get events() {
    return [...this.#events];
  }

  /** The Call-ID to control next: the latest that the command told of. */
  get callid() {
    return [...this.#events].reverse().find((told) => told.data?.callid)?.data.callid;
  }

  get settled() {
    return this.#settled;
  }

  /** Ends it at the server; a ringing CallStart is hung up. */
  cancel() {
    return this.#client.call("CommandCancel", { cmd_id: this.id });
  }

  then(fulfilled, rejected) {
    return this.#done.then(fulfilled, rejected);
  }
  catch(rejected) {
    return this.#done.catch(rejected);
  }
  finally(action) {
    return this.#done.finally(action);
  }

  /** Each iterator tells everything from the beginning, ends with the command and throws if it failed. */
  async *[Symbol.asyncIterator]() {
    for (let next = 0; ; ) {
      while (next < this.#events.length) yield this.#events[next++];
      if (this.#settled) break;
      await this.#moved.promise;
    }
    if (this.#failure) throw this.#failure;
  }

  /** For Client: the server tells everything once more from here. */
  repeat() {
    this.#replayed = this.#events.length;
    this.#ended = undefined;
  }

  /** For Client: params of a notification. */
  take(message) {
    if (this.#settled) return;
    if (message.event === "Error") {
      this.#ended = CordboardError.fromEvent(message);
    } else if (message.event === "Ended") {
      this.settle(this.#ended);
    } else if (this.#replayed > 0) {
      this.#replayed -= 1;
    } else {
      this.#events.push({ event: message.event, data: message.data });
      this.#move();
    }
  }

  /** For Client. */
  settle(failure) {
    if (this.#settled) return;
    this.#settled = true;
    this.#failure = failure;
    if (failure) this.#settle.reject(failure);
    else this.#settle.resolve({ cmdId: this.id, callid: this.callid, events: this.events });
    this.#move();
  }

  #move() {
    const moved = this.#moved;
    this.#moved = deferred();
    moved.resolve();
  }
}

function deferred() {
  const parts = {};
  parts.promise = new Promise((resolve) => (parts.resolve = resolve));
  return parts;
}
