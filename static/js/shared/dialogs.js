// Native dialogs: data-dialog="id" opens, data-close closes, data-confirm="question" asks before a form is sent or a link followed.
import { onPage } from "./page.js";

function open(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    event.preventDefault();
    open(document.getElementById(opener.dataset.dialog));
    return;
  }
  if (event.target.closest("[data-close]")) {
    event.target.closest("dialog").close();
  } else if (event.target instanceof HTMLDialogElement) {
    closeFromBackdrop(event);
  }
});

// A click on the backdrop lands on the dialog itself, outside its box.
function closeFromBackdrop(event) {
  const box = event.target.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside && !event.target.querySelector("[data-dirty-now]")) event.target.close();
}

/** Ask the question in the page's own dialog; resolves to whether the person said yes. */
export function ask(question, { ok = "", danger = false } = {}) {
  const dialog = document.getElementById("confirm-dialog");
  const button = dialog.querySelector("[data-confirm-ok]");
  button.dataset.word ??= button.textContent;
  dialog.querySelector("[data-confirm-text]").textContent = question;
  button.textContent = ok || button.dataset.word;
  button.classList.toggle("btn-danger", danger);
  button.classList.toggle("btn-primary", !danger);
  open(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok"), { once: true });
  });
}

// On a form, or on one of its buttons. The second pass, after "yes", is let through.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const asker = event.submitter?.dataset.confirm ? event.submitter : form;
  if (!asker.dataset.confirm || form.dataset.confirmed) {
    delete form.dataset.confirmed;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  const { confirm, confirmOk, confirmDanger } = asker.dataset;
  if (await ask(confirm, { ok: confirmOk, danger: confirmDanger !== undefined })) {
    form.dataset.confirmed = "yes";
    form.requestSubmit(event.submitter ?? undefined);
  }
}, true);

document.querySelector("dialog[data-open-now]")?.showModal();

// A toast with data-at="action?typed#field" belongs to a form in a dialog: there it is said, and the dialog opens again.
function sayAtField(line) {
  const { pathname, searchParams, hash } = new URL(line.dataset.at, location.href);
  const hiddenFit = (form) => [...form.querySelectorAll("input[type=hidden]")].every(
    ({ name, value }) => name === "csrfmiddlewaretoken" || searchParams.get(name) === value,
  );
  const form = [...document.querySelectorAll("dialog form")].find(
    (one) => new URL(one.action).pathname === pathname && hiddenFit(one),
  );
  const field = form?.elements[hash.slice(1)];
  if (!field || field.type === "hidden") return;
  for (const [name, value] of searchParams) {
    const control = form.elements[name];
    if (control && control.type !== "hidden") control.value = value;
  }
  const dialog = form.closest("dialog");
  if (!dialog.open) dialog.showModal();
  const sentence = document.createElement("p");
  sentence.append(line.querySelector(".icon"), " ", line.querySelector(".toast-words").textContent);
  const errors = document.createElement("div");
  errors.className = "field-errors";
  errors.id = `${field.id}_error`;
  errors.append(sentence);
  field.after(errors);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", `${errors.id} ${field.getAttribute("aria-describedby") ?? ""}`.trim());
  field.focus();
  line.remove();
}

onPage(() => document.querySelectorAll("[data-at]").forEach(sayAtField));
