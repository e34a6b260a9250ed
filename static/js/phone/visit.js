// <form data-visit>: what only the visit page does. Warnings follow the answers, and the phone's clock goes along when it is sent.
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

// Before the form is read: the difference between this clock and the server's is kept with the visit.
document.addEventListener("submit", (event) => {
  const clock = event.target.querySelector("[data-sent-at]");
  if (clock) clock.value = new Date().toISOString();
}, true);

onPage(() => document.querySelectorAll("[data-visit]").forEach(follow));
