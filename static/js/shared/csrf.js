// Logging in again, in another tab or after the session ran out, makes a new CSRF token. A page that stood open takes it
// from the cookie when it sends, so that what was typed can simply be sent again.
const COOKIE = /(?:^|; )campaign_csrf=([^;]+)/; // CSRF_COOKIE_NAME

/** The token as it is now. */
export const token = () => COOKIE.exec(document.cookie)?.[1];

/** Fetch a new token: any page sets the cookie. */
export const freshToken = () => fetch(document.body.dataset.login, { credentials: "same-origin" });

document.addEventListener("submit", (event) => {
  const field = event.target.querySelector('input[name="csrfmiddlewaretoken"]');
  const now = token();
  if (field && now) field.value = now;
}, true);

document.addEventListener("htmx:configRequest", (event) => {
  const now = token();
  if (now) event.detail.headers["X-CSRFToken"] = now;
});
