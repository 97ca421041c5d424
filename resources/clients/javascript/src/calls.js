// SPDX-License-Identifier: Apache-2.0
import { Backoff } from "./backoff.js";

/** The server confirms the list every 5 s. */
const STALE_AFTER = 7000;
/** Silence of the stream, on a link that is up, after which it is asked for again. */
const SILENCE = 15000;

/** Comes with every message that changed or confirmed the list; `set` and `gone` are ids. */
class ChangeEvent extends Event {
  constructor(set, gone, reset) {
    super("change");
    Object.assign(this, { set, gone, reset });
  }
}

/**
 * The live calls of a view, kept equal to the server's over a connection that comes and goes. The list of before
 * stays, as stale, until the server has told what was missed. Events: `change` and `state`.
 */
export class Calls extends EventTarget {
  #client;
  #filter;
  #calls = new Map();
  #position;
  #pages;
  #state = "empty";
  #trueAt;
  #proven = false;
  #offset = 0;
  #attempt = 0;
  #asking = false;
  #timer;
  #retry;
  #backoff = new Backoff({ first: 1000 });

  /** Made by Client.follow(). */
  constructor(client, filter) {
    super();
    this.#client = client;
    this.#filter = filter && Object.keys(filter).length > 0 ? filter : undefined;
  }

  /** `empty` (no list yet), `live` or `stale` (an old list: the connection is lost, or the server silent). */
  get state() {
    return this.#state;
  }
  /** Milliseconds since the list was known to be true; undefined while there is none. */
  get age() {
    return this.#trueAt === undefined ? undefined : performance.now() - this.#trueAt;
  }
  /** How far the stream was followed: {epoch, seq, view}, or undefined. */
  get position() {
    return this.#position && { ...this.#position };
  }
  /** The server's clock, in milliseconds since 1970: what a call's duration is computed with. */
  now() {
    return Date.now() + this.#offset;
  }

  get size() {
    return this.#calls.size;
  }
  get(id) {
    return this.#calls.get(id);
  }
  has(id) {
    return this.#calls.has(id);
  }
  values() {
    return this.#calls.values();
  }
  [Symbol.iterator]() {
    return this.#calls.values();
  }

  /** Resolves once there is a list that is live; rejects when the client is closed before. */
  ready() {
    return this.until(() => this.#state === "live");
  }

  /** Resolves with what `condition(calls)` returns as soon as that is true. */
  until(condition, { signal } = {}) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const result = condition(this);
        if (result) finish(() => resolve(result));
        else if (this.#client.state === "closed") finish(() => reject(this.#client.closedError()));
      };
      const aborted = () => finish(() => reject(signal.reason));
      const finish = (settle) => {
        this.removeEventListener("change", look);
        this.removeEventListener("state", look);
        this.#client.removeEventListener("state", look);
        signal?.removeEventListener("abort", aborted);
        settle();
      };
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      this.addEventListener("change", look);
      this.addEventListener("state", look);
      this.#client.addEventListener("state", look);
      signal?.addEventListener("abort", aborted);
      look();
    });
  }

  /** For Client: the connection is up. */
  connected() {
    this.#backoff.reset();
    this.#subscribe();
  }

  /** For Client: the connection is gone, or another list took this one's place. */
  disconnected() {
    this.#attempt += 1;
    this.#asking = false;
    this.#proven = false;
    this.#pages = undefined;
    clearTimeout(this.#retry);
    clearTimeout(this.#timer);
    this.#update();
  }

  async #subscribe() {
    clearTimeout(this.#retry);
    const attempt = ++this.#attempt;
    this.#asking = true;
    this.#watch();
    let answer;
    try {
      answer = await this.#client.call("CallSubscribe", {
        ...(this.#filter && { filter: this.#filter }),
        ...(this.#position && { since: this.#position }),
      });
    } catch (error) {
      if (attempt === this.#attempt && error.id !== "link_lost") this.#again(error);
      return;
    }
    if (attempt !== this.#attempt) return;
    // Messages follow the answer in the same order, but its promise is a step later: see take().
    if (answer.snapshot === false && answer.seq === this.#position?.seq) this.#confirm([], [], false);
  }

  /** For Client: the answer to a subscription has arrived; what follows is of this stream. */
  answered(answer) {
    this.#asking = false;
    if (answer.snapshot !== false) {
      this.#position = undefined;
      this.#pages = undefined;
    }
  }

  /** For Client: params of CallsSnapshot and CallsChanged. */
  take(method, message) {
    if (this.#asking) return;
    this.#watch();
    if (method === "CallsSnapshot") this.#takePage(message);
    else this.#takeChanges(message);
  }

  #takePage({ epoch, seq, view, page, calls, last }) {
    if (page === 0) {
      this.#position = undefined;
      this.#pages = { position: { epoch, seq, view }, next: 0, calls: new Map() };
    }
    const pages = this.#pages;
    if (!pages) return; // of a list that was given up
    if (page !== pages.next || epoch !== pages.position.epoch || seq !== pages.position.seq) {
      this.#again(new Error("a page of the list is missing"));
      return;
    }
    pages.next += 1;
    for (const call of calls) pages.calls.set(call.id, call);
    if (!last) return;
    const gone = [...this.#calls.keys()].filter((id) => !pages.calls.has(id));
    this.#calls = pages.calls;
    this.#position = pages.position;
    this.#pages = undefined;
    this.#confirm([...this.#calls.keys()], gone, true);
  }

  #takeChanges({ epoch, from_seq, seq, now, changes }) {
    const known = this.#position;
    if (!known) return;
    if (epoch === known.epoch && seq <= known.seq && from_seq < seq) return; // told already
    if (epoch !== known.epoch || from_seq !== known.seq) {
      this.#again(new Error("a change was missed"));
      return;
    }
    const set = new Set();
    const gone = new Set();
    for (const { op, call, id } of changes) {
      if (op === "set") {
        this.#calls.set(call.id, call);
        gone.delete(call.id);
        set.add(call.id);
      } else if (op === "gone") {
        this.#calls.delete(id);
        set.delete(id);
        gone.add(id);
      }
    }
    this.#position = { ...known, seq };
    this.#offset = Date.parse(now) - Date.now() || 0;
    this.#confirm([...set], [...gone], false);
  }

  #confirm(set, gone, reset) {
    this.#trueAt = performance.now();
    this.#proven = true;
    this.#backoff.reset();
    this.#update();
    this.dispatchEvent(new ChangeEvent(set, gone, reset));
  }

  /** The stream cannot be followed: ask for it anew, after a while. */
  #again(error) {
    if (!["timeout", "limit_reached"].includes(error.id)) {
      this.#position = undefined;
      this.#pages = undefined;
      this.#proven = false;
    }
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#subscribe(), this.#backoff.next());
    this.#update();
    this.#client.report(error);
  }

  #watch() {
    clearTimeout(this.#timer);
    const heard = performance.now();
    const look = () => {
      const silent = performance.now() - heard;
      this.#update();
      if (silent >= SILENCE) this.#subscribe();
      else this.#timer = setTimeout(look, SILENCE - silent + 1);
    };
    this.#timer = setTimeout(look, STALE_AFTER + 1);
  }

  #update() {
    const live = this.#proven && this.age <= STALE_AFTER;
    const state = this.#trueAt === undefined ? "empty" : live ? "live" : "stale";
    if (state !== this.#state) {
      this.#state = state;
      this.dispatchEvent(new Event("state"));
    }
  }
}
