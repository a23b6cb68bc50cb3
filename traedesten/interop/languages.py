"""Names of languages, Danish and English, as ISO 639 codes."""

from functools import cache

from babel import Locale

_THREE = {"dan": "da", "eng": "en", "deu": "de", "ger": "de", "ara": "ar", "urd": "ur", "pol": "pl", "tur": "tr"}
_THREE |= {"ukr": "uk", "fra": "fr", "fre": "fr", "spa": "es", "som": "so", "fas": "fa", "per": "fa"}
_MORE = {"bsl": "bfi", "british sign language": "bfi", "dansk tegnsprog": "dsl", "tegnsprog": "dsl", "farsi": "fa"}


def language_code(text: str) -> str:
    """ "dansk", "Danish", "da", "da-DK" and "dan" → "da"; what is not known comes back as it is."""
    word = " ".join(text.lower().split())
    short = word.replace("_", "-").partition("-")[0]
    if short in _THREE:
        return _THREE[short]
    return _by_name().get(word) or (short if short in Locale("en").languages else text)


def language_name(code: str, locale: str = "en") -> str:
    """The name of a code in a language; the code itself when it is none."""
    return Locale(locale).languages.get(code, code)


@cache
def _by_name() -> dict[str, str]:
    names = {name.lower(): code for code, name in Locale("en").languages.items()}
    names |= {name.lower(): code for code, name in Locale("da").languages.items()}
    return names | _MORE
