"""Quarters and names in sentences."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from traedesten.tenancy.models import User
from traedesten.ui.spoken import quarter_words

register = template.Library()
register.filter("quarter", quarter_words)


@register.filter
def names(users: Iterable[User]) -> str:
    """ "Hanne Vad, Grethe Holm eller Poul Friis"."""
    *others, last = [user.name for user in users]
    return _("%(others)s eller %(last)s") % {"others": ", ".join(others), "last": last} if others else last
