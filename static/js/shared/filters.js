// Filters submit themselves: at once for a choice, after a pause for a word. Empty parameters stay out of the address.

const PAUSE = 500;

document.documentElement.classList.add("js");

function send(form) {
  if (form.checkValidity()) form.requestSubmit();
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form && !event.target.matches('[type="search"], [type="text"], [type="number"]')) send(form);
});

let timer = 0;
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (!form || !event.target.matches('[type="search"], [type="text"], [type="number"]')) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    sessionStorage.setItem("filter-focus", event.target.name);
    send(form);
  }, PAUSE);
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-autosubmit]")) return;
  for (const field of event.target.elements) if (field.name && !field.value) field.disabled = true;
});

// The page that comes back keeps the cursor in the word that was being typed.
const name = sessionStorage.getItem("filter-focus");
if (name) {
  sessionStorage.removeItem("filter-focus");
  const field = document.querySelector(`form[data-autosubmit] [name="${CSS.escape(name)}"]`);
  field?.focus();
  field?.setSelectionRange?.(field.value.length, field.value.length);
}

// Fields disabled above come back to life when the page is shown again by "back".
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-autosubmit] :disabled").forEach((field) => { field.disabled = false; });
});
