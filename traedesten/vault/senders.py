"""Where a form came from."""

from traedesten.vault.crypto import blind_index


def sender(request) -> bytes:
    """A digest that says nothing by itself, and is another at another site; empty when nothing is known."""
    address = request.META.get("REMOTE_ADDR", "")
    return blind_index(request.site.pk, "sender", address) if address else b""
