"""Danish words made comparable: folding, stop words, stems, and how a word sounds."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from traedesten.domain.names import fold

LONGEST_WORD = 40
"""Letters of a word that count; what is longer is cut."""

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u00ad\u0300-\u036f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")
_SNOWBALL = snowballstemmer.stemmer("danish")

_IRREGULAR = {
    form: base
    for base, forms in {
        "gå": "gå går gik gået gående",
        "sang": "sang sange sangen sangene synge synger syng sang sunget syngende",
        "mand": "mand manden mands mande",
        "mænd": "mænd mænds mændene mænner mændenes",
        "barn": "barn barnet børn børnene barnets børnenes",
        "bog": "bog bogen bøger bøgerne",
        "hånd": "hånd hånden hænder hænderne",
        "mor": "mor moren mødre moder mødrene",
        "far": "far faren fædre fader",
        "søster": "søster søstre",
        "bror": "bror brødre",
        "ældre": "ældre ældst ældste",
        "gammel": "gammel gamle gammelt",
        "nat": "nat natten nætter",
        "fod": "fod foden fødder fødderne",
        "museum": "museum museet museer museerne",
        "cafe": "cafe cafeen cafeer cafeerne cafes kafe kafeen caffe",
        "aften": "aften aftenen aftner aftener aftenerne",
        "ven": "ven vennen venner vennerne veninde veninder",
        "død": "død døde dør dø døden dødt",
        "syg": "syg syge sygt sygdom sygdomme sygdommen",
        "ung": "ung unge ungt ungdom ungdommen yngre",
        "sy": "sy syr syede syet syning",
        "le": "le ler grin grine griner",
        "hest": "hest heste hesten hestene",
        "hund": "hund hunde hunden hundene hundens",
        "ko": "ko køer",
        "spil": "spil spillet spillene spille spiller spillede spillere",
        "mad": "mad maden madder",
        "have": "have haven haver haverne havens",
        "præst": "præst præsten præster",
        "kirke": "kirke kirken kirker kirkelig kirkelige kirkens",
        "rolig": "rolig rolige roligt ro",
        "sjov": "sjov sjove sjovt",
        "tale": "tale taler talt talte talen",
        "snak": "snak snakke snakker snakket snakken snakkede",
        "frivillig": "frivillig frivillige frivilligt frivilligheden",
        "dans": "dans danse danser dansen danser dansede",
    }.items()
    for form in forms.split()
}
_ENDINGS = (("else", 4), ("hed", 4), ("ing", 3))
"""Endings that make a noun of a verb or an adjective, and the letters that must be left."""

_SOUNDS = (
    *(("ae", "e"), ("oe", "o"), ("aa", "a"), ("hv", "v"), ("hj", "j"), ("nd", "n"), ("ld", "l"), ("dt", "t")),
    *(("ck", "k"), ("ch", "k"), ("ph", "f"), ("th", "t"), ("qu", "k"), ("kt", "gt"), ("x", "ks"), ("c", "k")),
    *(("z", "s"), ("w", "v"), ("q", "k")),
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it was written, and folded."""

    written: str
    word: str


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order; folded is lower case, æ/ø/å as ae/oe/aa, no accents or hidden characters."""
    plain = _MARKS.sub("", unicodedata.normalize("NFC", text))
    return tuple(token for written in _WORD.findall(plain) for token in _tokens_of(written[:LONGEST_WORD]))


def words(text: str) -> tuple[str, ...]:
    """The words of a text in order, folded."""
    return tuple(token.word for token in tokens(text))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a folded word: irregular forms by a table, then Snowball's Danish, then -ing, -else and -hed."""
    if word in _BASES:
        return _BASES[word]
    word = _SNOWBALL.stemWord(_open_ended(word))
    for ending, left in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + left:
            word = word.removesuffix(ending)
            if ending == "ing" and word.endswith("n") and word[-2] not in "aeiouyn":
                word = word[:-1]
            break
    return _undoubled(word)


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """A folded word as a hasty ear would write it: single consonants, silent letters gone, æ as e, ø as o, å as a."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return "".join(char for char, last in zip(word, " " + word, strict=False) if char != last)


def grams(word: str, size: int = 4) -> frozenset[str]:
    """The runs of `size` letters of a word with its borders: "gaa" gives "_gaa" and "gaa_"."""
    bordered = f"_{word}_"
    return frozenset(bordered[at : at + size] for at in range(max(1, len(bordered) - size + 1)))


def is_stop(word: str) -> bool:
    """Whether a folded word says nothing."""
    return word in STOP_WORDS


def is_pale(word: str) -> bool:
    """Whether a folded word says little."""
    return word in _PALE


@lru_cache(maxsize=1 << 16)
def _tokens_of(written: str) -> tuple[Token, ...]:
    return tuple(Token(written, part) for part in _folded(written))


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(part[:LONGEST_WORD] for part in _WORD.findall(fold(word).text))


def _open_ended(word: str) -> str:
    """ "ideen", "musikeeren": words on -e lose their article before Snowball would take too much."""
    for ending in ("eerne", "een", "eer"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: len(word) - len(ending) + 1]
    return word


def _undoubled(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouy" else word


STOP_WORDS = frozenset(
    words(
        """
        a activities ad af aldrig all alle allerede alt altid am an and anden andet are at bag bare be bedre begge
        blev blevet bliv blive bliver both brug bør can da de dem den denne der deres det dets dette dig din dine
        dit do dog du efter eftersom egen egentlig eget egne ej eller ellers en end endnu ens enten er et fandt fik
        find finde finder findes for fordi fra få får før først gang gerne give giver gjorde gjort går gør gøre haft
        ham han hans har has havde have heller helst helt hen hende hendes henne her herfra hidtil hinanden hos hun
        hvad hvem hver hverken hvilken hvilket hvis hvor hvordan hvorfor hvornår i igen igennem ikke im imellem
        imens in ind inde ingen intet is ja jeg jer jeres jo kan kom komme kommer kommet kun kunne lad lade langt
        lave laver leder lidt lige ligesom like lyst man mange mangler me med meget mellem men mens mere mest mig
        min mindre mine mit mod mulighed muligt must my må måske måtte ned nej netop nogen noget nogle nok nu når of
        og også om on op or os over plads prøve prøver på sammen selv selvom sent ser siden sig sige siger sin sine
        sit skal skulle slet som some someone something stadig sted steder stor store står så sådan sådanne søge
        søger tag tage tager that the then this til tilbage tilbud ting to trods tæt ud uden under undervejs var ved
        vel very vi via vil ville virkelig vist vor vores være været want we where with would you your ønske ønsker
        """
    )
)
"""Words that say nothing about an offer, folded."""
_PALE = frozenset(
    words(
        """
        aften aftener aktivitet aktiviteter almindelig andre andres cafe cafeen center dag dage danmark days
        eftermiddag enkelt flere folk forening foreningen formiddag forskellige fredag fælles fællesskab
        fællesskaber glad god gode godt gratis group gruppe gruppen grupper gå hele hjemme hjælp hjælpe hold holdet
        hygge hyggelig interesse interesserede kende kender klub klubben kreds laug lille lære lørdag mandag
        menneske mennesker month mulig møde møder møderne mødes mødested nemt new ny nye nær nærheden onsdag other
        others people person personer rigtig samvær sidde sidder small spille spillede spiller start starte stue
        svært søndag tid tiden time timer tirsdag torsdag tur ture turen uge ugen vej week weekend år årene
        """
    )
)
"""Words that many offers have and few wishes are about, folded; they count for less."""
_BASES = {_folded(form)[0]: _folded(base)[0] for form, base in _IRREGULAR.items()}
