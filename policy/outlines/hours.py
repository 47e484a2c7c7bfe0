"""How a program keeps time, told to whoever reads it: codes, and what is looked at."""

from collections.abc import Iterator

from policy.outlines.wording import Line, Part, cited, words
from policy.program import Program
from policy.wording import show_date


def hours_parts(program: Program) -> Iterator[Part]:
    """The codes of the time system, and what recorded hours are looked at for; none without."""
    rule = program.hours
    if rule is None:
        return
    lines: list[Line] = [(f"{each.code}: {each.title}", words(each.kind)) for each in rule.codes]
    since = show_date(rule.period_from)
    note = (
        f"Planned hours go out under {rule.code}{cited(rule.citation)}. "
        f"Pay periods of {rule.period_days} days, one of them from {since}."
    )
    yield Part("Hours", "Codes", tuple(lines), note)
    looked_at = tuple((f"{each.title}. {each.text}", each.citation) for each in rule.checks)
    yield Part("Hours", "What recorded hours are looked at for", looked_at)
