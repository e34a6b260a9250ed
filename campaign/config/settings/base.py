"""Settings shared by every environment. Each variable read here is documented in .env.example."""

from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from campaign.common import logs

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parents[3]
env = environ.FileAwareEnv()
environ.Env.read_env(BASE_DIR / ".env")

# Everything the product writes on a machine: database, uploads, queue folders, schedule file.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "reports.apps.ReportsConfig",
    "fieldwork.apps.FieldworkConfig",
    "borrowers.apps.BorrowersConfig",
    "teams.apps.TeamsConfig",
    "campaign.apps.CampaignConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "csp",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "campaign.common.logs.RequestIdMiddleware",
    "campaign.common.remembered.MemoryMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "teams.middleware.LanguageMiddleware",
    "teams.middleware.LogInMiddleware",
    "teams.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "campaign.config.urls"
WSGI_APPLICATION = "campaign.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reports.context_processors.navigation",
            ],
        },
    }
]
COTTON_DIR = "components"

# Database: SQLite needs no server; one writer at a time, taken at the start of each transaction.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'campaign.sqlite3'}")}
ATOMIC_REQUESTS = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        # A list of 100,000 borrowers touches each page of a dozen indexes: 16 MB instead of 2 MB of them.
        " PRAGMA cache_size=-16384;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Jobs: the job row is the truth, the message a nudge, so that any broker will do.
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "queue"),
        "data_folder_out": str(VAR_DIR / "queue"),
        "control_folder": str(VAR_DIR / "queue-control"),
    }
    for folder in set(CELERY_BROKER_TRANSPORT_OPTIONS.values()):
        Path(folder).mkdir(parents=True, exist_ok=True)
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_POOL = "threads"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "minute-tick": {"task": "reports.tasks.tick", "schedule": 60.0, "options": {"expires": 55}}
}

AUTH_USER_MODEL = "teams.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "employee_number", "name", "email", "phone")},
    },
    {"NAME": "campaign.common.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "teams:login"
LOGIN_REDIRECT_URL = "reports:home"
LOGOUT_REDIRECT_URL = "teams:login"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 8  # a campaign is seven days; nobody is logged out in the field
SESSION_COOKIE_NAME = "campaign_session"
CSRF_COOKIE_NAME = "campaign_csrf"
# A second factor for managers and administrators.
TOTP_REQUIRED = env.bool("TOTP_REQUIRED", default=False)
OTP_TOTP_ISSUER = "Campaign"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # the audit trail has it
AXES_CLIENT_IP_CALLABLE = "campaign.common.http.client_address"
AXES_LOCKOUT_CALLABLE = "teams.views.session.locked_out"
# Trying again while locked does not make the lock longer: what the page says about its end stays true.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# How many proxies of our own stand in front; each adds the address it saw to X-Forwarded-For.
PROXY_COUNT = env.int("PROXY_COUNT", default=0)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "campaign_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
# Uploads are private: only checked views hand them out, there is no public address.
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_ACCEL_PREFIX = env.str("MEDIA_ACCEL_PREFIX", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_PERMISSIONS = 0o600
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# Limits of the child process that reads a workbook.
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=40 * 1024 * 1024)
IMPORT_MEMORY_BYTES = env.int("IMPORT_MEMORY_BYTES", default=2 * 1024**3)
IMPORT_SECONDS = env.int("IMPORT_SECONDS", default=60)
# A line of the bank's ledger verifies a report of the same loan and amount so many days away at most.
LEDGER_MATCH_DAYS = env.int("LEDGER_MATCH_DAYS", default=3)

# Rows of personal data that one person may take out unmasked in a day without another person's approval, and
# how long a file can be fetched and a request waits. Settings of the bank.
EXPORT_ROWS_FREE = env.int("EXPORT_ROWS_FREE", default=24)
EXPORT_KEEP_HOURS = env.int("EXPORT_KEEP_HOURS", default=24)
EXPORT_WAIT_HOURS = env.int("EXPORT_WAIT_HOURS", default=72)
# Looking behind masks: so many a day and person before a warning. A setting of the bank.
REVEALS_PER_DAY = env.int("REVEALS_PER_DAY", default=30)

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

EMAIL_URL = env.str("EMAIL_URL", default="consolemail://")
vars().update(env.email_url_config(EMAIL_URL))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="campaign@localhost")
# The demo offers its invented list for download.
DEMO = False
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000")

LOG_JSON = env.bool("LOG_JSON", default=False)
logs.configure()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": logs.line_formatter(as_json=LOG_JSON)},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"axes": {"level": "WARNING"}, "celery": {"level": "WARNING"}},
}
