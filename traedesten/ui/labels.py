"""The words for codes. A code is stable and English; its words are written here, once, by hand.

``{{ code|words:"interest" }}`` in templates, ``words("interest", code)`` and ``choices("interest")`` in Python.
"""

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from traedesten.ui.composing_labels import OF_COMPOSING
from traedesten.ui.course_labels import OF_COURSES
from traedesten.ui.facilitator_labels import FACILITATOR_LABELS
from traedesten.ui.group_labels import OF_GROUPS
from traedesten.ui.initiative_labels import OF_INITIATIVES
from traedesten.ui.outcome_labels import OF_OUTCOMES
from traedesten.ui.pool_labels import POOL_LABELS
from traedesten.ui.shift_labels import OF_SHIFTS

LABELS = {
    "interest": {
        "nature": _("Natur"),
        "walking": _("Gåture"),
        "movement": _("Bevægelse"),
        "creative": _("Kreativt og håndarbejde"),
        "music": _("Musik og sang"),
        "food": _("Mad og spise sammen"),
        "games": _("Spil"),
        "talk": _("Samtale"),
        "culture": _("Kultur og læsning"),
        "animals": _("Dyr"),
        "garden": _("Have"),
        "digital": _("Computer og gaming"),
        "faith": _("Kirke og tro"),
        "helping": _("Hjælpe andre"),
    },
    "theme": {
        "nature.birds": _("Fugle"),
        "nature.foraging": _("Sanke bær og svampe"),
        "nature.fishing": _("Fiskeri"),
        "nature.bathing": _("Vinterbadning og bad"),
        "nature.outdoors": _("Friluftsliv"),
        "walking.town": _("Gåture i byen"),
        "walking.woods": _("Gåture i skov og ved vand"),
        "walking.nordic": _("Stavgang"),
        "walking.pilgrim": _("Pilgrimsvandring"),
        "movement.swimming": _("Svømning"),
        "movement.gymnastics": _("Gymnastik"),
        "movement.yoga": _("Yoga og afspænding"),
        "movement.dance": _("Dans"),
        "movement.ball_games": _("Boldspil"),
        "movement.cycling": _("Cykling"),
        "movement.petanque": _("Petanque"),
        "movement.bowling": _("Bowling og kegler"),
        "movement.strength": _("Styrketræning"),
        "movement.table_tennis": _("Bordtennis"),
        "movement.chair": _("Træning på stol"),
        "creative.knitting": _("Strik og hækling"),
        "creative.sewing": _("Syning og broderi"),
        "creative.woodwork": _("Træværksted"),
        "creative.painting": _("Maling og tegning"),
        "creative.pottery": _("Keramik"),
        "creative.repair": _("Reparation"),
        "creative.photography": _("Foto"),
        "creative.writing": _("Skrive"),
        "music.choir": _("Kor"),
        "music.singing": _("Fællessang"),
        "music.playing": _("Spille musik"),
        "music.concerts": _("Koncerter"),
        "food.eating": _("Spise sammen"),
        "food.cooking": _("Lave mad"),
        "food.baking": _("Bage"),
        "food.coffee": _("Kaffe og snak"),
        "games.board": _("Brætspil"),
        "games.cards": _("Kortspil"),
        "games.chess": _("Skak"),
        "games.bingo": _("Banko"),
        "games.billiards": _("Billard"),
        "games.role_play": _("Rollespil"),
        "talk.loneliness": _("Ensomhed"),
        "talk.grief": _("Sorg og tab"),
        "talk.illness": _("Sygdom"),
        "talk.mental_health": _("Angst og psykisk sårbarhed"),
        "talk.divorce": _("Skilsmisse"),
        "talk.men": _("For mænd"),
        "talk.women": _("For kvinder"),
        "talk.young": _("For unge"),
        "talk.new_in_town": _("Ny i byen"),
        "culture.reading": _("Læsekreds"),
        "culture.reading_aloud": _("Højtlæsning"),
        "culture.film": _("Film"),
        "culture.theatre": _("Teater"),
        "culture.lectures": _("Foredrag"),
        "culture.history": _("Lokalhistorie"),
        "culture.museums": _("Museer og ture"),
        "animals.dogs": _("Hunde"),
        "animals.horses": _("Heste"),
        "animals.farm": _("Bondegårdsdyr"),
        "garden.community": _("Fælleshave"),
        "garden.allotment": _("Kolonihave"),
        "garden.flowers": _("Blomster og planter"),
        "digital.it_help": _("Hjælp til computer og telefon"),
        "digital.gaming": _("Computerspil"),
        "digital.genealogy": _("Slægtsforskning"),
        "faith.services": _("Gudstjeneste"),
        "faith.reflection": _("Stilhed og eftertanke"),
        "faith.interfaith": _("På tværs af tro"),
        "helping.second_hand": _("Genbrugsbutik"),
        "helping.visiting": _("Besøgsven"),
        "helping.events": _("Hjælpe ved arrangementer"),
        "helping.mentoring": _("Være mentor"),
        "helping.food_saving": _("Redde mad"),
    },
    "card_wish": {
        "company": _("Nogen at følges med"),
        "peers": _("Møde andre i samme båd"),
        "nature": _("Natur og bevægelse"),
        "creative": _("Kreativt, musik"),
        "food": _("Spise sammen"),
        "unknown": _("Ved vi ikke endnu"),
    },
    "group_size": {
        "one": _("Én ad gangen"),
        "few": _("To-tre stykker"),
        "small": _("En lille gruppe, fire til otte"),
        "large": _("Gerne flere"),
    },
    "overwhelm": {
        "crowd": _("Mange mennesker"),
        "noise": _("Støj"),
        "new_people": _("Nye ansigter hver gang"),
        "talking": _("At skulle sige noget"),
        "travel": _("Turen derhen"),
        "evening": _("Om aftenen"),
        "pace": _("Det gik for hurtigt"),
        "no_greeting": _("Ingen tog imod"),
        "tired": _("Træthed bagefter"),
    },
    "access": {
        "step_free": _("Uden trapper"),
        "hearing": _("Hører dårligt"),
        "sight": _("Ser dårligt"),
        "quiet": _("Et stille sted"),
        "breaks": _("Pauser undervejs"),
        "short": _("Korte besøg"),
        "companion": _("Ledsager med"),
    },
    "transport": {
        "walk": _("Til fods"),
        "bike": _("Cykel"),
        "bus": _("Bus"),
        "car": _("Bil"),
        "lift": _("Kørelejlighed"),
    },
    "language": {
        "da": _("Dansk"),
        "en": _("Engelsk"),
        "de": _("Tysk"),
        "ar": _("Arabisk"),
        "uk": _("Ukrainsk"),
        "pl": _("Polsk"),
        "tr": _("Tyrkisk"),
        "so": _("Somali"),
        "fa": _("Farsi"),
        "dsl": _("Dansk tegnsprog"),
    },
    "slot_day": {
        "mon": _("Mandag"),
        "tue": _("Tirsdag"),
        "wed": _("Onsdag"),
        "thu": _("Torsdag"),
        "fri": _("Fredag"),
        "sat": _("Lørdag"),
        "sun": _("Søndag"),
    },
    "slot_part": {"am": _("formiddag"), "pm": _("eftermiddag"), "eve": _("aften")},
    "gender": {"woman": _("Kvinde"), "man": _("Mand"), "other": _("Andet"), "": _("Ikke oplyst")},
    "guide_gender": {"": _("Lige meget"), "woman": _("En kvinde"), "man": _("En mand")},
    "source": {
        "health": _("Sundhedspersonale"),
        "gp": _("Praktiserende læge"),
        "municipality": _("Kommunal medarbejder"),
        "relative": pgettext_lazy("one", "Pårørende"),
        "self": _("Borgeren selv"),
        "association": _("Forening"),
    },
    "relation": {
        "parent": _("Forælder"),
        "partner": _("Kæreste eller ægtefælle"),
        "child": _("Søn eller datter"),
        "sibling": _("Søskende"),
        "friend": _("Ven"),
        "other": pgettext_lazy("one", "Pårørende"),
    },
    "stage": {
        "assessing": _("Afklares"),
        "waiting": _("Venter på guide"),
        "meeting": _("Lærer hinanden at kende"),
        "walking": _("På vej"),
        "following": _("Følges op"),
        "paused": _("På pause"),
        "ended": _("Afsluttet"),
    },
    "milestone": {
        "contact": _("Kontakt"),
        "talk": pgettext_lazy("milestone", "Samtale"),
        "stone": _("Øve"),
        "together": _("Følges"),
        "community": _("Fællesskab"),
    },
    "stone": {
        "suggested": _("Foreslået"),
        "chosen": _("Valgt"),
        "agreed": _("Første besøg aftalt"),
        "together": _("Har været der sammen"),
        "alone": _("Har været der alene"),
        "settled": _("Faldet til"),
        "left": _("Passede ikke"),
    },
    "judgement": {
        "volunteer": _("En frivillig kan bygge broen"),
        "professional": _("Der skal en fagperson til"),
        "both": _("Begge dele"),
        "not_now": _("Ikke nu"),
    },
    "assessment_reason": {
        "wants_community": _("Vil gerne møde andre"),
        "needs_company": _("Har brug for nogen at følges med"),
        "settled_loneliness": _("Ensomheden har sat sig fast"),
        "has_network": _("Har nogen omkring sig"),
        "needs_treatment": _("Har brug for behandling"),
        "unsafe_now": _("Er ikke tryg lige nu"),
        "addiction": _("Afhængighed fylder"),
        "practical_help": _("Har brug for praktisk hjælp"),
        "not_ready": _("Har ikke kræfter lige nu"),
        "wants_to_wait": _("Vil gerne vente"),
    },
    "decline_reason": {
        "not_for_us": _("Det er ikke noget, frivillige kan hjælpe med"),
        "wants_no_contact": _("Borgeren vil ikke kontaktes"),
        "no_answer": _("Vi har ikke kunnet få fat i nogen"),
        "lives_elsewhere": _("Bor uden for vores område"),
        "other_help": _("Får allerede hjælp et andet sted"),
        "duplicate": _("Vi kender allerede borgeren"),
    },
    "outcome": {
        "community": _("Med i et varigt fællesskab"),
        "own_way": _("Klarer sig på egen hånd"),
        "handed_over": _("Hjulpet videre til kommunen"),
        "moved": _("Flyttet"),
        "unreachable": _("Vi kunne ikke få fat i borgeren"),
        "stopped": _("Stoppet"),
        "died": _("Borgeren er død"),
    },
    "offer_kind": {
        "self_help_group": _("Selvhjælpsgruppe"),
        "practice": _("Øvefællesskab"),
        "lasting": _("Varigt fællesskab"),
        "relief": _("Aflastning for pårørende"),
        "counselling": _("Rådgivning"),
        "professional": _("Professionel hjælp"),
    },
    "offer_size": {
        "one": _("En til en"),
        "few": _("To-tre stykker"),
        "small": _("Fire til otte"),
        "large": _("Flere end otte"),
    },
    "pace": {"quiet": _("Stille og roligt"), "mixed": _("Midt imellem"), "lively": _("Livligt")},
    "doing": {"do": _("Vi laver noget sammen"), "both": _("Lidt af begge dele"), "talk": _("Vi taler sammen")},
    "same_people": {True: _("Det er de samme mennesker hver gang"), False: _("Der er nye mennesker hver gang")},
    "greeted": {True: _("Der er nogen, der tager imod ved døren"), False: _("Man finder selv ind")},
    "holds": {
        "anxiety": _("Angst"),
        "low_energy": _("Få kræfter"),
        "addiction": _("Afhængighed"),
        "grief": _("Sorg"),
        "little_danish": _("Lidt dansk"),
    },
    "holding": {"yes": _("Ja"), "ask": _("Spørg først"), "no": _("Nej"), "": _("Ingen har sagt noget")},
    "capacity": {
        "open": _("God plads"),
        "few": _("Få pladser"),
        "waiting_list": _("Venteliste"),
        "full": _("Fuldt lige nu"),
    },
    "sign_up": {"drop_in": _("Bare kom"), "call_first": _("Ring først"), "sign_up": _("Tilmelding")},
    "offer_gender": {"": _("Alle"), "woman": _("Kun kvinder"), "man": _("Kun mænd")},
    "freshness": {
        "fresh": _("Bekræftet"),
        "due": _("Skal bekræftes"),
        "stale": _("Ikke bekræftet længe"),
        "never": _("Aldrig bekræftet"),
    },
    "exception": {"cancelled": _("Aflyst"), "moved": _("Flyttet"), "extra": _("En ekstra gang")},
    "report": {"closed": _("Der var lukket"), "wrong": _("Noget passer ikke"), "lovely": _("De var så søde")},
    "contact_kind": {
        "met": _("Vi mødtes"),
        "phone": _("Vi talte i telefon"),
        "message": _("Vi skrev sammen"),
        "no_answer": _("Jeg fik ikke fat i nogen"),
    },
    "how_often": {
        "weekly": _("Hver uge"),
        "fortnightly": _("Hver anden uge"),
        "as_needed": _("Når det passer"),
    },
    "felt": {
        1: _("Meget svært"),
        2: _("Svært"),
        3: _("Midt imellem"),
        4: _("Godt"),
        5: _("Rigtig godt"),
    },
    "standing": {
        "community": _("Kommer fast i fællesskabet"),
        "sometimes": _("Kommer en gang imellem"),
        "elsewhere": _("Har fundet noget andet"),
        "alone": _("Er mest alene igen"),
        "unknown": _("Jeg fik ikke fat i nogen"),
    },
    "follow_up": {
        "two_weeks": _("Efter to uger"),
        "three_months": _("Efter tre måneder"),
        "six_months": _("Efter seks måneder"),
    },
    "purpose": {
        "contact": _("At vi kontakter dig"),
        "share_with_offer": _("At vi fortæller et tilbud, at du kommer"),
        "feedback": _("At vi fortæller den, der henviste dig, hvordan det går"),
        "relative": _("At en pårørende er med"),
        "handover": _("At vi overleverer til kommunen"),
        "research": _("At dine svar bruges i forskning, uden navn"),
    },
    "purpose_given": {
        "contact": _("At vi kontakter borgeren"),
        "share_with_offer": _("At vi fortæller et tilbud, at der kommer en ny"),
        "feedback": _("At den, der henviste, får at vide, hvordan det går"),
        "relative": _("At en pårørende er med"),
        "handover": _("At vi overleverer til kommunen"),
        "research": _("At svarene bruges i forskning, uden navn"),
    },
    "channel": {
        "phone": _("i telefonen"),
        "meeting": _("ved et møde"),
        "link": _("på egen side"),
        "referrer": _("gennem den, der henviste"),
    },
    "role": {
        "coordinator": _("Koordinator"),
        "guide": _("Fællesskabsguide"),
        "participant": _("Borgeren selv"),
        "relative": _("En pårørende"),
        "referrer": _("Den, der henviste"),
        "offer_contact": _("Kontaktperson ved et tilbud"),
        "offer_owner": _("Den, der svarer for et tilbud"),
        "bridge_builder": _("Kommunal brobygger"),
        "system": _("Systemet"),
        "visitor": _("Åben side"),
        "seeker": _("Den, der venter på en gruppe"),
        "facilitator": _("Facilitator"),
        "respondent": _("Den, der bliver spurgt"),
        "steering_group": _("Styregruppen"),
    },
    "agreed_visits": {
        "cancel": _("Aflys besøget"),
        "coordinator": _("Koordinatoren går med denne gang"),
        "keep": _("Lad aftalen stå til den nye guide"),
    },
    "release_reason": {
        "guide_stops": _("Guiden stopper"),
        "guide_away": _("Guiden er væk en tid"),
        "person_wishes": _("Borgeren ønsker en anden"),
        "not_the_match": _("De passede ikke sammen"),
    },
}
LABELS |= OF_COMPOSING | OF_COURSES | FACILITATOR_LABELS | OF_GROUPS | OF_INITIATIVES | OF_OUTCOMES
LABELS |= OF_SHIFTS | POOL_LABELS


def words(group: str, code):
    """The words for one code; the code itself when it has none, so that nothing is hidden."""
    return LABELS[group].get(code, code)


def choices(group: str) -> list[tuple]:
    return list(LABELS[group].items())


def theme_words(key: str):
    """The words for a key of the taxonomy, of either level."""
    return words("theme" if "." in key else "interest", key)


def inside(group: str, code: str) -> str:
    """The words for a code inside a sentence: English days and languages keep their capital."""
    return str(words(group, code)).lower() if get_language() == "da" else str(words(group, code))


def slot_words(slot: str) -> str:
    """ "thu-pm" → "torsdag eftermiddag"."""
    day, _dash, part = slot.partition("-")
    phrase = f"{words('slot_day', day)} {words('slot_part', part)}"
    return phrase.lower() if get_language() == "da" else phrase  # English days keep their capital
