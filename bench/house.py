"""A whole installation in a temporary folder: its own database, web server and worker, all real processes."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    """Processes of one installation. ``url`` is where the web server answers once ``start_web`` was called."""

    def __init__(self, place: Path, **environment: str):
        from traedesten.tenancy import embedded

        self.place = place
        self.server = embedded.start(place / "pg")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            **embedded.prepare(self.server.get_uri()),
            "TRAEDESTEN_VAR": str(place),
            "TRAEDESTEN_URL": self.url,
            "PYTHONPATH": str(ROOT),
            **environment,
        }
        self.processes: dict[str, subprocess.Popen] = {}

    def run(self, *words: str) -> str:
        """One command of ``traedesten``, to its end; when it fails, with the end of what it said."""
        command = [sys.executable, "-m", "traedesten", *words]
        told = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True)
        try:
            told.check_returncode()
        except subprocess.CalledProcessError as failed:
            failed.add_note(told.stderr[-3_000:])
            raise
        return told.stdout

    def python(self, code: str) -> str:
        """A few lines of Python inside the installation, at no site yet."""
        return self.run("manage", "shell", "--no-imports", "--command", code)

    def value(self, module: str, call: str) -> Any:
        """What a call of a module of ``bench`` gives in a process of its own; anything that JSON can tell."""
        code = f"import json\nfrom bench import {module}\nprint(json.dumps({module}.{call}))"
        return json.loads(self.python(code).strip().splitlines()[-1])

    def start(self, name: str, *command: str) -> None:
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", *command], env=self.environment, cwd=ROOT, start_new_session=True
        )

    def start_web(self, workers: int = 1) -> None:
        self.start("web", *("traedesten", "web", "--port", str(self.port), "--workers", str(workers)))
        self.wait_for(f"{self.url}/privatliv/")

    def start_worker(self) -> None:
        self.start("worker", "traedesten", "work")

    def wait_for(self, url: str, seconds: float = 180) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(url, timeout=2).status_code < 500:
                    return
            time.sleep(0.1)
        raise TimeoutError(url)

    def kill(self, name: str) -> None:
        """kill -9, the whole family at once."""
        process = self.processes.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def memory(self) -> dict[str, int]:
        """Proportional set size in bytes by part: shared pages are counted once."""
        parts = {name: psutil.Process(process.pid) for name, process in self.processes.items()}
        parts["database"] = psutil.Process(self.server.get_pid())
        return {
            name: sum(member.memory_full_info().pss for member in (part, *part.children(recursive=True)))
            for name, part in parts.items()
        }

    def close(self) -> None:
        for name in list(self.processes):
            self.kill(name)
        if (self.place / "pg" / "postmaster.pid").exists():
            self.server.stop()


@contextlib.contextmanager
def a_house(*, like: Path | None = None, **environment: str) -> Iterator[House]:
    """A house in a folder that is gone afterwards: a fresh one, or a copy of one that ``build`` left."""
    place = Path(tempfile.mkdtemp(prefix="traedesten-"))
    if like:
        subprocess.run(["cp", "-a", f"{like}/.", str(place)], check=True)
    house = House(place, **environment)
    try:
        if not like:
            house.run("migrate")
        yield house
    finally:
        house.close()
        shutil.rmtree(place, ignore_errors=True)


def build(place: Path, furnish: Callable[[House], None], **environment: str) -> None:
    """Furnish a house once and leave it closed, to be copied."""
    with a_house(**environment) as house:
        furnish(house)
        house.close()
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f"{place.name}.draft")
        shutil.rmtree(draft, ignore_errors=True)
        subprocess.run(["cp", "-a", f"{house.place}/.", str(draft)], check=True)
    draft.rename(place)
