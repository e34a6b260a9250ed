// Phone pages: every behaviour is asked for by a data- attribute, see docs/frontend.md.
import "./shared/dialogs.js";
import "./shared/toasts.js";
import "./shared/menus.js";
