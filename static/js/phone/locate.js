// <fieldset data-locate>: the place is taken once, in the background, into hidden fields. No fix, with its reason, is an answer too.
import { onPage, words } from "../shared/page.js";

const REASONS = { 1: "denied", 2: "unavailable", 3: "timeout" };

function put(place, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = place.querySelector(`[name="${name}"]`);
    if (field) field.value = value;
  }
  place.dispatchEvent(new Event("input", { bubbles: true }));
}

function found(place, { coords, timestamp }) {
  put(place, {
    latitude: coords.latitude.toFixed(6),
    longitude: coords.longitude.toFixed(6),
    accuracy: Math.round(coords.accuracy),
    located_at: new Date(timestamp).toISOString(),
    location_problem: "",
  });
  say(place, `${words("located")} ±${Math.round(coords.accuracy)} m`);
}

function missed(place, reason) {
  put(place, { location_problem: reason });
  say(place, words("notLocated"));
}

function say(place, text) {
  const status = place.querySelector("[data-locate-status]");
  if (status) status.textContent = text;
}

function locate(place) {
  // Without https the browser gives no place at all; it says so nowhere but here.
  if (!isSecureContext || !navigator.geolocation) {
    missed(place, "insecure");
    return;
  }
  say(place, words("locating"));
  navigator.geolocation.getCurrentPosition(
    (position) => found(place, position),
    (error) => missed(place, REASONS[error.code] ?? "unavailable"),
    { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
  );
}

onPage(() => document.querySelectorAll("[data-locate]").forEach(locate));
