"""Real Celery workers on the test's own database.

The queue is files in a folder or, where the run is told of a Redis, a queue of the test's own in it.
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from celery import Celery
from django.db import connection

from campaign.models import Job

ROOT = Path(__file__).resolve().parents[2]
# How long a worker may take to start and do its work on a busy machine.
STARTING = 120.0


class Crew:
    """Workers of a queue of their own, and the messages to them."""

    def __init__(self, folder: Path) -> None:
        self.queue = f"test-{secrets.token_hex(6)}"
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        redis = os.environ.get("REDIS_URL", "")
        self.sender = Celery(broker=redis or "filesystem://", set_as_current=False)
        if not redis:
            for name in ("queue", "queue-control"):
                (folder / name).mkdir()
            self.sender.conf.broker_transport_options = {
                "data_folder_in": str(folder / "queue"),
                "data_folder_out": str(folder / "queue"),
                "control_folder": str(folder / "queue-control"),
            }

    def start(self) -> subprocess.Popen[bytes]:
        """One more worker."""
        command = [sys.executable, "-m", "celery", "--quiet", "--app=campaign", "worker", "--pool=threads"]
        options = [f"--queues={self.queue}", f"--hostname={secrets.token_hex(4)}@%h", "--loglevel=WARNING"]
        less = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--concurrency=2"]
        with (self.folder / "log").open("ab") as log:
            worker = subprocess.Popen(
                [*command, *options, *less], cwd=ROOT, env=self.environment(), stdout=log, stderr=log
            )
        self.workers.append(worker)
        return worker

    def stop(self) -> None:
        """Leave nothing behind."""
        for worker in self.workers:
            worker.kill()
            worker.wait()
        self.sender.close()

    def environment(self) -> dict[str, str]:
        """The test's database, and a folder of their own."""
        return {
            **os.environ,
            "VAR_DIR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "campaign.config.settings.dev",
            "DATABASE_URL": database_url(),
            "PYTHONWARNINGS": "ignore:::celery.platforms",
        }

    def nudge(self, job: Job, times: int = 1) -> None:
        """Tells the workers of a job, as often as one likes."""
        for _ in range(times):
            self.sender.send_task("campaign.tasks.run_job", args=[job.pk], queue=self.queue)


def database_url() -> str:
    """The database of this test, as another process finds it."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
