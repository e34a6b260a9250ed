// <form data-draft="visit:123">: every input is kept on this phone at once, for this person only, since Android kills
// the page while the camera is open. The draft goes when a page carries data-draft-done with its key, and for no other reason.
import { onPage, words } from "../shared/page.js";

const SKIPPED = new Set(["csrfmiddlewaretoken"]);
const keyOf = (name) => `draft:${document.body.dataset.user}:${name}`;

const draftOf = (form) => keyOf(form.dataset.draft);

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // a draft that can't be read is no draft
  }
}

function kept(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !SKIPPED.has(name));
}

/** Keep what the form holds now; `quiet` when it was not the person who changed it. */
export function keep(form, { quiet = false } = {}) {
  try {
    localStorage.setItem(draftOf(form), JSON.stringify({ at: Date.now(), fields: kept(form) }));
    if (!quiet) say(words("draftKept"), Date.now());
  } catch {
    say(words("draftNotKept")); // storage full or forbidden: the person has to know
  }
}

function say(text, at) {
  const clock = at ? new Date(at).toTimeString().slice(0, 5) : "";
  const status = document.querySelector("[data-draft-status]");
  if (status) status.textContent = `${text} ${clock}`.trim();
}

/** The draft goes: what it held is kept elsewhere. */
export function dropDraft(form) {
  localStorage.removeItem(draftOf(form));
}

/** Put `fields`, pairs of name and value, into the form. */
export function fill(form, fields) {
  const given = new Map();
  for (const [name, value] of fields) given.set(name, [...(given.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (!control.name || SKIPPED.has(control.name) || control.type === "file" || control.type === "submit") continue;
    const values = given.get(control.name) ?? [];
    if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
    else if (values.length) control.value = values[0];
  }
}

function restore(form) {
  const draft = read(draftOf(form));
  // A form that comes back with errors holds what was sent, the later truth.
  if (!draft || form.querySelector("[data-error-summary]")) return;
  fill(form, draft.fields);
  form.dispatchEvent(new Event("draft:restored", { bubbles: true }));
  say(words("draftRestored"), draft.at);
}

document.addEventListener("input", (event) => {
  const form = event.target.form ?? event.target.closest?.("form");
  if (form?.dataset.draft) keep(form, { quiet: !event.isTrusted });
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-draft-drop]");
  if (!button) return;
  localStorage.removeItem(keyOf(button.dataset.draftDrop));
  location.reload();
});

onPage(() => {
  for (const { dataset } of document.querySelectorAll("[data-draft-done]")) {
    dataset.draftDone.split(" ").forEach((name) => localStorage.removeItem(keyOf(name)));
  }
  document.querySelectorAll("form[data-draft]").forEach(restore);
});
