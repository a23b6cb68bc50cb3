"""The command line: ``traedesten serve | web | work | migrate | demo | evaluate | check | manage``."""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

LOCK = 7_011_948
"""The advisory lock under which the database is brought up to date, so that two who start at once take turns."""
QUICK_DEATHS = 5
"""A process that dies this many times in a row within seconds is not started again."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="traedesten", description="From loneliness to a lasting community.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, what in (
        ("serve", "web and one worker together, for a small site or the demo"),
        ("web", "the web server alone"),
        ("demo", "make the demo's invented people where they are missing, and serve them"),
    ):
        command = commands.add_parser(name, help=what)
        command.add_argument("--host", default="127.0.0.1")
        command.add_argument("--port", type=int, default=8000)
        command.add_argument("--workers", type=int, default=1)
    commands.choices["demo"].add_argument("--seed", type=int, default=1)
    commands.choices["demo"].add_argument("--no-serve", action="store_true", help="only make the people")
    commands.add_parser("work", help="the background worker alone")
    commands.add_parser("migrate", help="bring the database up to date, as its owner")
    _add_evaluate(commands)
    commands.add_parser("check", help="look for mistakes in settings, models and migrations")
    manage = commands.add_parser("manage", help="any of Django's own commands")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    chosen = parser.parse_args(arguments)
    if chosen.command == "demo":
        os.environ["TRAEDESTEN_DEMO"] = "1"
    if hasattr(chosen, "port"):
        os.environ.setdefault("TRAEDESTEN_URL", f"http://{chosen.host}:{chosen.port}")
    return _COMMANDS[chosen.command](chosen)


def _add_evaluate(commands) -> None:
    command = commands.add_parser("evaluate", help="ask for an export for researchers, or write one that is approved")
    command.add_argument("--site", required=True, help="the site's part of the address, for instance holstebro")
    command.add_argument("--by", default="", help="the e-mail with which the coordinator who acts signs in")
    command.add_argument("--purpose", default="", help="what it is for; never anything about a person")
    command.add_argument("--plan", default="", help="a file with the analysis plan; without it, the usual one")
    command.add_argument("--days", type=int, default=90, help="how many days it may be kept")
    command.add_argument("--request", default="", help="the number of a request that was approved")
    command.add_argument("--out", default="", help="a new or empty folder for the files")


def _ready():
    """Find or start the database, and set Django up. Keep what is returned: it holds the embedded server."""
    from traedesten.tenancy import embedded

    root = Path(__file__).resolve().parent.parent
    server = embedded.start_unless_named(Path(os.environ.get("TRAEDESTEN_VAR", root / "var")))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "traedesten.settings")
    import django

    django.setup()
    return server


def _django(*words: str) -> None:
    from django.core.management import call_command

    call_command(*words)


@contextlib.contextmanager
def _alone():
    """One at a time, on any number of machines: others wait here until we are done."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [LOCK])
    connections["owner"].close()


def _migrate(verbosity: int = 0) -> None:
    with _alone():
        _django("migrate", "--database", "owner", "--verbosity", str(verbosity))


def migrate(chosen) -> int:
    server = _ready()
    _migrate(verbosity=1)
    del server
    return 0


def check(chosen) -> int:
    server = _ready()
    _django("check", "--fail-level", "WARNING")
    _django("makemigrations", "--check", "--dry-run")
    del server
    return 0


def evaluate(chosen) -> int:
    server = _ready()
    from django.core.management import CommandError, call_command

    named = ("site", "by", "purpose", "plan", "days", "request", "out")
    try:
        call_command("evaluate", **{name: getattr(chosen, name) for name in named})
    except CommandError as problem:
        print(problem, file=sys.stderr)
        return 1
    finally:
        del server
    return 0


def manage(chosen) -> int:
    server = _ready()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["traedesten manage", *chosen.rest])
    del server
    return 0


def web(chosen) -> int:
    if _is_taken(chosen):
        return 1
    server = _ready()
    _prepare_static()
    code = _run_until_told([_web_command(chosen)])
    del server
    return code


def work(chosen) -> int:
    server = _ready()
    code = _run_until_told([_WORK])
    del server
    return code


def serve(chosen) -> int:
    if _is_taken(chosen):
        return 1
    server = _ready()
    _migrate()
    _prepare_static()
    print(f"http://{chosen.host}:{chosen.port}/", flush=True)
    code = _run_until_told([_web_command(chosen), _WORK])
    del server
    return code


def demo(chosen) -> int:
    if not chosen.no_serve and _is_taken(chosen):
        return 1
    server = _ready()
    from traedesten.demo import story

    _migrate()
    with _alone():
        story.tell_once(seed=chosen.seed)
    if chosen.no_serve:
        return 0
    _prepare_static()
    print(f"Demo: http://{chosen.host}:{chosen.port}/demo/", flush=True)
    code = _run_until_told([_web_command(chosen), _WORK])
    del server
    return code


def _is_taken(chosen) -> bool:
    """Whether somebody else listens there already; granian would share the port without a word."""
    family = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((chosen.host, chosen.port))
        except OSError as error:
            print(
                f"{chosen.host}:{chosen.port} cannot be used ({error.strerror}). Try another --port.", file=sys.stderr
            )
            return True
    return False


def _prepare_static() -> None:
    from django.conf import settings

    if not settings.DEBUG:
        _django("collectstatic", "--no-input", "--verbosity", "0")


def _web_command(chosen) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", chosen.host, "--port", str(chosen.port), "--workers", str(chosen.workers)),
        *("--blocking-threads", "4", "traedesten.wsgi:application"),
    ]


_WORK = [
    *(sys.executable, "-m", "traedesten", "manage", "procrastinate", "worker"),
    *("--delete-jobs", "successful", "--shutdown-graceful-timeout", "15"),
]


class _Kept:
    """A command that is started again when it dies, but for one that dies at once every time."""

    def __init__(self, command: list[str]):
        self.command, self.quick_deaths = command, 0
        self.start()

    def start(self) -> None:
        self.began, self.process = time.monotonic(), subprocess.Popen(self.command)

    def look_after(self) -> bool:
        """False when it is no use."""
        if self.process.poll() is None:
            return True
        self.quick_deaths = self.quick_deaths + 1 if time.monotonic() - self.began < 10 else 0
        if self.quick_deaths >= QUICK_DEATHS:
            print(f"{self.command[2]} {self.command[3]} stops at once every time; giving up.", file=sys.stderr)
            return False
        time.sleep(1)
        self.start()
        return True

    def end(self) -> None:
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _run_until_told(commands: list[list[str]]) -> int:
    """Run the commands side by side, start again one that dies, and end them all on SIGTERM or Ctrl-C."""
    stopping = False

    def stop(*_signal):
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    running, code = [_Kept(command) for command in commands], 0
    while not stopping:
        time.sleep(0.3)
        if not stopping and not all([kept.look_after() for kept in running]):
            stopping, code = True, 1
    for kept in running:
        kept.process.terminate()
    for kept in running:
        kept.end()
    return code


_COMMANDS = {
    "serve": serve,
    "web": web,
    "work": work,
    "migrate": migrate,
    "demo": demo,
    "evaluate": evaluate,
    "check": check,
    "manage": manage,
}
