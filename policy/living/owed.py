"""What is still asked for of what is to be signed: signers see it before they sign (GL32 IV.J)."""

from collections.abc import Iterable

from policy.concerns import Concern, ConcernKind
from policy.deadlines import A_DAY, local_date
from policy.program import Program
from policy.wording import show_date


def papers_owed(program: Program, concerns: Iterable[Concern]) -> tuple[Concern, ...]:
    """The open duties that are to bring what the form holds too, such as a new certificate.

    What only some may see is left out.
    """
    printed = {item.id for item in program.fields if not item.private}
    rules = program.in_force
    return tuple(
        each
        for each in concerns
        if each.kind is ConcernKind.DUTY
        and each.is_open
        and (rule := rules.duty(each.rule))
        and any(item.id in printed and not item.private for item in rule.fields)
    )


def owed_since(program: Program, duty: Concern, zone: str) -> str:
    """A duty in words: what is owed, since which day, and by which one."""
    rule = program.in_force.duty(duty.rule)
    title = rule.title if rule else duty.rule
    said = f"{title}, asked for on {show_date(local_date(duty.opened_at, zone))}"
    if duty.due_at is None:
        return said
    return f"{said}, due {show_date(local_date(duty.due_at, zone) - A_DAY)}"
