"""The words for what a reading found: verdicts, warnings, refusals, columns."""

from django.utils.translation import gettext_lazy as _

VERDICTS = {
    "new": _("Nyt"),
    "changed": _("Ændret"),
    "unchanged": _("Som før"),
    "kept": _("Jeres egen rettelse står"),
    "skipped": _("Sprunget over"),
    "undone": _("Fortrudt"),
}

KINDS = {
    "": _("Ikke læst endnu"),
    "csv": _("Tabel (CSV eller Excel)"),
    "hsds": _("HSDS"),
    "tabular": _("HSDS som tabeller"),
    "oruk": _("Open Referral UK 1.0"),
    "ical": _("Kalender (iCal)"),
}

STATES = {
    "reading": _("Bliver læst"),
    "ready": _("Venter på, at I ser den igennem"),
    "running": _("Bliver hentet ind"),
    "done": _("Hentet ind"),
    "undoing": _("Bliver fortrudt"),
    "undone": _("Fortrudt"),
    "refused": _("Kunne ikke læses"),
}

REFUSALS = {
    "empty": _("Der står ingenting i den."),
    "html": _("Det er en hjemmeside og ikke en liste. Måske skal man logge ind der, eller adressen er flyttet."),
    "not_json": _("Den begynder som data, men er skrevet forkert undervejs. Bed dem, der ejer den, om at se på den."),
    "not_a_zip": _("Den pakkede fil kan ikke åbnes. Prøv at gemme den igen."),
    "not_a_table": _("Regnearket kan ikke åbnes. Prøv at gemme det igen som .xlsx eller CSV."),
    "not_a_calendar": _("Kalenderen er skrevet forkert og kan ikke læses."),
    "truncated": _("Den holder op midt i det hele. Hent den igen, og prøv så en gang til."),
    "too_large": _("Den er for stor. Del den i mindre dele."),
    "calendar_too_large": _("Kalenderen fylder mere end 10 MB, og så stor en kan vi ikke læse. Del den i to."),
    "wrong_kind": _("Det er ikke en slags, vi kan læse. Gem den som CSV eller .xlsx, eller brug en HSDS-adresse."),
    "bad_address": _("Adressen skal begynde med https:// eller http://."),
    "private_address": _("Den adresse ligger på et lukket net. Vi henter kun det, alle kan nå."),
    "not_found": _("Der ligger ikke noget på den adresse, eller også må vi ikke se det."),
    "no_answer": _("Stedet svarede ikke. Vi prøver gerne igen senere."),
    "cyclic": _("Siderne peger i ring, så listen bliver aldrig færdig."),
    "too_many_pages": _("Listen har for mange sider."),
    "gave_up": _("Den blev aldrig færdig. Prøv igen."),
}

WARNINGS = {
    "missing_name": _("Der står intet navn, så vi kan ikke tage den med."),
    "duplicate_id": _("Den står der to gange. Vi tog den første."),
    "same_name_and_place": _("En anden række har samme navn og sted. Er det den samme?"),
    "not_an_offer": _("Det er ikke et tilbud."),
    "record_too_large": _("Der står alt for meget, så vi lod den ligge."),
    "broken_line": _("Linjen kunne ikke læses."),
    "unreadable_row": _("Rækken kunne ikke læses."),
    "left_out": _("Den har I taget væk igen, så vi lader den ligge."),
    "not_taken": _("Den passede ikke ind, og vi lod den ligge."),
    "missing_id": _("Der er intet nummer på, så vi kender den på navn og sted."),
    "missing_organisation": _("Der står ikke, hvem der står bag."),
    "unknown_organisation": _("Den peger på en forening, der ikke er i listen."),
    "missing_status": _("Der står ikke, om det er åbent. Vi går ud fra, at det er."),
    "unknown_status": _("Vi forstod ikke, om det er åbent. Vi går ud fra, at det er."),
    "missing_location": _("Den peger på et sted, der ikke er i listen."),
    "bad_phone": _("Telefonnummeret kan ikke bruges. Vi lod det ligge."),
    "bad_email": _("E-mailadressen er skrevet forkert. Vi lod den ligge."),
    "bad_url": _("Hjemmesiden er skrevet forkert. Vi lod den ligge."),
    "bad_date": _("Vi forstod ikke datoen."),
    "bad_time": _("Vi forstod ikke klokkeslættet."),
    "bad_number": _("Vi forstod ikke tallet."),
    "bad_coordinate": _("Punktet på kortet ligger uden for kloden."),
    "out_of_range": _("Tallet er for stort eller for lille."),
    "swapped_ages": _("Yngste og ældste var byttet om. Det har vi rettet."),
    "ages_not_read": _("Vi forstod ikke alderen."),
    "several_prices": _("Der er flere priser. De står som tekst."),
    "several_places": _("Der er flere steder. Vi tog det første."),
    "script_removed": _("Der lå kode i teksten. Den er taget ud."),
    "cpr_removed": _("Der stod noget, der ligner et CPR-nummer. Det er taget ud."),
    "cut": _("Teksten var meget lang og er klippet."),
    "shortened": _("Teksten er klippet, så den passer til listen."),
    "cyclic": _("Foreningen hører under sig selv. Det så vi bort fra."),
    "too_many": _("Der er flere, end vi kan tage med."),
    "wrong_type": _("Et felt havde en anden form, end det skal have."),
    "ends_before_start": _("Det slutter, før det begynder."),
    "bad_weekday": _("Vi forstod ikke ugedagen."),
    "missing_weekday": _("Der står ikke, hvilken dag det er."),
    "missing_month_day": _("Der står ikke, hvilken dag i måneden det er."),
    "unknown_frequency": _("Vi forstod ikke, hvor tit det er."),
    "count_without_start": _("Der står hvor mange gange, men ikke hvornår det begynder."),
    "times_not_read": _("Vi forstod ikke tiden. Den står i teksten."),
    "times_partly_read": _("Vi forstod kun noget af tiden."),
    "times_left_out": _("En af tiderne passer ikke i vores kalender. Den står i teksten, hvis der var ord til den."),
    "too_many_times": _("Der er flere tider, end vi kan tage med."),
    "end_assumed": _("Der står ikke, hvornår det slutter. Vi har skrevet en time."),
    "fifth_week": _("Den femte uge i måneden kan vi ikke vise."),
}
SINCE = {
    "in_use": _("Nogen er på vej derhen eller har fortalt om det, så det bliver stående."),
    "confirmed": _("Nogen har siden sagt, at det passer, så det bliver stående."),
    "other": _("Nogen har rettet det siden, så det bliver stående."),
}
SINCE_FIELDS = _("Rettet siden: %(fields)s. Det bliver stående, som det er.")

