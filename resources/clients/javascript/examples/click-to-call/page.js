// SPDX-License-Identifier: Apache-2.0
// Calls somebody from one's own phone, and holds, passes on and ends that call. The token stays in this page's memory.
import { Client } from "../../src/index.js";

const $ = (id) => document.getElementById(id);
const STATES = { ringing: "Ringing", answered: "Talking", held: "On hold", ended: "Ended" };
/** The proxy names some addresses without their domain. */
const uriOf = (aor, domain) => `sip:${aor.includes("@") ? aor : `${aor}@${domain}`}`;
const userOf = (uri) => decodeURIComponent(uri.replace(/^sips?:/, "").split("@")[0]);
const titled = (text) => text.charAt(0).toUpperCase() + text.slice(1);

let client;
let calls;
let me;
/** The Call-ID that the last command told of, until the list has that call; then the call is found by its journey. */
let wanted;
let journey;
let busy = false;
let targets = [];

$("url").value = new URLSearchParams(location.search).get("server")
  ?? `${location.protocol === "https:" ? "wss" : "ws"}://${location.hostname}:5059/call-api`;

$("login").addEventListener("submit", (event) => {
  event.preventDefault();
  fault("");
  me = $("me").value.trim();
  client?.close();
  const connecting = new Client($("url").value, { token: $("token").value });
  client = connecting;
  client.addEventListener("state", showLink);
  calls = client.follow();
  calls.addEventListener("change", showCall);
  calls.addEventListener("state", showCall);
  client.open().then(listPeople).catch((error) => connecting === client && fault(error.message));
});

async function listPeople() {
  $("login").hidden = true;
  $("people").hidden = false;
  const domain = me.split("@")[1] ?? "";
  const { registrations } = await client.call("RegistrationList");
  const people = registrations.map(({ aor }) => uriOf(aor, domain)).filter((uri) => uri !== me);
  $("people").querySelector("ul").replaceChildren(...people.map(person));
  targets = people;
}

function person(uri) {
  const item = document.createElement("li");
  const face = Object.assign(document.createElement("span"),
    { className: "face", textContent: userOf(uri).charAt(0).toUpperCase(), ariaHidden: "true" });
  const who = Object.assign(document.createElement("span"), { className: "who", textContent: titled(userOf(uri)) });
  who.append(Object.assign(document.createElement("small"), { textContent: uri.replace(/^sips?:/, "") }));
  const button = Object.assign(document.createElement("button"), { textContent: "Call", className: "dial" });
  button.setAttribute("aria-label", `Call ${userOf(uri)}`);
  button.addEventListener("click", () => run(() => {
    journey = undefined;
    wanted = undefined;
    return client.callStart(me, uri);
  }));
  item.append(face, who, button);
  return item;
}

$("hold").addEventListener("click", () => {
  const call = current();
  if (call) run(() => (call.state === "held" ? client.callUnhold(call) : client.callHold(call)));
});
$("end").addEventListener("click", () => {
  const call = current();
  if (call) run(() => client.callEnd(call), { always: true });
});
$("transfer").addEventListener("submit", (event) => {
  event.preventDefault();
  const call = current();
  // Whoever I am not is passed on.
  const leg = call?.caller?.uri === me ? "callee" : "caller";
  if (call) run(() => client.callBlindTransfer(call, leg, $("target").value));
});

/** One command at a time; hanging up always may. */
async function run(begin, { always = false } = {}) {
  if (busy && !always) return;
  fault("");
  busy = true;
  showCall();
  try {
    const command = begin();
    for await (const { data } of command) {
      if (data?.callid) wanted = data.callid;
      showCall();
    }
  } catch (error) {
    fault(error.message);
  }
  busy = false;
  showCall();
}

function current() {
  if (!calls) return undefined;
  const all = [...calls].filter(({ state }) => state !== "ended");
  const named = wanted && all.find(({ callid }) => callid === wanted);
  if (named) journey = named.journey ?? journey;
  return named
    ?? all.find((call) => call.kind === "call" && journey && call.journey === journey)
    ?? all.find(({ caller, callee }) => caller?.uri === me || callee?.uri === me);
}

function showCall() {
  const call = current();
  $("call").hidden = !call;
  document.querySelectorAll("button.dial").forEach((button) => (button.disabled = busy || Boolean(call)));
  if (!call) {
    journey = undefined;
    return;
  }
  const other = call.caller?.uri === me ? call.callee : call.caller;
  const mine = [call.caller?.uri, call.callee?.uri].includes(me);
  $("other").textContent = mine
    ? label(other)
    : `${label(call.caller)} → ${label(call.callee)}`;
  $("call").dataset.state = call.state;
  $("state").textContent = STATES[call.state] ?? call.state;
  offer(targets.filter((uri) => ![call.caller?.uri, call.callee?.uri].includes(uri)));
  const may = (action) => call.allowed_actions.includes(action) && calls.state === "live";
  $("hold").textContent = call.state === "held" ? "Resume" : "Hold";
  $("hold").disabled = busy || !may(call.state === "held" ? "CallUnhold" : "CallHold");
  $("pass").disabled = $("target").disabled = busy || !may("CallBlindTransfer");
  $("end").disabled = !may("CallEnd");
  tick();
}

/** Whom the call can be passed on to; what was chosen stays chosen. */
function offer(uris) {
  if (uris.join() === [...$("target").options].map(({ value }) => value).join()) return;
  const chosen = $("target").value;
  $("target").replaceChildren(...uris.map((uri) => new Option(titled(userOf(uri)), uri)));
  if (uris.includes(chosen)) $("target").value = chosen;
}

const label = (party) => (party ? party.name || titled(userOf(party.uri)) : "?");

function tick() {
  const call = current();
  const since = call?.answered_at && (calls.now() - Date.parse(call.answered_at)) / 1000;
  const stale = calls?.state === "stale" ? ` · ${Math.round(calls.age / 1000)} s old` : "";
  $("time").textContent = (since > 0
    ? `${Math.floor(since / 60)}:${String(Math.floor(since % 60)).padStart(2, "0")}`
    : "") + stale;
}
setInterval(tick, 1000);

function showLink({ state, error, retryIn }) {
  $("link").dataset.state = state;
  $("link").textContent = {
    connecting: "connecting…",
    connected: "connected",
    waiting: `again in ${Math.ceil((retryIn ?? 0) / 1000)} s`,
    closed: "not connected",
  }[state];
  if (state === "closed") {
    $("login").hidden = false;
    $("people").hidden = true;
  }
  if (state === "waiting" && $("people").hidden) fault(error.message);
  else if (state === "connected") fault("");
}

function fault(text) {
  $("fault").textContent = text;
}
