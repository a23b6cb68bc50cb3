"""What can be wrong with a problem before anything is planned."""


class ProblemRefused(ValueError):
    """The problem cannot be planned as it stands. `code` is a stable key, `params` what its words need."""

    code = "refused"

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.params = params


class BadInput(ProblemRefused):
    """A value that no person, facilitator, venue or setting can have."""

    code = "bad_input"


class TooLarge(ProblemRefused):
    """More people, times or possible groups than `Limits` allows: most likely a mistake."""

    code = "too_large"


class LocksContradict(ProblemRefused):
    """No plan keeps all the locks at once."""

    code = "locks_contradict"
