"""A scratch database with the product's tables: a SQLite file, or beside the one that DATABASE_URL names."""

import atexit
import os
import shutil
import tempfile
from functools import cache


@cache
def prepared() -> None:
    """Set Django up on an empty database that is gone when the run ends; models can be imported then."""
    folder = tempfile.mkdtemp(prefix="bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campaign.config.settings.test")
    os.environ["VAR_DIR"] = folder
    import django  # noqa: PLC0415 - the settings read the folder when they are loaded

    django.setup()
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "postgresql":
        # Each process has one of its own.
        connection.settings_dict["TEST"]["NAME"] = f"bench_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)

    def gone() -> None:
        connection.creation.destroy_test_db(old_database_name="", verbosity=0)
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(gone)
