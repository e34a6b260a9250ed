// Desk pages: every behaviour is asked for by a data- attribute, see docs/frontend.md.
import "./shared/csrf.js";
import "./shared/dialogs.js";
import "./shared/toasts.js";
import "./shared/menus.js";
import "./shared/countdown.js";
import "./desk/drawer.js";
import "./desk/search.js";
import "./desk/selection.js";
import "./desk/filters.js";
import "./desk/refresh.js";
import "./desk/forms.js";
