"""How what somebody fills in becomes an entry of a register, which its workflow judges."""

from collections.abc import Iterator, Mapping

from sqlmodel import Session

from api.rights.holding import Matter, held_by, role_holders
from policy.acts import Attribution, RegisterWrite
from policy.forms.answers import field_problems, read_fields
from policy.forms.problem import Problem, cited
from policy.meeting import OBSERVERS, meeting_problems, read_addresses
from records import people


def entry_of(
    session: Session, matter: Matter, sent: Mapping[str, str], by: Attribution
) -> tuple[RegisterWrite | None, tuple[Problem, ...]]:
    """The entry that what was sent makes, with the roles its writer holds; or what is wrong."""
    register = matter.register
    answers = read_fields(register.fields, sent)
    wrong = tuple(_problems(session, matter, answers))
    if wrong:
        return None, wrong
    held = held_by(by.person, role_holders(session, matter))
    return (
        RegisterWrite(
            register=register.id,
            subject=matter.subject,
            answers=answers,
            about=register.about,
            roles=register.roles,
            holds=held,
            by=by,
        ),
        (),
    )


def _problems(session: Session, matter: Matter, answers: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong, one thing a field, in the form's order."""
    fields = matter.register.fields
    found = [*field_problems(matter.program, fields, answers, today=matter.today)]
    if matter.register.calendar:
        found += meeting_problems(matter.program, fields, answers)
        found += _unknown(session, matter, answers)
    told: set[str] = set()
    for problem in found:
        if problem.field not in told:
            told.add(problem.field)
            yield problem


def _unknown(session: Session, matter: Matter, answers: Mapping[str, str]) -> Iterator[Problem]:
    """Observers who are not in the directory: nobody else is written to."""
    addresses = read_addresses(answers.get(OBSERVERS, ""))
    items = [item for item in matter.register.fields if item.id == OBSERVERS]
    strangers = [
        address
        for address in ((() if isinstance(addresses, str) else addresses) if items else ())
        if people.by_mail(session, address) is None
    ]
    for item in items if strangers else ():
        message = f"Nobody in the directory has the address {strangers[0]}."
        yield Problem(item.id, message, cited(matter.program, item.citation))
