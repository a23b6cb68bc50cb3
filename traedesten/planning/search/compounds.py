"""Danish compounds taken apart: "strikkecaféen" → strikke, café."""

from collections.abc import Iterable

from traedesten.planning.danish import is_stop, words
from traedesten.planning.thesaurus import VOCABULARY

SHORTEST = 6
"""Letters of the shortest word that is tried."""
_LINKS = ("s", "e")
_ENDINGS = frozenset(
    ("", "e", "n", "r", "s", "t", "en", "er", "et", "ne", "ens", "ers", "ets", "erne", "ene", "nes", "ernes", "enes")
)
_MOST_PARTS = 4
_SHORT_PART, _OWN_PART, _LOST_LETTER = 0.6, 0.15, 0.05
"""What a part costs beyond 1: of three letters; only known from the texts; without its last letter."""

PARTS = frozenset(
    part
    for part in words(
        """
        aften aftensmad alkohol andagt angst arbejde arkiv art bad bade badminton bage bal banko bar barn barnevogn
        barsel beboer bedste besøg billard billed billede billet bio biograf blomst blomster bog boger bold bord
        brev bro bræt brød bus by bål bænk bær bøger børn café center chat cykel dag dans dansk data debat demens
        digital digte dyr eftermiddag ejer enke ensom erindring familie far farve ferie fest film fisk fiske fjord
        flygtning fod folk folke for foredrag forening formiddag forår foto fri fritid frokost frugt fugl fugle
        fælles fællesskab fødsel gade gang garn gave genbrug gruppe grønt grøntsag gudstjeneste gymnastik gå gård
        hal hav have havn hest heste historie hjem hjemme hjerne hjerte hjælp hobby hold hund hus hverdag hygge hånd
        hækle højskole højtlæsning høre høst idræt international job jul jule kaffe kage kajak kat kirke klub
        kolonihave kom koncert kor kort krea kreds krimi krop kræft kultur kunst kursus kvinde kvinder køkken
        kørestol lag langbord laug ledsager leg lege lektie ler linje litteratur liv lokal loppe luft lufter
        luftning lunge lyd lys lyst lytte læge lære læse løb løbe lørdag mad male maler mand mandag mande marked
        medborger mennesker middag mobil mor morgen motion museum musik mål måltid mænd møde mødested mødre nabo nat
        natur net netværk ny nær onsdag orkester pensionist pige plante pleje præst psyk puls pårørende påske quiz
        ride rolle rum ryg råd rådgivning sam samling samtale samvær sang scene sejl selskab selvhjælp senior sind
        skak ski skole skov skrive slægt smerte snak sogn sommer sorg spejder spil spille spise spisning sport sprog
        stav stave stol stole strand strik strikke studenter studie stue støtte svømme svømning sy syg sygdom synge
        systue sø søndag tale te teater telefon tilflytter time tirsdag torsdag trav trave træ træf træner træning
        tur tøj udflugt udstilling uge ung ungdom unge vand vandre vandring varme ven venne venskab vinter voksen
        værksted væve år ældre ære øl øve
        """
    )
    if len(part) > 2 and not is_stop(part)
)
"""Words that Danish compounds of the field are made of, folded."""
_HEADS = tuple(
    sorted(
        words(
            "aften arbejde café eftermiddag forening formiddag fællesskab gruppe gymnastik hjælp hold hygge klub kor"
            " kreds kursus motion netværk spisning træning træf vandring ven værksted"
        )
    )
)


class Splitter:
    """Takes words apart by the words of the field, of the thesaurus and of the indexed texts."""

    def __init__(self, vocabulary: Iterable[str] = ()) -> None:
        """`vocabulary` are the folded words of the texts."""
        own = {word for word in vocabulary if len(word) > 3 and word.isalpha() and not is_stop(word)}
        field = PARTS | {word for word in VOCABULARY if len(word) > 4}
        self._costs = dict.fromkeys(own, 1 + _OWN_PART) | {
            word: 1 + (_SHORT_PART if len(word) < 4 else 0.0) for word in field
        }

    def parts(self, word: str) -> tuple[str, ...]:
        """The parts of a folded word in order, without linking letters; empty for a word that is no compound.

        With a usual head ("-gruppe") the part before it may be unknown.
        """
        return self.known_parts(word) or (_before_head(word) if word.isalpha() else ())

    def known_parts(self, word: str) -> tuple[str, ...]:
        """As `parts`, of known parts only."""
        return self._cheapest(word) if len(word) >= SHORTEST and word.isalpha() else ()

    def knows(self, word: str) -> bool:
        """Whether a folded word may be a part."""
        return word in self._costs

    def _cheapest(self, word: str) -> tuple[str, ...]:
        """Fewest and surest parts (shortest path over the places where a part may end)."""
        best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
        done: list[tuple[float, tuple[str, ...]]] = []
        for start in range(len(word) - 2):
            if start not in best:
                continue
            cost, parts = best[start]
            for end in range(start + 3, len(word) + 1):
                part, own = self._part(word[start:end])
                if own is None or len(parts) == _MOST_PARTS or (start == 0 and end == len(word)):
                    continue
                longer = (cost + own, (*parts, part))
                if start and _is_ending(word, end):
                    done.append((longer[0] + 0.01 * (len(word) - end), longer[1]))
                for reached in _starts_after(word, end):
                    best[reached] = min(best.get(reached, longer), longer)
        return min(done)[1] if done else ()

    def _part(self, letters: str) -> tuple[str, float | None]:
        """The part that letters stand for and its cost; an -e may be lost: "haandarbejd" in "haandarbejdsklub"."""
        if letters in self._costs:
            return letters, self._costs[letters]
        if len(letters) > 3 and letters + "e" in self._costs:
            return letters + "e", self._costs[letters + "e"] + _LOST_LETTER
        return letters, None


def _starts_after(word: str, end: int) -> list[int]:
    """Where the next part may begin: at once, or after a linking letter."""
    return [end, *(end + 1 for link in _LINKS if word[end : end + 1] == link)]


def _is_ending(word: str, end: int) -> bool:
    """Whether only an inflection follows: "klub" in "mandeklubben", with its doubled consonant."""
    rest = word[end:]
    return rest in _ENDINGS or (rest[0] == word[end - 1] and rest[1:] in _ENDINGS)


def _before_head(word: str) -> tuple[str, ...]:
    """ "bocciagruppen": a head that many compounds have, and whatever stands before it."""
    for head in _HEADS:
        at = word.rfind(head)
        if at > 3 and word[at + len(head) :] in _ENDINGS:
            return word[:at].removesuffix("s") if at > 5 else word[:at], head
    return ()
