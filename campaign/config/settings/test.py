"""Settings of the test suite: fast hashing, in-memory mail, tasks run by the test itself or a real worker."""

import atexit
import os
import shutil
import tempfile

# Two test runs on one machine must not share a database or a queue; the workers of a run inherit its folder.
if "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="campaign-test-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from campaign.config.settings.dev import *  # the folder must be chosen first
from campaign.config.settings.dev import DATABASES, MIDDLEWARE, VAR_DIR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = VAR_DIR / "test-media"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Hashed names exist only after collectstatic, which a test run has not done.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
else:
    DATABASES["default"]["ENGINE"] = "tests.support.postgresql"
    # Nothing of a test has to survive the machine.
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}
AXES_ENABLED = True
# Nudges to a worker go nowhere: tests run the work themselves, or start a worker with a broker of its own.
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
