// <details data-fold>: its summary tells the answers, and it folds once everything inside is answered and the finger has moved on.
import { onPage } from "../shared/page.js";

const SHORT = { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false };
const labelOf = (control) => control.labels?.[0]?.textContent.trim() ?? "";

// What a control says, as a person would: the chosen word, a date without its year.
function wordOf(control) {
  if (control instanceof HTMLSelectElement) return control.value && control.selectedOptions[0].textContent.trim();
  if (control.type === "datetime-local" && control.value) {
    return new Date(control.value).toLocaleString(document.documentElement.lang, SHORT);
  }
  return control.value.trim();
}

function answers(fold) {
  const groups = new Map();
  for (const control of fold.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const told = groups.get(control.name) ?? [];
    if (control.type === "radio" || control.type === "checkbox") {
      if (control.checked) told.push(labelOf(control));
    } else if (wordOf(control)) {
      told.push(wordOf(control));
    }
    groups.set(control.name, told);
  }
  return groups;
}

function update(fold) {
  const told = [...answers(fold).values()];
  const place = fold.querySelector(".fold-answer");
  if (place) place.textContent = told.flat().join(document.documentElement.lang.startsWith("zh") ? "、" : ", ");
  return told.length > 0 && told.every((one) => one.length > 0);
}

document.addEventListener("change", (event) => {
  const fold = event.target.closest("details[data-fold]");
  if (fold) update(fold);
});

document.addEventListener("focusin", (event) => {
  document.querySelectorAll("details[data-fold][open]").forEach((fold) => {
    if (fold.dataset.touched && !fold.contains(event.target) && update(fold)) fold.open = false;
  });
  const fold = event.target.closest("details[data-fold]");
  if (fold) fold.dataset.touched = "yes";
});

document.addEventListener("draft:restored", (event) => event.target.querySelectorAll("details[data-fold]").forEach(update));
onPage(() => document.querySelectorAll("details[data-fold]").forEach(update));
