// <time data-countdown datetime="…">: hours and minutes left, once a minute is enough for a day's programme.

function tick() {
  document.querySelectorAll("[data-countdown]").forEach((element) => {
    const minutes = Math.max(0, Math.floor((new Date(element.dateTime) - Date.now()) / 60000));
    const text = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
    if (element.textContent !== text) element.textContent = text;
  });
}

if (document.querySelector("[data-countdown]")) setInterval(tick, 15000);
