"""Django's PostgreSQL backend, which tells each new transaction the site it works at."""

from django.db.backends.postgresql import base

from traedesten.tenancy import scope


class DatabaseWrapper(base.DatabaseWrapper):
    def _set_autocommit(self, autocommit):
        super()._set_autocommit(autocommit)
        if not autocommit and scope.has_scope():
            scope.tell(self)
