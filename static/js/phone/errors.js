// What is wrong with a form, shown at its fields as the server's own page would show it.

const part = (name) => document.getElementById(name).content.firstElementChild.cloneNode(true);

const controlOf = (form, name) => {
  const found = form.elements[name];
  return found instanceof RadioNodeList ? found[0] : found;
};

/** Show `errors` (name → sentences); names that are no field stand in the summary alone. */
export function showErrors(form, errors) {
  clear(form);
  const summary = part("error-summary");
  const list = summary.querySelector("[data-error-list]");
  for (const [name, sentences] of Object.entries(errors)) {
    const control = controlOf(form, name);
    const field = control?.type === "hidden" ? null : control?.closest(".field");
    sentences.forEach((sentence) => list.append(lineOf(field, control, sentence)));
    if (field) mark(field, control, sentences);
  }
  form.prepend(summary);
  summary.focus();
}

function clear(form) {
  form.querySelectorAll("[data-error-summary], .field-errors").forEach((element) => element.remove());
  form.querySelectorAll(".field-wrong").forEach((field) => field.classList.remove("field-wrong"));
  form.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
}

function lineOf(field, control, sentence) {
  const line = document.createElement("li");
  if (!field) {
    line.textContent = sentence;
    return line;
  }
  const link = document.createElement("a");
  link.href = `#${field.id || control.id}`;
  link.textContent = field.querySelector(".form-label, label").firstChild.textContent.trim();
  line.append(link, `: ${sentence}`);
  return line;
}

function mark(field, control, sentences) {
  field.classList.add("field-wrong");
  control.setAttribute("aria-invalid", "true");
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const notes = part("field-errors");
  const note = notes.firstElementChild;
  notes.replaceChildren(...sentences.map((sentence) => {
    const copy = note.cloneNode(true);
    copy.querySelector("[data-error-words]").textContent = sentence;
    return copy;
  }));
  field.append(notes);
}

/** The required questions that have no answer, as errors. */
export function unanswered(form, sentence) {
  const open = [...form.elements].filter((control) => control.name && control.willValidate && control.validity.valueMissing);
  return Object.fromEntries(open.map(({ name }) => [name, [sentence]]));
}