UNKNOWN = _("Her var noget, vi ikke kunne læse helt.")
ROW = _("Række %(number)s")
NAMELESS = _("Uden navn")
CHANGES = _("Nyt: %(fields)s.")
KEEPS = _("I har selv rettet %(fields)s. Det lader vi stå.")

FIELDS = {
    "name": _("navn"),
    "about": _("beskrivelse"),
    "can_hold": _("hvem det kan rumme"),
    "url": _("hjemmeside"),
    "is_open": _("åbent for nye"),
    "price": _("pris"),
    "price_words": _("pris i ord"),
    "minimum_age": _("yngste alder"),
    "maximum_age": _("ældste alder"),
    "contact_name": _("kontaktperson"),
    "contact_phone": _("telefon"),
    "contact_email": _("e-mail"),
    "interests": _("hvad det handler om"),
    "languages": _("sprog"),
    "organisation": _("forening"),
    "place": _("sted"),
    "times": _("tider"),
    "exceptions": _("dage, der ikke er som de plejer"),
    "kind": _("slags"),
    "holds": _("hvem det kan rumme"),
    "size": _("hvor mange"),
    "pace": _("roligt eller livligt"),
    "doing": _("gøre noget eller tale"),
    "same_people": _("de samme hver gang"),
    "greeted": _("nogen tager imod"),
    "capacity": _("plads til nye"),
    "sign_up": _("tilmelding"),
    "gender": _("køn"),
    "closed_on_holidays": _("helligdage"),
}

COLUMNS = {
    "name": _("Navn"),
    "organisation": _("Forening"),
    "description": _("Beskrivelse"),
    "place": _("Sted"),
    "address": _("Adresse"),
    "postcode": _("Postnummer"),
    "city": _("By"),
    "postcode_city": _("Postnummer og by"),
    "latitude": _("Breddegrad"),
    "longitude": _("Længdegrad"),
    "time": _("Dag og tid"),
    "weekday": _("Ugedag"),
    "starts": _("Begynder kl."),
    "ends": _("Slutter kl."),
    "contact": _("Kontaktperson"),
    "phone": _("Telefon"),
    "email": _("E-mail"),
    "url": _("Hjemmeside"),
    "price": _("Pris"),
    "ages": _("Alder"),
    "minimum_age": _("Yngste alder"),
    "maximum_age": _("Ældste alder"),
    "language": _("Sprog"),
    "themes": _("Emner"),
    "eligibility": _("Målgruppe"),
    "access": _("Adgang"),
    "transport": _("Transport"),
    "status": _("Åbent eller lukket"),
    "assured": _("Sidst bekræftet"),
    "sign_up": _("Tilmelding"),
    "id": _("Nummer"),
}


def warning(code: str, value: str = ""):
    """A warning in words, with what stood there."""
    words = WARNINGS.get(code, UNKNOWN)
    return f"{words} »{value}«" if value else words


def field_words(name: str) -> str:
    return str(FIELDS[name])


def since(what: list[str]) -> str:
    """What somebody did to an offer since it was taken over (``touched``), in words."""
    fields = ", ".join(str(FIELDS[name]) for name in what if name in FIELDS)
    said = [SINCE_FIELDS % {"fields": fields}] if fields else []
    return " ".join([*said, *(str(SINCE[name]) for name in what if name in SINCE)])
