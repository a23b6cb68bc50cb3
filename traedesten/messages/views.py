"""The words of every message, in the site's own voice."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traedesten.domain.access import Deed, require
from traedesten.messages import actions, forms, queries

WHEN = {
    "referral_receipt": gettext_lazy("Til den, der henviser, lige efter henvisningen"),
    "referral_feedback": gettext_lazy("Til den, der henviste, når der er nyt og borgeren har sagt ja"),
    "referral_declined": gettext_lazy("Til den, der henviste, når vi ikke kan hjælpe"),
    "referral_ask_more": gettext_lazy("Til den, der henviste, når vi mangler at vide noget"),
    "guide_asked": gettext_lazy("Til en guide, der bliver spurgt om plads til én mere"),
    "guide_assigned": gettext_lazy("Til en guide, der har fået et nyt forløb"),
    "guide_called_for": gettext_lazy("Til guiden, når nogen gerne vil ringes op"),
    "guide_visit_cancelled": gettext_lazy("Til guiden, når en aftale er aflyst"),
    "guide_change_wanted": gettext_lazy("Til guiden, når nogen vil have noget rettet eller slettet"),
    "guide_visit_restored": gettext_lazy("Til guiden, når en aflyst aftale står alligevel"),
    "guide_contact_stopped": gettext_lazy("Til guiden, når nogen ikke vil kontaktes mere"),
    "guide_new_offer": gettext_lazy("Til guiden, når noget, der var ønsket, er åbnet"),
    "invitation": gettext_lazy("Til en ny frivillig"),
    "person_page": gettext_lazy("Til borgeren, med linket til egen side"),
    "agreement": gettext_lazy("Til borgeren, når aftalen kan læses"),
    "visit_reminder": gettext_lazy("Til borgeren eller den pårørende, dagen før en aftale"),
    "someone_new": gettext_lazy("Til tilbuddets kontaktperson, når der kommer en ny"),
    "offer_confirm": gettext_lazy("Til den, der svarer for et sted, når det er tid at spørge"),
    "offer_report": gettext_lazy("Til den, der svarer for et sted, når en guide har meldt noget"),
    "offer_thanks": gettext_lazy("Til den, der svarer for et sted, når en guide var glad for det"),
    "offer_changed": gettext_lazy("Til den, der svarer for et sted, når et forslag er taget med"),
    "offer_stopped": gettext_lazy("Til koordinatoren, når et sted er stoppet"),
    "offer_shared": gettext_lazy("Til koordinatoren, når et nabosted har delt fællesskaber"),
    "handover": gettext_lazy("Til den kommunale brobygger"),
    "handover_answered": gettext_lazy("Til koordinatoren, når brobyggeren har svaret"),
    "visit_changed": gettext_lazy(
        "Til borgeren eller den pårørende, når en anden går med, eller aftalen falder bort"
    ),
    "thank_you": gettext_lazy("Til borgeren, når forløbet slutter"),
    "relative_page": gettext_lazy("Til den pårørende, med linket til egen side"),
    "group_sign_up": gettext_lazy("Til den, der har skrevet sig op til en gruppe"),
    "facilitator_interest": gettext_lazy("Til den, der gerne vil være facilitator, når vi har fået det at vide"),
    "facilitator_another_time": gettext_lazy("Til den, der ikke bliver facilitator denne gang"),
    "facilitator_invitation": gettext_lazy("Til en ny facilitator"),
    "facilitator_renew": gettext_lazy("Til en facilitator, når noget skal fornyes inden for to måneder"),
    "facilitator_expiring": gettext_lazy("Til koordinatoren, når noget skal fornyes for en facilitator"),
    "facilitator_answered": gettext_lazy("Til en facilitator, der har bedt om sparring og fået svar"),
    "facilitator_thanks": gettext_lazy("Til en facilitator, med en tak"),
    "shift_wishes": gettext_lazy("Til guiderne, når I spørger, hvornår de kan tage vagter"),
    "shift_published": gettext_lazy("Til de guider, der har vagter, når vagtplanen er ude"),
    "shift_open": gettext_lazy("Til de guider, der kan tage en vagt, som er ledig"),
    "shift_taken": gettext_lazy("Til guiden, når en anden har taget vagten"),
    "shift_changed": gettext_lazy("Til guiden, når en vagt er taget fra eller lukket"),
    "shift_reopened": gettext_lazy("Til koordinatoren, når en vagt har mistet sin guide"),
    "questions": gettext_lazy("Til borgeren, når det er tid at spørge, hvordan det går"),
    "questions_reminder": gettext_lazy("Til borgeren, når der ikke er svaret endnu"),
    "group_invitation": gettext_lazy("Til den, der bliver budt en plads i en gruppe"),
    "group_invitation_reminder": gettext_lazy("Til den, der ikke har svaret på en plads, én gang"),
    "group_invitation_changed": gettext_lazy("Til dem, der er budt en plads, når tid eller sted er lavet om"),
    "group_starts": gettext_lazy("Til dem, der har sagt ja, når gruppen begynder"),
    "group_called_off": gettext_lazy("Til den, hvis plads i en gruppe faldt bort"),
    "group_seat_changed": gettext_lazy("Til koordinatoren, når der er nyt om en plads i en gruppe"),
    "group_reminder": gettext_lazy("Til den, der går i en gruppe, dagen før et møde"),
    "group_changed": gettext_lazy("Til den, der går i en gruppe, når et møde er flyttet eller aflyst"),
    "group_ended": gettext_lazy("Til den, der har gået i en gruppe, når den slutter"),
    "group_goes_on": gettext_lazy("Til dem, der vil mødes videre, når der er en dag og et sted"),
    "somebody_comes": gettext_lazy("Til den, der svarer for et sted, når en fra en gruppe vil komme"),
    "group_follow_up": gettext_lazy("Til den, der sagde ja til det, tre måneder efter en gruppe"),
    "facilitator_changed": gettext_lazy("Til dem, der holder en gruppe, når et møde er lavet om"),
    "facilitator_starts": gettext_lazy("Til dem, der holder en gruppe, når den begynder"),
    "facilitator_seat_left": gettext_lazy("Til dem, der holder en gruppe, når én selv er stoppet"),
    "facilitator_call": gettext_lazy("Til dem, der holder en gruppe, når én beder om et opkald"),
}


def wordings(request, site):
    """Every message with the words in force."""
    require(request.actor, Deed.EDIT_WORDING, site_id=request.site.pk)
    rows = [(name, WHEN.get(name, name), texts) for name, texts in queries.wordings_in_force()]
    own = sum(bool(text.own) for _name, _when, texts in rows for text in texts)
    return render(request, "messages/wordings.html", {"rows": rows, "own": own})


def wording(request, site, name, language):
    """The words of one message in one language: try them, keep them, or go back to the common ones."""
    require(request.actor, Deed.EDIT_WORDING, site_id=request.site.pk)
    words = queries.wording_in_force(name, language)
    if words is None:
        raise Http404
    keep = {"by": request.actor, "name": name, "language": language, "now": timezone.now()}
    if request.method == "POST" and "common" in request.POST:
        actions.edit_wording(text="", **keep)
        messages.success(request, _("Nu bruger I de fælles ord igen."))
        return redirect("messages:wording", site, name, language)
    about = {"common": words.common, "language": language, "initial": {"text": words.text}}
    form = forms.Wording(request.POST or None, **about)
    shown = words.text
    if request.method == "POST" and form.is_valid():
        shown = form.cleaned_data["text"]
        if "try" not in request.POST:
            actions.edit_wording(text=shown, **keep)
            messages.success(request, _("Gemt. De næste beskeder får jeres egne ord."))
            return redirect("messages:wordings", site)
    page = {
        "form": form,
        "words": words,
        "when": WHEN.get(name, name),
        "preview": "" if form.errors else forms.preview(shown, request.site),
        "is_tried": request.method == "POST",
    }
    return render(request, "messages/wording.html", page, status=422 if form.errors else 200)
