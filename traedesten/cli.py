"""The command line: ``traedesten serve | web | work | migrate | demo | check | manage``."""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path


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
    commands.add_parser("check", help="look for mistakes in settings, models and migrations")
    manage = commands.add_parser("manage", help="any of Django's own commands")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    chosen = parser.parse_args(arguments)
    if chosen.command == "demo":
        os.environ["TRAEDESTEN_DEMO"] = "1"
    return _COMMANDS[chosen.command](chosen)


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


def migrate(chosen) -> int:
    server = _ready()
    _django("migrate", "--database", "owner", "--verbosity", "1")
    del server
    return 0


def check(chosen) -> int:
    server = _ready()
    _django("check", "--fail-level", "WARNING")
    _django("makemigrations", "--check", "--dry-run")
    del server
    return 0


def manage(chosen) -> int:
    server = _ready()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["traedesten manage", *chosen.rest])
    del server
    return 0


def web(chosen) -> int:
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
    server = _ready()
    _django("migrate", "--database", "owner", "--verbosity", "0")
    _prepare_static()
    code = _run_until_told([_web_command(chosen), _WORK])
    del server
    return code


def demo(chosen) -> int:
    server = _ready()
    _django("migrate", "--database", "owner", "--verbosity", "0")
    from traedesten.demo import story

    story.tell_once(seed=chosen.seed)
    if chosen.no_serve:
        return 0
    _prepare_static()
    print(f"Demo: http://{chosen.host}:{chosen.port}/demo/", flush=True)
    code = _run_until_told([_web_command(chosen), _WORK])
    del server
    return code


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


_WORK = [sys.executable, "-m", "traedesten", "manage", "procrastinate", "--log-level", "WARNING", "worker"]


def _run_until_told(commands: list[list[str]]) -> int:
    """Run the commands side by side, start again one that dies, and end them all on SIGTERM or Ctrl-C."""
    stopping = False

    def stop(*_signal):
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    running = [(command, subprocess.Popen(command)) for command in commands]
    while not stopping:
        time.sleep(0.3)
        for place, (command, process) in enumerate(running):
            if process.poll() is not None and not stopping:
                time.sleep(1)
                running[place] = (command, subprocess.Popen(command))
    for _command, process in running:
        process.terminate()
    for _command, process in running:
        process.wait(timeout=30)
    return 0


_COMMANDS = {
    "serve": serve,
    "web": web,
    "work": work,
    "migrate": migrate,
    "demo": demo,
    "check": check,
    "manage": manage,
}
