"""What waiting counts."""

LONGEST_WEEKS = 26
"""After so many weeks, waiting counts in full, and no more."""


def waited_share(waited_days: int) -> float:
    """0 for somebody who came today, 1 after LONGEST_WEEKS and from then on; days below 0 count as 0."""
    return min(max(waited_days, 0) / 7, LONGEST_WEEKS) / LONGEST_WEEKS
