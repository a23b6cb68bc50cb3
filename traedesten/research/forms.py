"""What an export is for, whom it is about, and what will be looked at; and a no with its reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traedesten.domain.asking import Course, Wave
from traedesten.domain.instruments import definition_of
from traedesten.evaluation.export import FACTORS, Factor, Outcome, Plan
from traedesten.evaluation.export.tables import WAVES, field_of
from traedesten.groups.models import Programme
from traedesten.research.wanted import TOLD
from traedesten.ui.forms import PlainText
from traedesten.ui.labels import words
from traedesten.ui.spoken import quarter_words, said

MONTHS = [(1, _("En måned")), (3, _("Tre måneder")), (6, _("Et halvt år")), (12, _("Et år"))]


class AskForExport(forms.Form):
    """Purpose, people and plan. ``plan`` is there when it is valid."""

    layouts = {"course": "list", "instruments": "list", "waves": "list", "factors": "list"}

    purpose = PlainText(
        label=_("Hvad skal det bruges til?"),
        help_text=_("Skriv, hvem der skal have det, og hvad de vil finde ud af. Skriv ikke om personer."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv, hvad det skal bruges til.")},
    )
    course = forms.ChoiceField(label=_("Hvem handler det om?"), required=False, widget=forms.RadioSelect)
    programme = forms.ModelChoiceField(
        label=_("Kun grupper af én type"), queryset=None, required=False, empty_label=_("Alle typer")
    )
    began_from = forms.ChoiceField(label=_("Begyndt fra og med"), required=False)
    began_until = forms.ChoiceField(label=_("Begyndt til og med"), required=False)
    instruments = forms.MultipleChoiceField(
        label=_("Hvad vil I se på?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst ét spørgeskema.")},
    )
    waves = forms.MultipleChoiceField(
        label=_("Hvornår har det flyttet sig?"),
        help_text=_("Hver gang bliver sammenlignet med begyndelsen."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst én gang.")},
    )
    factors = forms.MultipleChoiceField(
        label=_("Hvad virker for hvem?"),
        help_text=_(
            "Det, I ikke vælger nu, er ikke med i filerne, og det kan I ikke undersøge bagefter. Jo færre, I vælger, "
            "jo færre felter bliver tomme."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    tells_began = forms.BooleanField(label=_("Vis også, hvilket kvartal de begyndte i"), required=False)
    months = forms.TypedChoiceField(
        label=_("Hvor længe må det ligge her?"),
        help_text=_("Bagefter bliver filerne slettet hos os, og forskeren skal slette sine."),
        coerce=int,
        choices=MONTHS,
        error_messages={"required": _("Vælg, hvor længe det må ligge her.")},
    )

    def __init__(self, typed=None, *, quarters: list[str], instruments: list[str], **more):
        super().__init__(typed, **more)
        each = [(str(course), words("course", course)) for course in Course]
        self.fields["course"].choices = [("", _("Både forløb og grupper")), *each]
        self.fields["programme"].queryset = Programme.objects.order_by("name")
        self.fields["programme"].label_from_instance = lambda programme: programme.name
        named = [(quarter, quarter_words(quarter)) for quarter in quarters]
        self.fields["began_from"].choices = [("", _("Fra den første")), *named]
        self.fields["began_until"].choices = [("", _("Til det sidste hele kvartal")), *reversed(named)]
        names = [(name, said(definition_of(*name.split(":")).name)) for name in instruments]
        self.fields["instruments"].choices = names
        later = [wave for wave in WAVES if wave.value != Wave.T0]
        self.fields["waves"].choices = [(wave.value, said(wave.words)) for wave in later]
        self.fields["factors"].choices = [(name, said(field_of("persons", name).title)) for name in FACTORS]

    def clean(self):
        answers = super().clean()
        first, last = answers.get("began_from"), answers.get("began_until")
        if first and last and first > last:
            self.add_error("began_until", _("Det er før det kvartal, det begynder i."))
        if answers.get("programme") and answers.get("course") == Course.JOURNEYS:
            self.add_error("programme", _("Forløb med en guide har ingen type. Vælg grupper, eller alle typer."))
        if not self.errors:
            self.plan = self._plan(answers)
        return answers

    def _plan(self, answers: dict) -> Plan | None:
        """The first questionnaire at the first wave is the main outcome."""
        courses = [Course(answers["course"])] if answers["course"] else list(Course)
        if answers["programme"]:
            courses = [Course.GROUPS]
        outcomes = tuple(
            Outcome(str(course), *name.split(":"), wave)
            for wave in sorted(answers["waves"])
            for course in courses
            for name in answers["instruments"]
        )
        factors = []
        for name in answers["factors"]:
            on = tuple(outcome for outcome in outcomes if name in TOLD[Course(outcome.course)])
            if on:
                factors.append(Factor(name, on))
            else:
                title = {"what": said(field_of("persons", name).title)}
                self.add_error("factors", _("»%(what)s« kender vi ikke om dem, I har valgt.") % title)
        return Plan(outcomes, tuple(factors))

    @property
    def filters(self) -> dict:
        """As ``actions.ask_for_export`` takes them."""
        return {
            name: self.cleaned_data[name]
            for name in ("purpose", "course", "programme", "began_from", "began_until", "tells_began")
        }


class RefuseExport(forms.Form):
    """Why not."""

    words = PlainText(
        label=_("Hvorfor ikke?"),
        help_text=_("Den, der bad om det, kan læse det. Så kan det blive rigtigt næste gang."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv kort, hvorfor ikke.")},
    )
