// The notice below the header while there is no connection.
import { onPage } from "../shared/page.js";

function update() {
  const notice = document.querySelector("[data-connection]");
  if (notice) notice.hidden = navigator.onLine;
}

addEventListener("online", update);
addEventListener("offline", update);
onPage(update);
