// Forms at the desk: a warning before typed text is left behind, one post per press, progress of an upload.
import { toast } from "../shared/toasts.js";

// data-dirty
document.addEventListener("input", (event) => {
  const form = event.target.closest("form");
  if (form?.method === "post") form.dataset.dirtyNow = "";
});

addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-dirty][data-dirty-now]")) event.preventDefault();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent !== undefined) {
    event.preventDefault();
    return;
  }
  delete form.dataset.dirtyNow;
  if (form.matches("[data-upload]")) {
    event.preventDefault();
    upload(form);
  } else if (!form.hasAttribute("hx-post")) {
    once(form, event.submitter);
  }
});

// A second press is ignored until the page changes; "back" gives the buttons back.
function once(form, button) {
  form.dataset.sent = "";
  button?.setAttribute("aria-busy", "true");
}

addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  });
});

// data-upload: the file goes by XMLHttpRequest, the only way that tells how far it is.
function upload(form) {
  const request = new XMLHttpRequest();
  const bar = progressOf(form);
  request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
    if (lengthComputable) bar.value = (loaded / total) * 100;
  });
  request.addEventListener("load", () => show(request));
  request.addEventListener("error", () => {
    bar.parentElement.remove();
    delete form.dataset.sent;
    toast(form.dataset.uploadFailed || "Upload failed", "alarm");
  });
  form.dataset.sent = "";
  request.open("POST", form.action);
  request.send(new FormData(form));
}

function progressOf(form) {
  const line = document.createElement("div");
  line.className = "progress-line upload-progress";
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.setAttribute("aria-label", form.dataset.upload || "Upload");
  line.append(bar);
  form.append(line);
  return bar;
}

// A redirect has been followed already: go where it led. An answer with errors is the same page again, shown as it is.
function show(request) {
  if (request.responseURL !== location.href) {
    location.assign(request.responseURL);
    return;
  }
  const fresh = new DOMParser().parseFromString(request.responseText, "text/html");
  document.getElementById("main").replaceWith(fresh.getElementById("main"));
  focusErrors();
}

// Errors get the focus, so that they are read first.
function focusErrors() {
  document.querySelector("[data-error-summary]")?.focus();
}

focusErrors();
