// SPDX-License-Identifier: Apache-2.0
export { Client, connect } from "./client.js";
export { Command } from "./command.js";
export { Calls } from "./calls.js";
export { CordboardError } from "./error.js";
