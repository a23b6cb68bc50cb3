"""One data key per person; destroying it makes everything about the person unreadable, in backups too."""

from django.conf import settings
from django.db import models

from traedesten.tenancy.models import SiteForeignKey, SiteOwned
from traedesten.vault import crypto


class DataKey(SiteOwned):
    """A 32-byte key, wrapped by the key-encryption key of ``version``."""

    wrapped = models.BinaryField()
    version = models.PositiveSmallIntegerField()

    @classmethod
    def new(cls) -> "DataKey":
        return cls.new_ones(1)[0]

    @classmethod
    def new_ones(cls, count: int) -> list["DataKey"]:
        """So many keys in one query."""
        keys = [cls(version=settings.KEYRING.version) for _ in range(count)]
        for key in keys:
            key.wrap(crypto.new_key())
        return cls.objects.bulk_create(keys)

    def wrap(self, plain: bytes) -> None:
        self.version = settings.KEYRING.version
        wrapping_key = settings.KEYRING.wrapping_key(self.version)
        self.wrapped = crypto.encrypt(wrapping_key, plain, self._associated())
        self._plain = plain

    def opened(self) -> bytes:
        if not hasattr(self, "_plain"):
            wrapping_key = settings.KEYRING.wrapping_key(self.version)
            self._plain = crypto.decrypt(wrapping_key, bytes(self.wrapped), self._associated())
        return self._plain

    def _associated(self) -> str:
        return f"vault.key:{self.pk}@{self.site_id}"


class Keyed(SiteOwned):
    """A row with sealed text. Its key is fetched with it, so that a list costs one query."""

    key = SiteForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
