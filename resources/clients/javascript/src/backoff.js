// SPDX-License-Identifier: Apache-2.0

/**
 * Milliseconds to wait before the next attempt: between half of a limit and the whole of it, the limit doubling.
 * The spread keeps the clients of a restarted server from coming back all at once.
 */
export class Backoff {
  #first;
  #last;
  #limit;
  #random;

  constructor({ first = 500, last = 30000, random = Math.random } = {}) {
    this.#first = first;
    this.#last = Math.max(first, last);
    this.#limit = first;
    this.#random = random;
  }

  next() {
    const limit = this.#limit;
    this.#limit = Math.min(2 * limit, this.#last);
    return limit / 2 + (limit / 2) * this.#random();
  }

  reset() {
    this.#limit = this.#first;
  }
}
