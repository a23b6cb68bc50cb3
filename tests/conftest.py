"""The database for tests: one template, migrated by its owner; each test process gets a copy and the app role."""

import os
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from hypothesis import settings as trials

from traedesten.tenancy import embedded
from traedesten.tenancy.scope import at_site

trials.register_profile("steady", deadline=None, derandomize=True)
trials.load_profile("steady")

FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "lock_timeout=120s", "autovacuum=off")
"""Autovacuum would take its statistics between two tests, when the tables are empty."""


def _server_url(lock_dir: Path) -> str:
    """A superuser's address: TEST_DATABASE_URL, or an embedded server of the tests' own."""
    if "TEST_DATABASE_URL" in os.environ:
        return os.environ["TEST_DATABASE_URL"]
    server = embedded.start(lock_dir / "pg")
    pytest.embedded_server = server
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in FAST:
            name, _, value = setting.partition("=")
            connection.execute(f"alter system set {name} = '{value}'")
        connection.execute("select pg_reload_conf()")
    return server.get_uri()


def _fresh(superuser_url: str, name: str, template: str | None = None) -> None:
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)')
        source = f'template "{template}"' if template else ""
        connection.execute(f'create database "{name}" owner {embedded.OWNER} {source}')


def _use(superuser_url: str, name: str) -> None:
    import dj_database_url

    for alias, key in (("default", "DATABASE_URL"), ("owner", "DATABASE_OWNER_URL")):
        address = dj_database_url.parse(embedded.addresses(superuser_url, name)[key])
        connections[alias].close()
        for field in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS"):
            connections[alias].settings_dict[field] = address.get(field, "")
        connections[alias].settings_dict["OPTIONS"] = address.get("OPTIONS", {})


def pytest_configure(config):
    """argon2 is meant to be slow; a test that signs somebody in need not be."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def superuser_url(tmp_path_factory) -> str:
    return _server_url(Path(settings.VAR_DIR) / "test")


@pytest.fixture(scope="session")
def django_db_setup(superuser_url, django_db_blocker, worker_id):
    """Migrate one template for each process (a second or two), and copy it for the tests."""
    import fasteners
    from django.core.management import call_command

    name, template = f"test_{worker_id}", "test_template"
    lock = fasteners.InterProcessLock(Path(settings.VAR_DIR) / "test" / "template.lock")
    with django_db_blocker.unblock():
        with lock:
            embedded.prepare_roles(superuser_url)
            stamp = Path(settings.VAR_DIR) / "test" / "template.stamp"
            wanted = f"{superuser_url} {_fingerprint()}"
            if not stamp.exists() or stamp.read_text() != wanted:
                _fresh(superuser_url, template)
                _own_schema(superuser_url, template)
                _use(superuser_url, template)
                call_command("migrate", database="owner", verbosity=0)
                for connection in connections.all():
                    connection.close()
                stamp.write_text(wanted)
            _fresh(superuser_url, name, template)
        _use(superuser_url, name)
        yield
        for connection in connections.all():
            connection.close()
        with psycopg.connect(superuser_url, autocommit=True) as connection:
            connection.execute(f'drop database if exists "{name}" with (force)')


def _own_schema(superuser_url: str, name: str) -> None:
    with psycopg.connect(superuser_url, dbname=name, autocommit=True) as connection:
        connection.execute(f"alter schema public owner to {embedded.OWNER}")


def _fingerprint() -> str:
    """Changes with any migration, so that a stale template is made anew."""
    import hashlib

    import procrastinate

    files = sorted(Path(settings.BASE_DIR, "traedesten").rglob("migrations/*.py"))
    files.append(Path(settings.BASE_DIR, "traedesten/tenancy/operations.py"))
    text = "".join(file.read_text() for file in files) + procrastinate.__file__
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture(scope="session")
def worker_id(request) -> str:
    return getattr(request.config, "workerinput", {}).get("workerid", f"alone_{os.getpid()}")


@pytest.fixture
def site(db):
    from tests import make

    return make.a_site("holstebro")


@pytest.fixture
def other_site(db):
    from tests import make

    return make.a_site("skovby")


@pytest.fixture
def here(site):
    """Work at ``site`` for the length of the test."""
    with at_site(site):
        yield site


@pytest.fixture
def committed(django_db_setup, django_db_blocker, superuser_url):
    """A database in which things are really committed; every row is gone afterwards."""
    with django_db_blocker.unblock():
        yield
        for connection in connections.all():
            connection.close()
        name = connections["default"].settings_dict["NAME"]
        with psycopg.connect(superuser_url, dbname=name, autocommit=True) as connection:
            tables = connection.execute(
                "select string_agg(format('%I', tablename), ', ') from pg_tables "
                "where schemaname = 'public' and tablename not in ('django_migrations', 'django_content_type')"
            ).fetchone()[0]
            connection.execute(f"truncate {tables} restart identity cascade")
