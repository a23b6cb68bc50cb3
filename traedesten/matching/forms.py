"""Which guide is meant, the guides for a whole list, and a guide's answer."""

from collections import Counter
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.people.models import Volunteer
from traedesten.people.queries import guides
from traedesten.ui.forms import PlainText


class Guide(forms.Form):
    """One of the site's guides, as a button on a card names them."""

    guide = forms.ModelChoiceField(queryset=Volunteer._base_manager.none(), widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["guide"].queryset = guides()


class WholeList(forms.Form):
    """For everybody who waits: the guide that the coordinator wants, or to wait this time, and whom to ask now.

    The names of the fields carry the journey: ``guide-<id>`` is the wish, ``shown-<id>`` the guide that the page
    proposed, ``ask-<id>`` the tick. What is posted of others than ``waiting`` is seen by ``overtaken``.
    """

    WAIT = "wait"

    def __init__(self, posted, *, waiting, guides, free):
        super().__init__(posted)
        self.free = free
        choices = [
            ("", _("Lad forslaget vælge")),
            *((str(guide.pk), guide.full_name) for guide in guides),
            (self.WAIT, _("Vent denne gang")),
        ]
        self.waiting, self.guides = tuple(waiting), {guide.pk: guide for guide in guides}
        for pk in waiting:
            self.fields[f"guide-{pk}"] = forms.ChoiceField(label=_("Guide"), choices=choices, required=False)
            self.fields[f"ask-{pk}"] = forms.BooleanField(label=_("Spørg"), required=False)
            self.fields[f"shown-{pk}"] = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean(self):
        chosen = Counter(self.chosen.values())
        for pk, guide in self.chosen.items():
            if chosen[guide] > self.free.get(guide, 0):
                places = max(self.free.get(guide, 0), 0)
                words = _("%(guide)s har plads til %(places)d lige nu. Vælg en anden, eller lad forslaget vælge.")
                if not places:
                    words = _("%(guide)s har ikke plads til flere lige nu. Vælg en anden, eller lad forslaget vælge.")
                self.add_error(f"guide-{pk}", words % {"guide": self.guides[guide].first_name, "places": places})
        return super().clean()

    @property
    def chosen(self) -> dict[UUID, UUID]:
        """journey → guide, where the coordinator has chosen one who is still here."""
        wishes = {pk: self.data.get(f"guide-{pk}", "") for pk in self.waiting}
        known = {str(guide): guide for guide in self.guides}
        return {pk: known[wish] for pk, wish in wishes.items() if wish in known}

    @property
    def put_off(self) -> set[UUID]:
        return {pk for pk in self.waiting if self.data.get(f"guide-{pk}") == self.WAIT}

    def beside(self, rows):
        """(row, the field for the guide, whether it is ticked) for each row: ticked until somebody takes it away."""
        for row in rows:
            pk = row.journey.pk
            was_shown = bool(self.data.get(f"shown-{pk}"))
            yield row, self[f"guide-{pk}"], f"ask-{pk}" in self.data or not was_shown

    @property
    def is_rearranged(self) -> bool:
        """Whether somebody was chosen whom the page had not shown yet: then the whole proposal may look different."""
        return any(self.data.get(f"shown-{pk}", "") != str(guide) for pk, guide in self.chosen.items())

    @property
    def ticked(self) -> dict[UUID, UUID]:
        """journey → the guide shown beside the tick. Call when valid."""
        answers = self.cleaned_data
        return {pk: answers[f"shown-{pk}"] for pk in self.waiting if answers[f"ask-{pk}"] and answers[f"shown-{pk}"]}

    @property
    def overtaken(self) -> int:
        """How many ticks were for somebody who no longer waits, or is asked about already."""
        ticked = {name.removeprefix("ask-") for name in self.data if name.startswith("ask-")}
        return len(ticked - {str(pk) for pk in self.waiting})


class HowMany(forms.Form):
    """How many new places to think of, as the address says it."""

    NUMBERS, USUAL = (1, 2, 3, 5, 8), 3
    antal = forms.TypedChoiceField(choices=[(number, number) for number in NUMBERS], coerce=int)


class Answer(forms.Form):
    """Yes, or not this time, with a few words if the guide likes."""

    answer = forms.ChoiceField(
        choices=[("yes", _("Ja, det vil jeg gerne")), ("no", _("Ikke denne gang"))],
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Vælg ja eller ikke denne gang."),
            "invalid_choice": _("Vælg ja eller ikke denne gang."),
        },
    )
    note = PlainText(
        label=_("Et ord til koordinatoren"),
        help_text=_("Fx »Jeg har travlt til jul, men gerne i januar.«"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
