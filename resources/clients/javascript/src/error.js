// SPDX-License-Identifier: Apache-2.0

/** What went wrong, in a stable word (`id`) for programs and a text (`message`) for people. */
export class CordboardError extends Error {
  constructor(id, message, { code, field, sipStatus, callFate, cmdId, data } = {}) {
    super(message);
    this.name = "CordboardError";
    this.id = id;
    this.code = code;
    this.field = field;
    this.sipStatus = sipStatus;
    this.callFate = callFate;
    this.cmdId = cmdId;
    this.data = data;
  }

  /** From the `error` of a JSON-RPC answer. */
  static fromAnswer({ code, message, data = {} }) {
    return new CordboardError(data?.id ?? "internal", message, {
      code,
      field: data?.field,
      sipStatus: data?.status,
      data,
    });
  }

  /** From the params of an `Error` event. */
  static fromEvent({ cmd_id, data, error }) {
    return new CordboardError(error?.id ?? "internal", error?.message ?? String(data), {
      code: error?.code,
      sipStatus: error?.sip_status,
      callFate: error?.call_fate,
      cmdId: cmd_id,
    });
  }
}

export const linkLost = (message, more) =>
  new CordboardError("link_lost", message, { code: -32022, ...more });
