"""The words of every message. They carry nothing personal but a first name and a link.

A site may replace a text by its own (``Wording``), with the same placeholders.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACEHOLDERS = ("first_name", "link", "site", "phone")


@dataclass(frozen=True)
class Words:
    subject: str | Promise
    text: str | Promise


_HELLO = _("En hilsen fra fællesskabsguiderne")

WORDS: dict[str, Words] = {
    "referral_receipt": Words(
        _("Tak for din henvisning"),
        _("Tak. Vi har fået din henvisning og tager over herfra. Følg med her: {link} – {site}"),
    ),
    "referral_feedback": Words(
        _("Nyt om din henvisning"),
        _("Hej. Der er nyt om en henvisning, du har sendt os. Se hvordan det går her: {link} – {site}"),
    ),
    "referral_declined": Words(
        _("Svar på din henvisning"),
        _("Hej. Vi har set på din henvisning. Se vores svar her: {link} – {site}"),
    ),
    "referral_ask_more": Words(
        _("Et spørgsmål om din henvisning"),
        _(
            "Hej. Vi vil gerne spørge om noget, før vi går videre. Ring til os på {phone}. "
            "Se mere her: {link} – {site}"
        ),
    ),
    "guide_asked": Words(
        _("Har du plads til én mere?"),
        _(
            "Hej {first_name}. Der er én, vi tror, du ville passe godt sammen med. "
            "Se mere og svar her: {link} – {site}"
        ),
    ),
    "guide_assigned": Words(
        _("Du har fået et nyt forløb"),
        _("Hej {first_name}. Nu er I to. Det næste skridt står på din side: {link} – {site}"),
    ),
    "guide_called_for": Words(
        _("Der er én, der gerne vil ringes op"),
        _("Hej {first_name}. Der er én, der gerne vil ringes op af dig. Se hvem her: {link} – {site}"),
    ),
    "guide_visit_cancelled": Words(
        _("En aftale er aflyst"),
        _("Hej {first_name}. En aftale er aflyst. Se hvilken her: {link} – {site}"),
    ),
    "guide_change_wanted": Words(
        _("Der er noget, der skal rettes"),
        _("Hej {first_name}. Der er én, der gerne vil have rettet eller slettet noget. Se hvem her: {link} – {site}"),
    ),
    "guide_visit_restored": Words(
        _("En aftale står alligevel"),
        _("Hej {first_name}. En aftale, der var aflyst, står alligevel. Se hvilken her: {link} – {site}"),
    ),
    "guide_new_offer": Words(
        _("Et nyt fællesskab er åbnet"),
        _(
            "Hej {first_name}. Der er åbnet noget nyt, som nogen, du følges med, har ønsket sig. "
            "Se hvad og hvem her: {link} – {site}"
        ),
    ),
    "guide_contact_stopped": Words(
        _("Der er én, der ikke vil kontaktes mere"),
        _("Hej {first_name}. Der er én, der ikke vil ringes op eller skrives til mere. Se hvem her: {link} – {site}"),
    ),
    "invitation": Words(
        _("Velkommen som fællesskabsguide"),
        _("Hej {first_name}. Velkommen. Opret din adgang her, linket virker i 14 dage: {link} – {site}"),
    ),
    "person_page": Words(
        _HELLO,
        _("Hej {first_name}. Her er din egen side med din næste aftale: {link} – {site}"),
    ),
    "agreement": Words(
        _HELLO,
        _("Hej {first_name}. Her er aftalen, vi talte om. Læs den i ro og mag, og sig ja eller nej: {link} – {site}"),
    ),
    "visit_reminder": Words(
        _HELLO,
        _("Hej {first_name}. Der er en aftale i morgen. Se tid og sted her: {link} – {site}"),
    ),
    "someone_new": Words(
        _("Der kommer en ny hos jer"),
        _("Hej {first_name}. Der kommer snart en ny hos jer. Se hvordan I kan tage godt imod: {link} – {site}"),
    ),
    "offer_confirm": Words(
        _("Passer det stadig?"),
        _(
            "Hej {first_name}. Passer det stadig, det, der står om jeres sted? Sig ja med ét tryk, eller ret det: "
            "{link} – {site}"
        ),
    ),
    "offer_report": Words(
        _("En besked om jeres sted"),
        _(
            "Hej {first_name}. En af vores guider har været forbi hos jer. Se, hvad der var, og ret det "
            "her: {link} – {site}"
        ),
    ),
    "offer_thanks": Words(
        _("En tak til jer"),
        _(
            "Hej {first_name}. En af vores guider har været hos jer og var glad for det. Tak, fordi I er "
            "der: {link} – {site}"
        ),
    ),
    "offer_changed": Words(
        _("Vi har rettet lidt i jeres sted"),
        _(
            "Hej {first_name}. Nogen har foreslået en rettelse til jeres sted, og vi har taget den med. "
            "Se, om det passer: {link} – {site}"
        ),
    ),
    "offer_stopped": Words(
        _("Et sted er stoppet"),
        _("Hej {first_name}. Et sted på listen er stoppet. Se hvilket her: {link} – {site}"),
    ),
    "offer_shared": Words(
        _("Et nabosted har delt noget med jer"),
        _("Hej {first_name}. Et nabosted har delt fællesskaber med jer. Se hvilke her: {link} – {site}"),
    ),
    "handover": Words(
        _("En overlevering fra fællesskabsguiderne"),
        _(
            "Hej {first_name}. Vi vil gerne overlevere et forløb til jer. Den, det handler om, har sagt ja. "
            "Læs mere: {link} – {site}"
        ),
    ),
    "visit_changed": Words(
        _HELLO,
        _("Hej {first_name}. Der er nyt om din aftale. Se det her, eller ring til os på {phone}: {link} – {site}"),
    ),
    "handover_answered": Words(
        _("Svar på en overlevering"),
        _("Hej {first_name}. Brobyggeren har svaret på en overlevering. Læs svaret her: {link} – {site}"),
    ),
    "thank_you": Words(
        _("Tak for turen"),
        _(
            "Hej {first_name}. Tak, fordi vi måtte følges med dig. Døren er åben, hvis du får brug for os igen: "
            "{link} – {site}"
        ),
    ),
    "relative_page": Words(
        _HELLO,
        _("Hej {first_name}. Her er en side til dig som pårørende. Du skal ikke stå med det alene: {link} – {site}"),
    ),
    "group_sign_up": Words(
        _HELLO,
        _("Hej {first_name}. Tak, du er skrevet op. Se her, hvad der sker nu: {link} – {site}"),
    ),
    "facilitator_interest": Words(
        _("Tak, fordi du har lyst"),
        _("Hej {first_name}. Tak, fordi du har lyst. En af os ringer snart til dig. Læs lidt imens: {link} – {site}"),
    ),
    "facilitator_another_time": Words(
        _("Tak for snakken"),
        _("Hej {first_name}. Tak for din tid. Døren er åben, hvis det passer en anden gang: {link} – {site}"),
    ),
    "facilitator_invitation": Words(
        _("Velkommen som frivillig"),
        _("Hej {first_name}. Velkommen. Opret din adgang her, linket virker i 14 dage: {link} – {site}"),
    ),
    "facilitator_renew": Words(
        _("Noget skal snart fornyes"),
        _("Hej {first_name}. Der er noget hos os, der snart skal fornyes. Se hvad her: {link} – {site}"),
    ),
    "facilitator_expiring": Words(
        _("Noget skal snart fornyes"),
        _("Hej {first_name}. Der er noget, der snart skal fornyes for en frivillig. Se hvem her: {link} – {site}"),
    ),
    "facilitator_answered": Words(
        _("Der er svar til dig"),
        _("Hej {first_name}. Der er svar til dig. Læs det her: {link} – {site}"),
    ),
    "facilitator_thanks": Words(
        _("En tak til dig"),
        _("Hej {first_name}. Her er en tak til dig: {link} – {site}"),
    ),
    "shift_wishes": Words(
        _("Hvornår kan du tage en vagt?"),
        _("Hej {first_name}. Hvornår kan du være i huset? Skriv det her, det tager et minut: {link} – {site}"),
    ),
    "shift_published": Words(
        _("Vagtplanen er klar"),
        _("Hej {first_name}. Vagtplanen er klar. Se dine vagter her: {link} – {site}"),
    ),
    "shift_open": Words(
        _("Der er en ledig vagt"),
        _("Hej {first_name}. Der er en vagt, du måske kan tage. Se den her: {link} – {site}"),
    ),
    "shift_taken": Words(
        _("En anden har taget din vagt"),
        _("Hej {first_name}. En anden har taget den vagt, du ville bytte. Se dine vagter her: {link} – {site}"),
    ),
    "shift_changed": Words(
        _("Dine vagter er ændret"),
        _("Hej {first_name}. Der er ændret noget i dine vagter. Se dem her: {link} – {site}"),
    ),
    "shift_reopened": Words(
        _("En vagt mangler en guide"),
        _("Hej {first_name}. En vagt mangler en guide igen. Se hvilken her: {link} – {site}"),
    ),
    "questions": Words(
        _HELLO,
        _(
            "Hej {first_name}. Vil du fortælle os, hvordan du har det? Det tager tre minutter, og du må gerne "
            "sige nej tak: {link} – {site}"
        ),
    ),
    "questions_reminder": Words(
        _HELLO,
        _(
            "Hej {first_name}. Vi vil stadig gerne høre, hvordan du har det. Det tager tre minutter, og du kan "
            "sige nej tak samme sted: {link} – {site}"
        ),
    ),
    "group_invitation": Words(
        _HELLO,
        _("Hej {first_name}. Nu er der en plads til dig. Se hvor og hvornår, og svar her: {link} – {site}"),
    ),
    "group_invitation_reminder": Words(
        _HELLO,
        _("Hej {first_name}. Vi er spændte på dit svar. Du kan sige ja, nej eller spørge først: {link} – {site}"),
    ),
    "group_invitation_changed": Words(
        _HELLO,
        _("Hej {first_name}. Tid eller sted er lavet om. Se, om det stadig passer dig: {link} – {site}"),
    ),
    "group_starts": Words(
        _HELLO,
        _("Hej {first_name}. Nu begynder vi, og vi glæder os til at se dig. Se tid og sted her: {link} – {site}"),
    ),
    "group_called_off": Words(
        _HELLO,
        _("Hej {first_name}. Det blev ikke til noget denne gang. Du venter som før. Se mere her: {link} – {site}"),
    ),
    "group_seat_changed": Words(
        _("Der er nyt om en plads i en gruppe"),
        _("Hej {first_name}. Der er nyt om en plads i en af jeres grupper. Se hvilken her: {link} – {site}"),
    ),
    "group_reminder": Words(
        _HELLO,
        _("Hej {first_name}. Du har en aftale i morgen. Se tid og sted, eller meld afbud her: {link} – {site}"),
    ),
    "group_changed": Words(
        _HELLO,
        _("Hej {first_name}. Der er nyt om en aftale, du har. Se tid og sted her: {link} – {site}"),
    ),
    "group_ended": Words(
        _HELLO,
        _("Hej {first_name}. Tak for denne gang. Se her, hvad der kan ske nu: {link} – {site}"),
    ),
    "group_goes_on": Words(
        _HELLO,
        _("Hej {first_name}. Nu er der en dag og et sted, hvor I kan mødes videre. Se det her: {link} – {site}"),
    ),
    "somebody_comes": Words(
        _("Der kommer en ny"),
        _(
            "Hej {first_name}. Der kommer snart en ny hos jer, som håber, at nogen tager imod. Se, hvad der står om "
            "jer, her: {link} – {site}"
        ),
    ),
    "group_follow_up": Words(
        _HELLO,
        _(
            "Hej {first_name}. Du sagde ja til, at vi måtte spørge igen. Det er to spørgsmål, og svaret er "
            "uden navn: {link} – {site}"
        ),
    ),
    "facilitator_changed": Words(
        _("Der er lavet om på et møde"),
        _("Hej {first_name}. Der er lavet om på møderne i din gruppe. Se det her: {link} – {site}"),
    ),
    "facilitator_starts": Words(
        _("Din gruppe begynder"),
        _("Hej {first_name}. Nu er gruppen samlet, og I kan begynde. Se hvem, hvor og hvornår: {link} – {site}"),
    ),
    "facilitator_seat_left": Words(
        _("Én i din gruppe er stoppet"),
        _("Hej {first_name}. Én i din gruppe er stoppet. Se, om de andre må få det at vide: {link} – {site}"),
    ),
    "facilitator_call": Words(
        _("Én i din gruppe vil gerne ringes op"),
        _("Hej {first_name}. Én i din gruppe har bedt om, at I ringer. Se hvem her: {link} – {site}"),
    ),
}
