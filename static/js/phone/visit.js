// <form data-visit>: what only the visit page does: warnings follow the answers, and the time is the phone's.
import { onPage } from "../shared/page.js";

const answer = (form, name) => form.querySelector(`[name="${name}"]:checked`)?.value ?? "";

function follow(form) {
  for (const part of form.querySelectorAll("[data-when]")) {
    part.hidden = !part.dataset.whenValues.split(" ").includes(answer(form, part.dataset.when));
  }
  const alone = form.querySelector("[data-alone]");
  if (alone) alone.hidden = answer(form, "colleagues") !== "" || answer(form, "contact_method") === "counter";
}

function openPromise(form) {
  const promise = form.querySelector("[data-promise]");
  if (promise && answer(form, "outcome") === "promised") promise.open = true;
}

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("[data-visit]");
  if (!form) return;
  follow(form);
  if (event.target.name === "outcome") openPromise(form);
});

document.addEventListener("draft:restored", (event) => {
  if (event.target.matches("[data-visit]")) {
    follow(event.target);
    openPromise(event.target);
  }
});

// A page that was kept this morning is opened at noon: the time is the phone's, as the campaign's zone writes it. How far
// that clock is from the server's is known when the visit is sent.
function setTime(form) {
  const field = form.elements.visited_at;
  if (!field || form.querySelector("[data-error-summary]")) return;
  field.value = new Date().toLocaleString("sv-SE", { timeZone: form.dataset.zone }).slice(0, 16).replace(" ", "T");
  field.max = field.value;
}

onPage(() => document.querySelectorAll("[data-visit]").forEach((form) => { setTime(form); follow(form); }));
