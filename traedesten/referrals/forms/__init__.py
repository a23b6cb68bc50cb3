"""The forms of the referral card and of what is done with it."""

from traedesten.referrals.forms.public import Card
from traedesten.referrals.forms.units import Unit

__all__ = ["Card", "Unit"]
