"""What the JSON API says of what it does not do."""

from api.calls.told import Told


class Rule(Told):
    """A field and the rule it breaks, with its section where the program names one."""

    field: str
    rule: str
    section: str = ""


class Problem(Told):
    """An error as RFC 9457 describes it."""

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[Rule, ...] = ()
