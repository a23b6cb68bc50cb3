"""What can be done with offers."""

from traedesten.offers.actions.confirming import ask_owner, close_owner_links, confirm_offer, give_up_asking
from traedesten.offers.actions.keeping import (
    add_offer,
    add_offers,
    edit_offer,
    keep_organisation,
    keep_outline,
    stop_offer,
    take_suggestion,
)
from traedesten.offers.actions.telling import handle_report, leave_suggestion, report_offer, suggest_change

__all__ = [
    "add_offer",
    "add_offers",
    "ask_owner",
    "close_owner_links",
    "confirm_offer",
    "edit_offer",
    "give_up_asking",
    "handle_report",
    "keep_organisation",
    "keep_outline",
    "leave_suggestion",
    "report_offer",
    "stop_offer",
    "suggest_change",
    "take_suggestion",
]
