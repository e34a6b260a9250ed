"""Production: secrets come from the environment; a missing one stops the start and names its remedy."""

import environ
from django.core.exceptions import ImproperlyConfigured

from campaign.config.settings.base import *
from campaign.config.settings.base import REDIS_URL, env


def required(name: str, remedy: str) -> str:
    """The variable's value; raises ImproperlyConfigured naming the variable and how to make one."""
    try:
        return str(env.str(name))
    except environ.ImproperlyConfigured:
        raise ImproperlyConfigured(f"{name} is not set. {remedy} See .env.example.") from None


DEBUG = False
SECRET_KEY = required("SECRET_KEY", "Make one with: openssl rand -base64 48.")
FIELD_KEYS = required("FIELD_KEYS", "Make one with: echo k1:$(openssl rand -base64 32).").split(",")
BLIND_KEY = required("BLIND_KEY", "Make one with: openssl rand -base64 32.")
ALLOWED_HOSTS = required("ALLOWED_HOSTS", "Name the hosts people type, separated by commas.").split(",")
PUBLIC_URL = required("PUBLIC_URL", "Give the address people open, such as https://collect.bank.example.")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
TOTP_REQUIRED = env.bool("TOTP_REQUIRED", default=True)
PROXY_COUNT = env.int("PROXY_COUNT", default=1)

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if REDIS_URL:
    CELERY_WORKER_POOL = "prefork"
