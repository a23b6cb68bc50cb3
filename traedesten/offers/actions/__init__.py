"""What can be done with offers."""

from traedesten.offers.actions.keeping import add_offer, edit_offer, keep_organisation, keep_outline

__all__ = ["add_offer", "edit_offer", "keep_organisation", "keep_outline"]
