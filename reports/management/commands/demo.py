"""`manage.py demo`: the whole product with a believable campaign, on a machine that has nothing installed."""

import http.client
import os
import signal
import socket
import sys
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from campaign.common import catalogue
from campaign.common.processes import die_with_parent
from campaign.common.supervisor import Child, ChildFailed, Supervisor
from campaign.models import Campaign
from reports.demo import logins

HOST = "127.0.0.1"


class Command(BaseCommand):
    """Migrates, seeds an empty database, then supervises web, worker and scheduler until Ctrl-C."""

    help = "Start web, worker and scheduler with a believable campaign; Ctrl-C stops all three."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default="8000", help="port of the web server (default: 8000)")

    def handle(self, *args: Any, **options: Any) -> None:
        if "MAKELEVEL" in os.environ:
            # Started by make: nobody could stop this any more if make were killed.
            die_with_parent(os.getppid())
        port = free_port(options["port"])
        try:
            prepare_folders()
            catalogue.compile_stale()
            call_command("migrate", verbosity=0, interactive=False)
            self.seed_when_empty()
        except KeyboardInterrupt:
            raise CommandError("Stopped before it was ready.") from None
        supervisor = Supervisor(children(port), environment=child_environment(port), say=self.say)
        try:
            supervisor.run(is_ready=lambda: answers(port), on_ready=lambda: self.welcome(port))
        except ChildFailed as failure:
            raise CommandError(str(failure)) from failure
        self.say(f"Stopped. The data stays in {settings.VAR_DIR}; the next start goes on from there.")

    def say(self, line: str) -> None:
        """Print at once, also into a pipe: the children write to the same place."""
        self.stdout.write(line)
        self.stdout.flush()

    def seed_when_empty(self) -> None:
        """Fill the database on the first start; later starts keep what people have entered.

        A mark says that it is being filled, and which database: one that was left half full, by Ctrl-C or a
        kill, is emptied first.
        """
        mark = Path(settings.VAR_DIR) / "seeding"
        database = "{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
        if mark.exists() and mark.read_text() == database:
            self.say("The last start was interrupted while it filled the database: starting afresh.")
            call_command("flush", verbosity=0, interactive=False)
        elif Campaign.objects.exists():
            return
        self.say("First start: filling the database with a believable campaign, in about half a minute ...")
        mark.write_text(database)
        call_command("seed", verbosity=0)
        mark.unlink()

    def welcome(self, port: int) -> None:
        """Say where it is and who may log in."""
        self.say(f"\n  http://{HOST}:{port}/\n\n")
        rows = logins()
        width = max(len(username) for _, username, _ in rows)
        for role, username, password in rows:
            self.say(f"  {username:<{width}}  {password}  {role}")
        self.say("\n  Ctrl-C stops web, worker and scheduler.\n\n")


def free_port(text: str) -> int:
    """The port as a number; CommandError with the remedy when it is none, or when somebody listens on it."""
    try:
        port = int(text)
    except ValueError:
        port = 0
    if not 0 < port < 65536:
        raise CommandError(f"{text!r} is not a port. Give a number from 1 to 65535: make demo PORT=8123")
    with closing(socket.socket()) as probe:
        # Without this, connections that were just closed would make the port look taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise CommandError(
                f"Port {port} is reserved. Give one above 1023: make demo PORT=8123"
            ) from error
        except OSError as error:
            other = port + 1 if port < 65535 else 8123
            raise CommandError(f"Port {port} is taken. Give another: make demo PORT={other}") from error
    return port


def answers(port: int) -> bool:
    """Whether the web server answers by now; the socket alone accepts before there is anybody behind it."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def prepare_folders() -> None:
    """The file broker writes into its folders but makes none."""
    options = getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {})
    for name in ("data_folder_in", "data_folder_out", "control_folder"):
        if name in options:
            Path(options[name]).mkdir(parents=True, exist_ok=True)


def children(port: int) -> list[Child]:
    """The three programs of a production installation, small enough for one machine."""
    celery = [sys.executable, "-m", "celery", "--quiet", "--app=campaign"]
    # One schedule file and one worker name per port: two demos may share the data.
    schedule = Path(settings.VAR_DIR) / f"beat-schedule-{port}"
    return [
        Child(
            "web",
            [
                *[sys.executable, "-m", "gunicorn", "campaign.config.wsgi", f"--bind={HOST}:{port}"],
                *["--worker-class=gthread", "--workers=1", "--threads=8", "--graceful-timeout=5"],
                *["--log-level=warning", "--no-control-socket"],
            ],
        ),
        Child(
            "worker",
            [
                *[*celery, "worker", "--pool=threads", "--concurrency=4", f"--hostname=demo-{port}@%h"],
                *["--loglevel=WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"],
            ],
            # Killed, not asked: a job's row outlives the worker, and the next one takes it up.
            death_signal=signal.SIGKILL,
        ),
        # A process of its own, never inside the worker; no pidfile, which a kill would leave behind.
        Child("scheduler", [*celery, "beat", "--loglevel=WARNING", "--pidfile=", f"--schedule={schedule}"]),
    ]


def child_environment(port: int) -> dict[str, str]:
    """The children's environment: this one's, and the address that goes into messages."""
    return {
        "PUBLIC_URL": f"http://{HOST}:{port}",
        # Celery warns of running as root, which is usual in a container and harmless with our JSON messages.
        "PYTHONWARNINGS": "ignore:::celery.platforms",
        **os.environ,
    }
