// The page of the outbox: each item with its state, its last error in plain words, and what can be done with it.
import { onPage, words } from "../shared/page.js";
import { ask } from "../shared/dialogs.js";
import { drop, onOutbox } from "./outbox.js";
import { person } from "./person.js";
import { filesOf, itemOf, itemsOf } from "./store.js";

const TONES = { waiting: "warn", refused: "alarm", conflict: "alarm", sent: "ok" };
const clock = (at) => new Date(at).toLocaleString(document.documentElement.lang, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });

async function show() {
  const list = document.querySelector("[data-outbox-list]");
  if (!list) return;
  const items = (await itemsOf(person())).reverse();
  const open = items.filter(({ state }) => state !== "sent");
  const lines = await Promise.all([...open, ...items.filter(({ state }) => state === "sent")].map(lineOf));
  list.replaceChildren(...lines);
  document.querySelector("[data-outbox-empty]").hidden = items.length > 0;
  document.querySelector("[data-outbox-actions]").hidden = open.length === 0;
}

async function lineOf(item) {
  const line = document.getElementById("outbox-item").content.firstElementChild.cloneNode(true);
  const put = (name, text) => { line.querySelector(`[data-${name}]`).textContent = text; };
  const files = await filesOf(item.uuid);
  line.dataset.item = item.uuid;
  put("title", item.title);
  put("saved", clock(item.savedAt));
  put("state", words(`state-${item.state}`.replace(/-(\w)/g, (_all, letter) => letter.toUpperCase())));
  line.querySelector("[data-state]").classList.add(`tone-${TONES[item.state]}`);
  put("files", files.length && item.state !== "sent" ? words("filesLeft", { count: files.length }) : "");
  put("problem", problemsOf(item).join(" "));
  const correct = line.querySelector("[data-correct]");
  correct.hidden = item.state !== "refused" || item.stored !== null;
  correct.href = `${item.page}#item=${item.uuid}`;
  line.querySelector("[data-drop]").hidden = item.state === "waiting" || item.state === "sent";
  line.querySelector("[data-save]").hidden = item.state === "sent";
  const seen = line.querySelector("[data-seen]");
  seen.hidden = !item.stored;
  if (item.stored) seen.href = item.stored.url;
  return line;
}

function problemsOf({ problem }) {
  if (!problem) return [];
  return [problem.message, ...Object.values(problem.errors ?? {}).flat()];
}

/** The items as a file that a colleague at the desk can read: every field, every photo in base64. */
async function fileOf(items) {
  const whole = await Promise.all(items.map(async (item) => ({
    ...item, files: await Promise.all((await filesOf(item.uuid)).map(async (file) => ({ ...file, blob: await dataOf(file.blob) }))),
  })));
  return new Blob([JSON.stringify(whole, null, 1)], { type: "application/json" });
}

const dataOf = (blob) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result);
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(blob);
});

async function saveToFile(items) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await fileOf(items));
  link.download = `outbox-${new Date().toISOString().slice(0, 16).replace(":", "")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

document.addEventListener("click", async (event) => {
  const uuid = event.target.closest("[data-item]")?.dataset.item;
  if (event.target.closest("[data-save-all]")) {
    await saveToFile((await itemsOf(person())).filter(({ state }) => state !== "sent"));
  } else if (uuid && event.target.closest("[data-save]")) {
    await saveToFile([await itemOf(uuid)]);
  } else if (uuid && event.target.closest("[data-drop]")) {
    if (await ask(words("dropItem"), { danger: true })) await drop(uuid);
  }
});

onOutbox(show);
onPage(show);
