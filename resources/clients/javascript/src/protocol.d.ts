// SPDX-License-Identifier: Apache-2.0
// What travels. Fields and words that a program does not know are to be ignored.

export type Leg = "caller" | "callee";
export type CallFate = "kept" | "ended" | "unknown";
export type CallAction =
  | "CallEnd" | "CallHold" | "CallUnhold" | "CallBlindTransfer" | "CallAttendedTransfer";
export type CommandMethod =
  | "CallStart" | "CallHold" | "CallUnhold" | "CallBlindTransfer" | "CallAttendedTransfer" | "CallEnd" | "Echo";

export interface Party {
  uri: string;
  name: string | null;
}

export interface CallLeg {
  role: Leg;
  contact: string | null;
  held_by: "cordboard" | "proxy" | "phone" | null;
}

/** Times are ISO 8601, UTC; null is what nobody told. */
export interface Call {
  id: string;
  callid: string;
  node: string;
  kind: "call" | "setup";
  journey: string | null;
  rev: number;
  state: "ringing" | "answered" | "held" | "ended";
  caller: Party | null;
  callee: Party | null;
  legs: CallLeg[];
  started_at: string | null;
  answered_at: string | null;
  state_since: string | null;
  time_source: "event" | "proxy" | "sync";
  ended_by: "caller" | "callee" | "cordboard" | "proxy" | null;
  reason: string | null;
  tags: Record<string, unknown> | null;
  commands: { cmd_id: string; method: string }[];
  allowed_actions: CallAction[];
}

/** Which calls; an empty filter is all of them. */
export interface CallView {
  node?: string;
  domain?: string;
  user?: string;
}

export interface StreamPosition {
  epoch: string;
  seq: number;
  view: string;
}

export interface Session {
  user: string | null;
  role: "viewer" | "operator" | "admin";
  scope: "own" | "domain" | "all";
  addresses: string[];
  domains: string[];
  expires_at: string | null;
  methods: string[];
}

export interface CommandSummary {
  cmd_id: string;
  method: CommandMethod;
  state: "running" | "ended";
  started_at: string;
  ended_at?: string;
  calls: string[];
  node?: string;
  journey?: string;
  error?: { code: number; id: string; message: string; sip_status?: number; call_fate: CallFate };
  events?: { cmd_id: string; event: string; data?: unknown }[];
}
