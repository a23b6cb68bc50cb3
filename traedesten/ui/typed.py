"""Nothing typed is lost: forms that somebody else overtook, and what is shown of them."""

from django import forms
from django.utils.translation import gettext as _


def bound(request, kind: type[forms.Form], **about) -> forms.Form:
    """The form as it was posted, unbound on a GET. Should its move come too late, the 409 page shows what is in it.

    ``request.too_late`` holds the error when that is known already; it is raised here, with the form in hand.
    """
    request.bound_form = form = kind(request.POST if request.method == "POST" else None, **about)
    if getattr(request, "too_late", None):
        raise request.too_late
    return form


def version_of(request) -> int | None:
    """The version that a button without a form of its own was shown with; None for what is no number."""
    typed = request.POST.get("expected_version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def renew(form: forms.Form, version: int) -> None:
    """Let a form that somebody else overtook be sent again, with everything typed kept."""
    form.data = form.data.copy()
    form.data["expected_version"] = version


def typed_in(form: forms.Form | None) -> list[tuple[str, str]]:
    """(label, answer in words) for every question that was answered; nothing of hidden fields and files."""
    if form is None or not form.is_bound:
        return []
    answers = [(field.label, _in_words(field.field, field.data)) for field in form.visible_fields()]
    return [(label, answer) for label, answer in answers if answer]


def changed_since(form: forms.Form, known: dict) -> list[tuple[str, str]]:
    """(label, what stands now) for every field where the form, which is valid, says something else."""
    return [
        (form[name].label, _in_words(form.fields[name], value) or "–")
        for name, value in known.items()
        if name != "expected_version" and form.cleaned_data.get(name) != value
    ]


def _in_words(field: forms.Field, value) -> str:
    """A value as people read it; "" for none."""
    if isinstance(field, forms.FileField):
        return ""
    if isinstance(field, forms.BooleanField):
        return _("Ja") if field.to_python(value) else _("Nej")
    many = value if isinstance(value, list | tuple) else [value]
    if isinstance(field, forms.ModelChoiceField):
        labels = {str(row.pk): field.label_from_instance(row) for row in field.queryset}
        many = [str(getattr(one, "pk", one)) for one in many if one]
    else:
        labels = {str(code): label for code, label in getattr(field, "choices", ())}
    return ", ".join(str(labels.get(str(one), one)) for one in many if one not in (None, ""))
