// Whose phone this is: the person of the page, and without signal the one who was last logged in.
const KEY = "phone:user";

/** The id of the person, as text; empty when nobody is logged in. */
export function person() {
  return document.body.dataset.user || localStorage.getItem(KEY) || "";
}

export const rememberPerson = () => localStorage.setItem(KEY, document.body.dataset.user);
export const forgetPerson = () => localStorage.removeItem(KEY);
