"""The form in a shorter shape, for the one who answers for the offer."""

from django import forms

from traedesten.offers.forms.offer import Offer
from traedesten.ui import labels


class OwnOffer(Offer):
    """What an owner keeps right. How the offer is sorted and who stands publicly is not among it."""

    leaves_out = (
        *("kind", "organisation", "interests", "contact_public", "area", "postcode", "gender", "languages"),
        *("minimum_age", "maximum_age", "size", "pace", "doing", "same_people", "greeted", "url"),
    )


class Capacity(forms.Form):
    """One of four buttons."""

    capacity = forms.ChoiceField(choices=labels.choices("capacity"))
