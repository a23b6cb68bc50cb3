"""One question, a paper form, a battery, and what was done."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traedesten.domain.asking import PLANS, BadCode, Course, Plan, Wave, number_in, with_goal
from traedesten.domain.instruments import Why
from traedesten.domain.instruments.goals import LONGEST
from traedesten.outcomes.models import Battery
from traedesten.outcomes.questions import GOALS, Question, code_of, may_be_chosen, said
from traedesten.ui.forms import PlainText, WholeNumber
from traedesten.ui.labels import choices, words

WITHOUT = {"skipped": Why.SKIPPED, "declined": Why.DECLINED}


class Answer(forms.Form):
    """One of the options, or one of the two buttons for those who pass by."""

    answer = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Vælg et af svarene.")},
    )

    def __init__(self, *args, question: Question, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = question.options
        self.fields["answer"].label = question.text

    def clean(self):
        if self.data.get("without") not in WITHOUT and not self.cleaned_data.get("answer"):
            self.add_error("answer", _("Vælg et svar, eller tryk på »Spring over«."))
        return self.cleaned_data

    @property
    def chosen(self) -> int | Why:
        passed = WITHOUT.get(self.data.get("without"))
        return passed or int(self.cleaned_data["answer"])


class Goal(forms.Form):
    """What somebody most hopes for, in their own words, or one of the two buttons for those who pass by."""

    answer = PlainText(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv lidt, eller tryk på »Spring over«.")},
    )

    def __init__(self, *args, question: Question, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = question.text
        self.fields["answer"].help_text = question.example
        if self.data.get("without") in WITHOUT:
            self.fields["answer"].disabled, self.fields["answer"].required = True, False

    def clean_answer(self):
        words = self.cleaned_data["answer"]
        if words and not any(letter.isprintable() and not letter.isspace() for letter in words):
            raise forms.ValidationError(self.fields["answer"].error_messages["required"])
        return words

    @property
    def chosen(self) -> str | Why:
        return WITHOUT.get(self.data.get("without")) or self.cleaned_data["answer"]


class PaperCode(forms.Form):
    """The code on a paper form. What was typed wrong is not found by chance: two digits check the others."""

    code = forms.CharField(
        label=gettext_lazy("Koden på papiret"),
        help_text=gettext_lazy("Otte cifre øverst på siden."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv koden, der står øverst på papiret.")},
    )

    def clean_code(self) -> int:
        try:
            return number_in(self.cleaned_data["code"])
        except BadCode as problem:
            texts = {
                "length": _("Koden har otte cifre."),
                "check": _("Der er et forkert ciffer i koden. Se efter igen."),
            }
            raise forms.ValidationError(texts[problem.reason]) from None


NOTHING = "skipped"


class Paper(forms.Form):
    """A whole paper form: every question has an answer, or is said to have none."""

    def __init__(self, *args, questions: list[Question], **kwargs):
        super().__init__(*args, **kwargs)
        passed = [(NOTHING, _("Ikke udfyldt")), ("declined", _("Vil ikke svare"))]
        for question in questions:
            label = f"{question.number}. {question.stem} {question.text}".replace("  ", " ")
            if question.is_told:
                self.fields[question.field] = PlainText(
                    label=label,
                    help_text=_("Skriv det, der står på linjerne. Lad feltet være tomt, hvis der ikke står noget."),
                    required=False,
                    max_length=LONGEST,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )
                continue
            self.fields[question.field] = forms.ChoiceField(
                label=label,
                choices=[*question.options, *passed],
                widget=forms.RadioSelect,
                error_messages={"required": _("Vælg det, der er sat kryds ved, eller »Ikke udfyldt«.")},
            )

    @property
    def answers(self) -> dict[str, int | str | Why]:
        return {field: self._answer(field, value) for field, value in self.cleaned_data.items()}

    def _answer(self, field: str, value: str) -> int | str | Why:
        if isinstance(self.fields[field], PlainText):
            return value or Why.SKIPPED
        return WITHOUT[value] if value in WITHOUT else int(value)


class BatteryForm(forms.Form):
    """What is asked, and when. A wave that is not ticked is not asked."""

    expected_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    is_on = forms.BooleanField(required=False, label=gettext_lazy("Vi spørger dem, der har sagt ja til det"))
    asks_goal = forms.BooleanField(
        required=False,
        label=gettext_lazy("Spørg også, hvad den enkelte helst vil nå"),
        help_text=gettext_lazy(
            "Den første gang skriver man det med sine egne ord. De næste gange ser man ordene igen og siger, hvor "
            "langt man er kommet. Ordene er ens egne: I ser kun, hvor mange der nåede derhen."
        ),
    )

    def __init__(self, *args, battery: Battery | None, course: Course, **kwargs):
        self.course = course
        known = {row.wave: row for row in battery.planned_waves} if battery else {}
        first = {
            "expected_version": battery.version if battery else None,
            "is_on": battery.is_on if battery else False,
            "asks_goal": any(GOALS & {*row.instruments} for row in known.values()),
        }
        super().__init__(*args, initial=first, **kwargs)
        offered = [(code_of(one), f"{said(one.name)}, {one.version}") for one in may_be_chosen()]
        for plan in PLANS[course]:
            self._add(plan.wave, known.get(plan.wave) or plan, offered, is_there=not battery or plan.wave in known)

    def _add(self, wave: Wave, plan, offered: list, *, is_there: bool) -> None:
        weeks = {"min_value": 0, "max_value": 156, "initial": plan.weeks}
        label = words("group_wave" if self.course == Course.GROUPS else "wave", wave)
        self.fields[f"{wave}_on"] = forms.BooleanField(required=False, label=label, initial=is_there)
        self.fields[f"{wave}_weeks"] = WholeNumber(label=self._since, **weeks)
        days = {"min_value": 0, "max_value": 60}
        self.fields[f"{wave}_days_before"] = WholeNumber(
            label=_("Må besvares så mange dage før"), initial=plan.days_before, **days
        )
        self.fields[f"{wave}_days_after"] = WholeNumber(
            label=_("Lukker så mange dage efter"), initial=plan.days_after, **days
        )
        self.fields[f"{wave}_instruments"] = forms.MultipleChoiceField(
            required=False,
            label=_("Spørgsmål"),
            choices=offered,
            initial=[code for code in plan.instruments if code not in GOALS],
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def _since(self) -> str:
        return _("Uger efter det første møde") if self.course == Course.GROUPS else _("Uger efter den første samtale")

    def clean(self):
        answers = self.cleaned_data
        asked = [wave for wave in Wave if answers.get(f"{wave}_on")]
        for wave in asked:
            chosen = answers.get(f"{wave}_instruments") or []
            if not chosen:
                self.add_error(f"{wave}_instruments", _("Vælg mindst ét sæt spørgsmål."))
            if len({code.split(":")[0] for code in chosen}) < len(chosen):
                self.add_error(f"{wave}_instruments", _("Vælg kun én udgave af de samme spørgsmål."))
        if answers.get("asks_goal") and (Wave.T0 not in asked or len(asked) < 2):
            self.add_error("asks_goal", _("Det siges den første gang, og der spørges til det senere. Vælg begge."))
        weeks = [answers.get(f"{wave}_weeks") for wave in asked]
        if None not in weeks and weeks != sorted(set(weeks)):
            self.add_error(f"{asked[-1]}_weeks", _("Hver gang skal ligge senere end den før."))
        return answers

    @property
    def rows(self) -> list[list]:
        names = ("on", "weeks", "days_before", "days_after", "instruments")
        return [[self[f"{plan.wave}_{name}"] for name in names] for plan in PLANS[self.course]]

    @property
    def plans(self) -> list[Plan]:
        known = self.cleaned_data
        plans = [
            Plan(
                wave,
                known[f"{wave}_weeks"],
                known[f"{wave}_days_before"],
                known[f"{wave}_days_after"],
                tuple(known[f"{wave}_instruments"]),
            )
            for wave in Wave
            if known.get(f"{wave}_on")
        ]
        return list(with_goal(plans)) if known["asks_goal"] else plans


class CloseTask(forms.Form):
    """What was done, in one word and in one's own."""

    done = forms.ChoiceField(
        label=gettext_lazy("Hvad blev der gjort?"),
        choices=lambda: choices("contact_done"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvad der blev gjort.")},
    )
    words = PlainText(
        label=gettext_lazy("Skriv et par ord"),
        help_text=gettext_lazy("Hvad blev I enige om? Skriv ikke noget om helbred, der ikke er brug for."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
