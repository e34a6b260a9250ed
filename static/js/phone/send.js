// Sending a form from a place without signal. A form is sent once per tap; a form with data-draft is sent by fetch, so that
// a lost connection leaves the page, its photos and its text where they are, and "send again" carries the same id:
// the server answers a repeated id with what it stored, and never makes a second visit of it.
import { showPage, words } from "../shared/page.js";
import { toast } from "../shared/toasts.js";
import { keep } from "./drafts.js";
import { uuid7 } from "./uuid7.js";

const WAIT = 60000;

// An id is given once and kept with the draft until the server has the form.
function giveId(form) {
  for (const field of form.querySelectorAll("input[data-uuid]")) field.value ||= uuid7();
}

function setBusy(form, busy) {
  form.toggleAttribute("data-sent", busy);
  for (const button of document.querySelectorAll("button[type=submit]")) {
    if (button.form === form) button.setAttribute("aria-busy", String(busy));
  }
}

async function send(form) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT);
  let renewed = false;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", signal: stop.signal });
    if (!form.hasAttribute("data-renewed") && await isExpired(answer)) renewed = await renew();
    else await receive(form, answer);
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

async function receive(form, answer) {
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

document.addEventListener("submit", (event) => {
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
  send(form);
});

// "Back" shows the page as it was left: its buttons work again.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => setBusy(form, false)));
