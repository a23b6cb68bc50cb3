"""What can be done: publish what is open, and take the directory home."""

from traedesten.api.actions.publishing import export_offers, publish

__all__ = ["export_offers", "publish"]
