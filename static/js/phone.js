// Phone pages: every behaviour is asked for by a data- attribute, see docs/frontend.md.
import "./shared/csrf.js";
import "./shared/dialogs.js";
import "./shared/toasts.js";
import "./shared/menus.js";
import "./shared/countdown.js";
import "./shared/filters.js";
import "./shared/files.js";
import "./shared/refresh.js";
import "./shared/clipboard.js";
import "./phone/connection.js";
import "./phone/drafts.js";
import "./phone/folds.js";
import "./phone/locate.js";
import "./phone/money.js";
import "./phone/photos.js";
import "./phone/send.js";
