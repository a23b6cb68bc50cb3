"""What an offer costs, in one line."""

import re

from django.utils.translation import gettext as _


def price_words(price: int | None, words: str) -> str:
    """The amount and the words about it, without a full stop, and the amount only where the words do not name it;
    empty when nobody says.
    """
    words = words.strip().rstrip(".")
    if price is None:
        return words
    amount = _("%(price)s kr.") % {"price": price} if price else _("gratis")
    named = re.search(rf"(?<!\d){price}(?!\d)", words) if price else re.search("gratis|free", words, re.IGNORECASE)
    return words if named else ", ".join(filter(None, (amount, words)))
