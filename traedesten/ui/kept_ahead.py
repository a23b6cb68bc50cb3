"""Pages that a phone fetches ahead, to have them without network: nobody is reading them."""

from django.contrib.messages.storage.fallback import FallbackStorage


def is_kept_ahead(request) -> bool:
    """Whether the phone's service worker fetched this page, and not somebody who reads it."""
    return "X-Kept" in request.headers


class ForReaders(FallbackStorage):
    """Words after a deed ("Gemt.") wait for the page that somebody reads.

    The phone may fetch a page ahead between the deed and its answer; it neither shows the words nor uses them up.
    """

    def _get(self, *args, **kwargs):
        return ([], True) if is_kept_ahead(self.request) else super()._get(*args, **kwargs)

    def _store(self, *args, **kwargs):
        return [] if is_kept_ahead(self.request) else super()._store(*args, **kwargs)
