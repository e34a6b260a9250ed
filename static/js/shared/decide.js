// [data-outcomes="form id"]: shows the row of the decision table that fits the answers given in the form.
// Each question stands in a [data-question]; data-now is what counts where nothing new is answered.
import { onPage } from "./page.js";

function answers(form) {
  const given = {};
  for (const question of form.querySelectorAll("[data-question]")) {
    given[question.dataset.question] = question.querySelector("input:checked")?.value || question.dataset.now || "";
  }
  return given;
}

function show(outcomes) {
  const form = document.getElementById(outcomes.dataset.outcomes);
  if (!form) return;
  const given = Object.entries(answers(form));
  let found = false;
  for (const row of outcomes.querySelectorAll("[data-outcome]")) {
    const fits = given.every(([question, answer]) => row.dataset[question].split(" ").includes(answer));
    row.hidden = !fits;
    found ||= fits;
  }
  outcomes.querySelector("[data-outcome-none]").hidden = found;
}

const showAll = () => document.querySelectorAll("[data-outcomes]").forEach(show);

document.addEventListener("change", showAll);
document.addEventListener("draft:restored", showAll);
onPage(showAll);
