"""A developer's machine and the demo: no server to install, keys that are known to everybody."""

from campaign.config.settings.base import *
from campaign.config.settings.base import VAR_DIR, env

DEMO = env.bool("DEMO", default=True)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="demo-only-key-that-everybody-knows-0123456789abcdefghij")
FIELD_KEYS = env.list("FIELD_KEYS", default=["d1:ZGVtby1vbmx5LWtleS1ldmVyeWJvZHkta25vd3MtaXQ="])
BLIND_KEY = env.str("BLIND_KEY", default="demo-only-blind-key-that-everybody-knows")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
# Finders serve straight from the source folders; nothing needs collecting first.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
VAR_DIR.mkdir(parents=True, exist_ok=True)
