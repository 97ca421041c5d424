// SPDX-License-Identifier: Apache-2.0
import type { Call, CallFate, CallView, CommandMethod, CommandSummary, Leg, Session, StreamPosition } from "./protocol.js";

export type * from "./protocol.js";

export interface ClientOptions {
  /** As `cordboard-server token add` showed it, or a JWT; a function is asked before each connection. */
  token?: string | (() => string | Promise<string>);
  /** false: a lost connection closes the client. Default: it is made again. */
  reconnect?: boolean;
  /** Milliseconds; the pauses double from `first` (500) to `last` (30000). */
  backoff?: { first?: number; last?: number; random?: () => number };
  /** A class like the browser's. Default: the global one, else that of the package `ws`. */
  WebSocket?: unknown;
  /** Give up if the first connection fails; connect() sets it. */
  failFast?: boolean;
}

export type ErrorWord =
  | "parse_error" | "invalid_request" | "method_not_found" | "invalid_params" | "call_not_found"
  | "ambiguous_call" | "wrong_state" | "conflict" | "not_allowed" | "not_supported" | "limit_reached"
  | "command_not_found" | "refused_by_proxy" | "rejected_by_party" | "no_answer" | "timeout"
  | "proxy_unreachable" | "call_ended" | "cancelled" | "interrupted" | "link_lost" | "internal" | "abandoned";

export class CordboardError extends Error {
  /** The stable word. */
  readonly id: ErrorWord | (string & {});
  /** Of JSON-RPC. */
  readonly code?: number;
  /** The parameter that is wrong. */
  readonly field?: string;
  readonly sipStatus?: number;
  /** What became of the call that the command was about. */
  readonly callFate?: CallFate;
  readonly cmdId?: string;
  readonly data?: unknown;
}

export interface Progress {
  event:
    | "CallerAnswered" | "Transferring" | "TransferStart" | "TransferPending" | "CalleeAnswered"
    | "TransferSuccessful" | "CallHolding" | "CallHoldStart" | "CallHoldSuccessful" | "CallUnholding"
    | "CallUnholdStart" | "CallUnholdSuccessful" | "Reply" | (string & {});
  data?: {
    callid?: string; caller?: string; callee?: string; destination?: string; leg?: Leg; extra?: string;
  };
}

export interface Outcome {
  cmdId: string;
  /** The call to control next, where the command told of one. */
  callid: string | undefined;
  events: Progress[];
}

/** Await it for its outcome, iterate over it for its progress, or both. Both throw CordboardError. */
export class Command implements PromiseLike<Outcome>, AsyncIterable<Progress> {
  readonly id: string;
  readonly method: CommandMethod;
  readonly params: Record<string, unknown>;
  readonly events: Progress[];
  readonly callid: string | undefined;
  readonly settled: boolean;
  /** Ends it at the server; a ringing CallStart is hung up. */
  cancel(): Promise<CommandSummary>;
  then<A = Outcome, B = never>(
    fulfilled?: ((outcome: Outcome) => A | PromiseLike<A>) | null,
    rejected?: ((error: CordboardError) => B | PromiseLike<B>) | null,
  ): Promise<A | B>;
  catch<B = never>(rejected?: ((error: CordboardError) => B | PromiseLike<B>) | null): Promise<Outcome | B>;
  finally(action?: (() => void) | null): Promise<Outcome>;
  [Symbol.asyncIterator](): AsyncIterator<Progress>;
}

export interface CallsChange extends Event {
  /** Ids of new and changed calls. */
  readonly set: string[];
  /** Ids of calls that are not listed any more. */
  readonly gone: string[];
  /** The whole list was told anew. */
  readonly reset: boolean;
}

export class Calls extends EventTarget implements Iterable<Call> {
  readonly state: "empty" | "live" | "stale";
  /** Milliseconds since the list was known to be true; undefined while there is none. */
  readonly age: number | undefined;
  readonly position: StreamPosition | undefined;
  readonly size: number;
  /** The server's clock, milliseconds since 1970. */
  now(): number;
  get(id: string): Call | undefined;
  has(id: string): boolean;
  values(): IterableIterator<Call>;
  [Symbol.iterator](): IterableIterator<Call>;
  /** Resolves once the list is live. */
  ready(): Promise<true>;
  until<T>(condition: (calls: Calls) => T, options?: { signal?: AbortSignal }): Promise<T>;
  addEventListener(type: "change", listener: (event: CallsChange) => void, options?: AddEventListenerOptions): void;
  addEventListener(type: "state", listener: (event: Event) => void, options?: AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions): void;
}

/** A call by its Call-ID, or one of the list. */
export type CallRef = string | Pick<Call, "id">;

export interface CommandOptions {
  /** 1 to 64 of A-Z a-z 0-9 _ . : -; the same id again joins the command that it names. */
  cmd_id?: string;
  /** 1000 to 600000, for the whole command. */
  deadline_ms?: number;
  /** Aborting cancels the command. */
  signal?: AbortSignal;
}

export type ClientState = "idle" | "connecting" | "connected" | "waiting" | "closed";

export interface ClientStateEvent extends Event {
  readonly state: ClientState;
  readonly error?: CordboardError;
  /** Milliseconds, while waiting. */
  readonly retryIn?: number;
}

export class Client extends EventTarget {
  constructor(url: string | URL, options?: ClientOptions);
  readonly state: ClientState;
  readonly session: Session | undefined;
  open(): Promise<Client>;
  close(): void;
  call<T = unknown>(method: string, params?: Record<string, unknown>, options?: { timeout?: number }): Promise<T>;
  command(method: CommandMethod, params?: Record<string, unknown>, options?: { signal?: AbortSignal }): Command;
  callStart(caller: string, callee: string,
    options?: CommandOptions & { tags?: Record<string, unknown>; node?: string }): Command;
  callHold(call: CallRef, options?: CommandOptions & { leg?: Leg }): Command;
  callUnhold(call: CallRef, options?: CommandOptions & { leg?: Leg }): Command;
  callBlindTransfer(call: CallRef, leg: Leg, destination: string, options?: CommandOptions): Command;
  callAttendedTransfer(callA: CallRef, legA: Leg, callB: CallRef, legB: Leg,
    options?: CommandOptions & { destination?: string }): Command;
  callEnd(call: CallRef, options?: CommandOptions): Command;
  follow(filter?: CallView): Calls;
  addEventListener(type: "state", listener: (event: ClientStateEvent) => void, options?: AddEventListenerOptions): void;
  addEventListener(type: "notification",
    listener: (event: Event & { method: string; params: Record<string, unknown> }) => void,
    options?: AddEventListenerOptions): void;
  addEventListener(type: "fault", listener: (event: Event & { error: Error }) => void,
    options?: AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions): void;
}

export function connect(url: string | URL, options?: ClientOptions): Promise<Client>;
