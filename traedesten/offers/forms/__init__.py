"""The forms of an offer: the whole one, the owner's shorter one, and those for reports and suggestions."""

from traedesten.offers.forms.offer import Offer
from traedesten.offers.forms.owner import Capacity, OwnOffer
from traedesten.offers.forms.report import Report
from traedesten.offers.forms.suggestion import Suggestion, differences, retyped

__all__ = ["Capacity", "Offer", "OwnOffer", "Report", "Suggestion", "differences", "retyped"]
