"""From what an API caller fills in before signing to the act, by the rules of the page."""

from api.calls.performing import Target
from api.files.attaching import foreign_files
from api.proposals import BadAnswers, fit
from api.rights.completing import owed_by, provided_of
from api.sent import CompletionSent
from policy.acts import Provided
from policy.forms.problem import Problem
from records.attached import without_useless

NOT_ASKED = "This field is not asked of the role {} now."


def provided_in(to: Target, sent: CompletionSent) -> Provided:
    """What the caller fills in; BadAnswers where it breaks a rule, or is not asked of the role."""
    program = to.basis.program
    answers = to.basis.before.answers if to.basis.before else {}
    with to.parts.sessions() as session:
        answers = without_useless(session, program.fields, answers)
        owed = owed_by(program, to.place.agency, sent.role, answers, to.today)
        foreign = foreign_files(session, to.by.person, owed.fields, sent.answers, answers)
    names = {item.id for item in owed.fields}
    lists = {f"{item.id}." for item in owed.fields if item.columns}
    stray = [
        Problem(key, NOT_ASKED.format(sent.role))
        for key in sent.answers
        if key not in names and not any(key.startswith(start) for start in lists)
    ]
    if stray or foreign:
        raise BadAnswers([*stray, *foreign])
    return fit(provided_of(owed, sent.answers, to.by, partly=True))
