"""Other taxonomies' words for our themes, Danish and English."""

import re
from collections.abc import Mapping

from traedesten.domain.taxonomy import KEYS

WORDS = {
    "nature": "natur|nature|friluftsliv og natur",
    "nature.birds": "fugle|fuglekiggeri|birdwatching|bird watching",
    "nature.foraging": "svampe|sanketure|mushroom picking",
    "nature.fishing": "fiskeri|lystfiskeri|angling",
    "nature.bathing": "vinterbadning|havbad|winter bathing|cold water swimming|open water swimming",
    "nature.outdoors": "friluftsliv|udeliv|outdoor activities|outdoor",
    "walking": "gang|gåture|gåtur|vandring|walk|walks|walking group|walking groups|health walks|rambling",
    "walking.woods": "skovture|skovtur|woodland walks",
    "walking.nordic": "stavgang|nordic walking",
    "walking.pilgrim": "pilgrimsvandring|pilgrimage",
    "movement": "motion|bevægelse|idræt|sport|sports|exercise|fitness|physical activity|keep fit",
    "movement.gymnastics": "gymnastik|aerobics|keep fit classes",
    "movement.swimming": "svømning|aqua|aqua aerobics",
    "movement.dance": "dans|dancing|folkedans|line dance|ballroom dancing",
    "movement.ball_games": "boldspil|fodbold|håndbold|badminton|football|walking football|tennis|basketball",
    "movement.cycling": "cykling|cykelture|biking",
    "movement.petanque": "petanque|boules|bowls",
    "movement.strength": "styrketræning|strength training|weight training|gym",
    "movement.table_tennis": "bordtennis|table tennis|ping pong",
    "movement.chair": "stolegymnastik|stolemotion|chair based exercise|seated exercise|chair exercise",
    "creative": "kreativt|kunst og håndværk|arts and crafts|arts & crafts|crafts|art|kreative fag",
    "creative.knitting": "strik|strikning|hækling|håndarbejde|crochet|knit and natter",
    "creative.sewing": "syning|broderi|embroidery|quilting|needlework",
    "creative.woodwork": "træværksted|træarbejde|carpentry|men's shed|mens shed|herreværksted",
    "creative.painting": "maling|tegning|drawing|art classes",
    "creative.pottery": "keramik|ceramics",
    "creative.repair": "reparation|reparationscafé|repair café|repair cafe",
    "creative.photography": "foto|fotografering",
    "creative.writing": "skrivning|skriveværksted|creative writing",
    "music": "musik|music",
    "music.choir": "kor|choirs|choir singing",
    "music.singing": "sang|fællessang|community singing",
    "music.playing": "sammenspil|orkester|band|orchestra",
    "music.concerts": "koncerter|concert",
    "food": "mad|mad og måltider|food and drink",
    "food.eating": "fællesspisning|spisefællesskab|lunch club|lunch clubs|community meal|community meals",
    "food.cooking": "madlavning|cookery",
    "food.baking": "bagning",
    "food.coffee": "kaffe|café|coffee morning|coffee mornings|cafe",
    "games": "spil|leg og spil",
    "games.board": "brætspil|board games",
    "games.cards": "kortspil|bridge|whist",
    "games.chess": "skak",
    "games.bingo": "banko",
    "games.billiards": "billard|snooker|pool",
    "games.role_play": "rollespil|role play|role playing games",
    "talk": "samtale|samtalegruppe|selvhjælpsgruppe|selvhjælp|peer support|support group|support groups",
    "talk.loneliness": "ensomhed|befriending|social isolation|loneliness and isolation",
    "talk.grief": "sorg|sorggruppe|bereavement|bereaved",
    "talk.illness": "sygdom|long term conditions|long-term conditions|cancer",
    "talk.mental_health": "psykisk sårbarhed|angst|depression|mental health|mental wellbeing|anxiety",
    "talk.divorce": "skilsmisse|separation",
    "talk.men": "mænd|mandegruppe",
    "talk.women": "kvinder|kvindegruppe",
    "talk.young": "unge|ungegruppe",
    "talk.new_in_town": "ny i byen|tilflyttere|newcomers",
    "culture": "kultur|culture|arts and culture",
    "culture.reading": "læsekreds|læseklub|book club|book clubs|reading group",
    "culture.reading_aloud": "højtlæsning|fælles læsning|shared reading",
    "culture.film": "biograf|cinema|films",
    "culture.theatre": "teater|drama|theatre group",
    "culture.lectures": "foredrag|talks",
    "culture.history": "historie|lokalhistorie|local history",
    "culture.museums": "museum|museer",
    "animals": "dyr",
    "animals.dogs": "hunde|hundeluftning|dog walking",
    "animals.horses": "heste|ridning|horse riding|riding",
    "animals.farm": "bondegård|city farm|care farm",
    "garden": "have|havearbejde|gardening",
    "garden.community": "fælleshave|byhave|nyttehave|community garden|community gardens|community gardening",
    "garden.allotment": "kolonihave|allotments",
    "garden.flowers": "blomster|flower arranging",
    "digital": "it|computer|computers|digital skills",
    "digital.it_help": "it-hjælp|it hjælp|computer help|digital inclusion",
    "digital.gaming": "computerspil|video games|e-sport|esport",
    "digital.genealogy": "slægtsforskning|family history",
    "faith": "tro|religion|kirke|church",
    "faith.services": "gudstjeneste|gudstjenester|worship",
    "faith.reflection": "stilhed|meditation|refleksion",
    "faith.interfaith": "religionsmøde|multi faith|multi-faith",
    "helping": "frivilligt arbejde|frivillighed|volunteering|volunteering opportunity",
    "helping.second_hand": "genbrug|genbrugsbutik|charity shop",
    "helping.visiting": "besøgsven|besøgsvenner|visiting friend",
    "helping.events": "arrangementer|event volunteering",
    "helping.mentoring": "mentor|mentorordning",
    "helping.food_saving": "madspild|food bank|food waste",
}

_OWN = {key: key.rpartition(".")[2].replace("_", " ") for key in KEYS}
_AMBIGUOUS = {
    "men",
    "women",
    "illness",
    "services",
    "community",
    "town",
    "history",
    "young",
    "events",
    "outdoors",
    "playing",
    "eating",
}
_BY_WORD = {word: key for key, word in _OWN.items() if word not in _AMBIGUOUS} | {
    word: key for key, words in WORDS.items() for word in words.split("|")
}


def theme_of(name: str, source_id: str = "", own: Mapping[str, str] | None = None, guess: bool = True) -> str:
    """The key that a foreign term means, or "". `own` (id, or name in lower case, to key) is asked first,
    and alone without `guess`; of "Sport > Dance" the last part that is known counts.
    """
    own = own or {}
    for word in (source_id, _plain(name)):
        if own.get(word) in KEYS:
            return own[word]
    if name in KEYS or not guess:
        return name if name in KEYS else ""
    parts = [_plain(part) for part in re.split(r"[>/:]", name)]
    return next((_BY_WORD[part] for part in [_plain(name), *reversed(parts)] if part in _BY_WORD), "")


def _plain(name: str) -> str:
    return " ".join(name.lower().split())
