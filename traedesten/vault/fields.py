"""A text field that is ciphertext in the database and text in Python.

The model needs ``site_id`` and a foreign key ``key`` to ``DataKey``. The ciphertext is bound to table, field,
row and site, so that a value moved to another row is refused.
"""

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from traedesten.vault import crypto


class _Opening(DeferredAttribute):
    """Decrypts on first use; what code assigns stays text until it is saved."""

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, str):
            return value
        opened = instance.__dict__.setdefault("_opened", {})
        if self.field.attname not in opened:
            opened[self.field.attname] = self.field.open(instance, value)
        return opened[self.field.attname]

    def __set__(self, instance, value):
        instance.__dict__.get("_opened", {}).pop(self.field.attname, None)
        instance.__dict__[self.field.attname] = value


class SealedText(models.BinaryField):
    """Personal text. Empty text is stored as empty bytes."""

    descriptor_class = _Opening

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def get_default(self):
        return ""

    def _check_str_default_value(self):
        return []

    def associated(self, instance) -> str:
        return f"{self.model._meta.db_table}.{self.column}:{instance.pk}@{instance.site_id}"

    def open(self, instance, value) -> str:
        sealed = bytes(value or b"")
        if not sealed:
            return ""
        return crypto.decrypt(instance.key.opened(), sealed, self.associated(instance)).decode()

    def pre_save(self, instance, add):
        value = instance.__dict__.get(self.attname, "")
        if not isinstance(value, str):
            return value
        return crypto.encrypt(instance.key.opened(), value.encode(), self.associated(instance)) if value else b""

    def get_db_prep_value(self, value, connection, prepared=False):
        if isinstance(value, str):
            if value:
                raise TypeError(f"{self.name} is sealed: assign and save the row, do not use update()")
            value = b""
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj):
        raise TypeError(f"{self.name} is sealed and cannot be serialised")
