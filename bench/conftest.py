"""Benches that need only a database use that of the tests."""

from tests.conftest import django_db_setup, pytest_configure, site, superuser_url, worker_id  # noqa: F401
