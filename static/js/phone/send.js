// Saving a form in the field. <form data-outbox="words for the list"> goes into the outbox first, files and all, and from there to
// the server: what is saved can't get lost any more, whatever becomes of the signal, the page or the phone's battery.
// Other forms are sent once per tap; with data-draft by fetch, so that a lost connection leaves the page as it is.
import { onPage, showPage, words } from "../shared/page.js";
import { toast } from "../shared/toasts.js";
import { dropDraft, fill, keep } from "./drafts.js";
import { showErrors, unanswered } from "./errors.js";
import { open } from "./pages.js";
import { person } from "./person.js";
import { filesOfInput, putBack } from "./photos.js";
import { put, sendAll } from "./outbox.js";
import { filesOf, itemOf } from "./store.js";
import { uuid7 } from "./uuid7.js";

const WAIT = 60000;
const PATIENCE = 8000;

const later = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

// An id and the time of saving are given once and kept with the draft until the server has the form.
function giveId(form) {
  for (const field of form.querySelectorAll("input[data-uuid]")) field.value ||= uuid7();
  for (const field of form.querySelectorAll("input[data-saved-at]")) field.value ||= new Date().toISOString();
}

function setBusy(form, busy) {
  form.toggleAttribute("data-sent", busy);
  for (const button of document.querySelectorAll("button[type=submit]")) {
    if (button.form === form) button.setAttribute("aria-busy", String(busy));
  }
}

async function save(form, submitter) {
  const missing = unanswered(form, words("required"));
  if (Object.keys(missing).length) {
    showErrors(form, missing);
    return;
  }
  const files = await filesFrom(form);
  const item = itemFrom(form, files, submitter);
  try {
    await put(item, files);
  } catch {
    toast(words("noRoom"), "alarm"); // the page keeps everything as it is
    return;
  }
  dropDraft(form);
  await Promise.race([sendAll(), later(PATIENCE)]);
  await show(form, await itemOf(item.uuid), submitter);
}

const idOf = (form) => form.querySelector("[data-uuid]").value;

function itemFrom(form, files, submitter) {
  const filesFollow = form.querySelector("[data-photo-count]") !== null;
  if (filesFollow) form.querySelector("[data-photo-count]").value = files.length;
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  if (submitter?.name) fields.push([submitter.name, submitter.value]);
  return {
    uuid: idOf(form),
    user: person(),
    title: form.dataset.outbox,
    page: location.pathname,
    url: form.action,
    fields,
    filesFollow,
    first: form.hasAttribute("data-first"),
    savedAt: Date.now(),
  };
}

async function filesFrom(form) {
  const found = [];
  for (const input of form.querySelectorAll("input[type=file]")) {
    for (const file of await filesOfInput(input)) {
      file.id ??= uuid7(); // kept with the photo, so that saving again makes no second one
      found.push({ uuid: file.id, item: idOf(form), field: input.name, name: file.name, blob: file });
    }
  }
  return found;
}

// What became of it: stored, wrong, or waiting on this phone.
async function show(form, { state, stored, problem, uuid }, submitter) {
  const { login, outboxUrl } = document.body.dataset;
  if (problem?.code === "login" || problem?.code === "other_person") {
    location.assign(`${login}?next=${encodeURIComponent(outboxUrl)}`);
  } else if (problem?.errors) {
    showErrors(form, problem.errors);
  } else if (state === "refused" || state === "conflict") {
    showErrors(form, { "": [problem.message] });
  } else if (stored) {
    await open(stored.url, { said: words("stored") });
  } else {
    await open(submitter?.dataset.then ?? `${outboxUrl}#item=${uuid}`, { said: words("keptHere") });
  }
}

async function send(form) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT);
  let renewed = false;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", signal: stop.signal });
    if (!form.hasAttribute("data-renewed") && await isExpired(answer)) renewed = await renew();
    else await receive(answer);
  } catch {
    toast(words("notSent"), "alarm");
  } finally {
    clearTimeout(timer);
    setBusy(form, false);
  }
  form.toggleAttribute("data-renewed", renewed);
  if (renewed) form.requestSubmit(); // which takes the new token
}

// The token of the page is gone, with its cookie or with the log-in; that is no missing right.
const isExpired = async (answer) => answer.status === 403 && (await answer.clone().text()).includes("data-expired");

// The page, fetched anew, brings a token, and the form can go again with its photos; or it leads to the log-in.
async function renew() {
  const page = await fetch(location.href, { credentials: "same-origin" });
  if (leadsToLogIn(page)) logIn(page);
  return !leadsToLogIn(page);
}

const leadsToLogIn = ({ redirected, url }) => redirected && new URL(url).pathname.startsWith(document.body.dataset.login);

function logIn({ url }) {
  toast(words("loggedOut"), "alarm"); // the draft waits on this phone until the next log-in
  location.assign(url);
}

async function receive(answer) {
  const html = answer.headers.get("Content-Type")?.startsWith("text/html");
  if (leadsToLogIn(answer)) {
    logIn(answer);
  } else if (html && (answer.ok || answer.status === 400 || answer.status === 409)) {
    showPage(await answer.text(), answer.url);
    document.querySelector("[data-error-summary]")?.focus();
  } else {
    toast(answer.status === 403 ? words("refused") : words("notStored"), "alarm");
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.hasAttribute("data-sent")) {
    event.preventDefault();
    return;
  }
  giveId(form);
  setBusy(form, true);
  if (!form.dataset.draft) return;
  event.preventDefault();
  keep(form);
  await (form.dataset.outbox ? save(form, event.submitter).finally(() => setBusy(form, false)) : send(form));
});

// Opened from the outbox to be corrected: the form holds what was saved, under the same id.
async function reopen() {
  const form = document.querySelector("form[data-outbox]");
  const uuid = form && new URLSearchParams(location.hash.slice(1)).get("item");
  const item = uuid && await itemOf(uuid);
  if (!item || item.user !== person()) return;
  fill(form, item.fields);
  for (const input of form.querySelectorAll("input[type=file]")) {
    const files = (await filesOf(uuid)).filter(({ field }) => field === input.name);
    putBack(input, files.map(({ uuid: id, name, blob }) => Object.assign(new File([blob], name, { type: blob.type }), { id })));
  }
  form.dispatchEvent(new Event("draft:restored", { bubbles: true }));
  if (item.problem?.errors) showErrors(form, item.problem.errors);
}

onPage(reopen);

// "Back" shows the page as it was left: its buttons work again.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => setBusy(form, false)));
