// A file input in a .file-pick: its own words and button, for the browser's are in the browser's language. Shows the names
// of what was chosen, unless the page shows the photos themselves.
document.addEventListener("change", ({ target }) => {
  const place = target.closest?.(".file-pick")?.querySelector("[data-file-words]");
  if (!place || target.matches("[data-shrink]")) return;
  place.dataset.fileWords ||= place.textContent;
  place.textContent = [...target.files].map(({ name }) => name).join(", ") || place.dataset.fileWords;
});
