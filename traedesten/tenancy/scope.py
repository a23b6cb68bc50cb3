"""Which site the running code works at. PostgreSQL is told the same, for the length of the transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections


class NoSite(Exception):
    """A site-owned table was touched outside ``at_site(...)``."""


class WrongSite(Exception):
    """Somebody acts at one site while the running code works at another."""


_site_id: ContextVar[int | None] = ContextVar("site_id", default=None)
_user_id: ContextVar[int | None] = ContextVar("user_id", default=None)


def current_site_id() -> int:
    site_id = _site_id.get()
    if site_id is None:
        raise NoSite("use this inside at_site(site)")
    return site_id


def require_at(site_id: int) -> None:
    """Raise ``WrongSite`` unless the running code works at this site."""
    if site_id != current_site_id():
        raise WrongSite


@contextmanager
def at_site(site, *, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Work at one site; ``site`` is a Site or its id. May be nested; the outer site returns afterwards."""
    with _told(_site_id, getattr(site, "pk", site), using):
        yield


@contextmanager
def as_user(user_id: int | None, *, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Let a signed-in person see their own memberships at every site."""
    with _told(_user_id, user_id, using):
        yield


@contextmanager
def _told(variable: ContextVar, value: int | None, using: str) -> Iterator[None]:
    connection = connections[using]
    token = variable.set(value)
    try:
        _tell_if_open(connection)
        yield
    finally:
        variable.reset(token)
        _tell_if_open(connection)


def _tell_if_open(connection) -> None:
    """Inside a transaction the setting must change now; a broken one is rolled back and takes it along."""
    if connection.in_atomic_block and not connection.needs_rollback and not connection.closed_in_transaction:
        tell(connection)


def tell(connection) -> None:
    """Transaction-local, so that a pooled connection never carries it on to the next."""
    site, user = _site_id.get(), _user_id.get()
    with connection.connection.cursor() as cursor:
        cursor.execute(
            "select set_config('app.site_id', %s, true), set_config('app.user_id', %s, true)",
            ["" if site is None else str(site), "" if user is None else str(user)],
        )


def has_scope() -> bool:
    return _site_id.get() is not None or _user_id.get() is not None
