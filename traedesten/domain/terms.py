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

CARD_WISHES = ("company", "peers", "nature", "creative", "food", "unknown")
"""The chips on the referral card; ``INTEREST_OF_WISH`` says which of them are interests."""

INTEREST_OF_WISH = {"peers": "talk", "nature": "nature", "creative": "creative", "food": "food"}

GROUP_SIZES = ("one", "few", "small", "large")
"""How many people at once: one, two or three, four to eight, more."""

OVERWHELMS = ("crowd", "noise", "new_people", "talking", "travel", "evening", "pace", "no_greeting", "tired")

ACCESS_NEEDS = ("step_free", "hearing", "sight", "quiet", "breaks", "short", "companion")

TRANSPORT = ("walk", "bike", "bus", "car", "lift")

LANGUAGES = ("da", "en", "de", "ar", "uk", "pl", "tr", "so", "fa", "dsl")

ASSESSMENT_REASONS = (
    "wants_community",
    "needs_company",
    "settled_loneliness",
    "has_network",
    "needs_treatment",
    "unsafe_now",
    "addiction",
    "practical_help",
    "not_ready",
    "wants_to_wait",
)

DECLINE_REASONS = (
    "not_for_us",
    "wants_no_contact",
    "no_answer",
    "lives_elsewhere",
    "other_help",
    "duplicate",
)
