// The outbox: what was saved on this phone and has not reached the server. An item leaves it only when the server's answer
// names it; nothing is dropped by age or number. It is sent when it is saved, when the signal comes back, when a page
// opens, and in between at growing intervals.
import { deliver } from "./deliver.js";
import { person } from "./person.js";
import { report } from "./report.js";
import { itemsOf, keepItem, removeItem } from "./store.js";

const FIRST_PAUSE = 5000;
const LONGEST_PAUSE = 5 * 60000;
const MOMENT = 200;
const SENT_KEPT = 36 * 3600000;
const listeners = [];
const others = typeof BroadcastChannel === "function" ? new BroadcastChannel("outbox") : null;
let running = null;
let asked = false;
let pause = FIRST_PAUSE;
let timer = 0;
let telling = 0;

/** Call `listener` whenever the outbox changes, here or in another tab. */
export function onOutbox(listener) {
  listeners.push(listener);
}

// After a long day hundreds of items leave in a row: what shows them looks a few times a second, not once for each.
function tell() {
  telling ||= setTimeout(() => {
    telling = 0;
    listeners.forEach((listener) => listener());
    others?.postMessage("changed");
  }, MOMENT);
}

if (others) others.onmessage = () => listeners.forEach((listener) => listener());

/** What of the person's has not been sent, oldest first. */
export async function unsent() {
  return (await itemsOf(person())).filter(({ state }) => state !== "sent");
}

/** Keep an item with its files; rejects when this phone has no room for it. */
export async function put(item, files) {
  await keepItem({ state: "waiting", tries: 0, stored: null, problem: null, ...item }, files);
  tell();
}

/** Take an item out for good: only a person decides that. */
export async function drop(uuid) {
  await removeItem(uuid);
  tell();
}

/** Send whatever waits. A refused item waits for a person, unless `force`. Resolves when nothing more can be done now. */
export function sendAll({ force = false } = {}) {
  asked = asked || (force ? "force" : true);
  running ??= (async () => {
    while (asked) {
      const all = asked === "force";
      asked = false;
      await alone(() => run(all));
    }
  })().finally(() => { running = null; });
  return running;
}

// One tab at a time. Without locks two may send the same item: the server stores it once.
const alone = (work) => (navigator.locks ? navigator.locks.request("outbox", work) : work());

async function run(all) {
  const user = person();
  if (!user) return;
  clearTimeout(timer);
  await forgetSent(user);
  const open = (await unsent()).filter(({ state }) => all || state === "waiting");
  open.sort((one, other) => Number(other.first ?? false) - Number(one.first ?? false));
  for (const item of open) {
    const goOn = await deliver(item);
    tell();
    if (!goOn || asked) break; // what was saved meanwhile may have to go first
  }
  await afterwards();
}

async function afterwards() {
  const left = await unsent();
  report(left).catch(() => {}); // without signal nobody can be told
  if (!left.some(({ state }) => state === "waiting")) {
    pause = FIRST_PAUSE;
    return;
  }
  timer = setTimeout(sendAll, pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

async function forgetSent(user) {
  const old = (await itemsOf(user)).filter(({ state, sentAt }) => state === "sent" && sentAt < Date.now() - SENT_KEPT);
  await Promise.all(old.map(({ uuid }) => removeItem(uuid)));
}

function soon() {
  pause = FIRST_PAUSE;
  sendAll();
}

addEventListener("online", soon);
document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(); });
