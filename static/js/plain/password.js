// A button beside each password that shows what was typed: small keyboards make mistakes, and the first ones lock.

for (const button of document.querySelectorAll("[data-show-password]")) {
  const field = document.getElementById(button.dataset.showPassword);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
    field.focus();
  });
  // A browser that saves passwords looks for a password field.
  field.form.addEventListener("submit", () => (field.type = "password"));
}
