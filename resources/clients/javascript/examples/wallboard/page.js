// SPDX-License-Identifier: Apache-2.0
// All live calls, the longest first, and how old what one sees is.
import { Client } from "../../src/index.js";

const $ = (id) => document.getElementById(id);
const STATES = { ringing: "Ringing", answered: "Talking", held: "On hold" };
const form = $("login");
form.elements.url.value = new URLSearchParams(location.search).get("server")
  ?? `${location.protocol === "https:" ? "wss" : "ws"}://${location.hostname}:5059/call-api`;

let calls;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const client = new Client(form.elements.url.value, { token: form.elements.token.value });
  calls = client.follow();
  calls.addEventListener("change", show);
  client.addEventListener("state", ({ state, error }) => {
    form.hidden = state !== "closed";
    $("board").hidden = state === "closed";
    if (error && calls.state !== "live") $("age").textContent = error.message;
  });
  client.open().catch((error) => ($("age").textContent = error.message));
});

const label = (party) => (party ? party.name || party.uri.replace(/^sips?:/, "") : "?");

function show() {
  const all = [...calls].filter(({ kind, state }) => kind === "call" && state !== "ended");
  $("all").textContent = all.length;
  for (const state of Object.keys(STATES)) {
    $(state).textContent = all.filter((call) => call.state === state).length;
  }
  all.sort((a, b) => (a.answered_at ?? "9").localeCompare(b.answered_at ?? "9") || a.id.localeCompare(b.id));
  $("board").querySelector("tbody").replaceChildren(...all.map((call) => {
    const row = document.createElement("tr");
    const texts = [label(call.caller), label(call.callee), STATES[call.state] ?? call.state, duration(call)];
    row.append(...texts.map((text) => Object.assign(document.createElement("td"), { textContent: text })));
    row.cells[2].dataset.state = call.state;
    return row;
  }));
}

function duration({ answered_at: since }) {
  if (!since) return "";
  const seconds = Math.max(0, Math.floor((calls.now() - Date.parse(since)) / 1000));
  const two = (number) => String(number).padStart(2, "0");
  return seconds < 3600
    ? `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
    : `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

setInterval(() => {
  if (!calls || calls.state === "empty") return;
  document.body.classList.toggle("stale", calls.state === "stale");
  $("age").dataset.state = calls.state;
  $("age").textContent = calls.state === "live" ? "live" : `${Math.round(calls.age / 1000)} s old`;
  show();
}, 1000);
