"""The short lists of codes that people, wishes and offers share. Their words are in ``ui/labels.py``."""

INTERESTS = (
    "nature",
    "walking",
    "movement",
    "creative",
    "music",
    "food",
    "games",
    "talk",
    "culture",
    "animals",
    "garden",
    "digital",
    "faith",
    "helping",
)

INTEREST_OF_WISH = {"peers": "talk", "nature": "nature", "creative": "creative", "food": "food"}
"""The wishes on the referral card that are interests too."""

GROUP_SIZES = ("one", "few", "small", "large")
"""How many people at once: one, two or three, four to eight, more."""

OVERWHELMS = ("crowd", "noise", "new_people", "talking", "travel", "evening", "pace", "no_greeting", "tired")

ACCESS_NEEDS = ("step_free", "hearing", "sight", "quiet", "breaks", "short", "companion")

TRANSPORT = ("walk", "bike", "bus", "car", "lift")

LANGUAGES = ("da", "en", "de", "ar", "uk", "pl", "tr", "so", "fa", "dsl")

OFFER_KINDS = ("self_help_group", "practice", "lasting", "relief", "counselling", "professional")

PACES = ("quiet", "mixed", "lively")

DOINGS = ("do", "both", "talk")
"""Whether people do something together or talk."""

HOLDS = ("anxiety", "low_energy", "addiction", "grief", "little_danish")
"""What an offer says about whom it can hold, each with one of HOLDING; absent when nobody has said."""

HOLDING = ("yes", "ask", "no")

CAPACITIES = ("open", "few", "waiting_list", "full")

SIGN_UPS = ("drop_in", "call_first", "sign_up")
