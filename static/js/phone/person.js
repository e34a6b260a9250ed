// Whose phone this is: the person of the page, and without signal the one who was last logged in.
const KEY = "phone:user";
const LANGUAGE = "phone:language";

/** The id of the person, as text; empty when nobody is logged in. */
export function person() {
  return document.body.dataset.user || localStorage.getItem(KEY) || "";
}

export function rememberPerson() {
  localStorage.setItem(KEY, document.body.dataset.user);
  localStorage.setItem(LANGUAGE, document.documentElement.lang);
}

/** The language that the person last saw. */
export const language = () => localStorage.getItem(LANGUAGE) ?? document.documentElement.lang;

export const forgetPerson = () => localStorage.removeItem(KEY);
