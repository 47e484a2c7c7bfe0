"""Which facts and which of the program's texts each kind of mail shows.

A fact that is missing is found before anything is rendered, not by a reader. All are strings as
people read them:

- `reason`: what the person who decided, declined, replaced or ended wrote, in their own words;
- `outcome`: the decision, such as "approved" or "approved as modified"; of a written approval
  "approved", "refused", "lapsed" or "withdrawn"; of a part in an arrangement "gained", "lost" or
  "vacant", where `missing` is its title, or to the employee "led", where `part` is the title and
  `leader` whoever has it now, with how to reach them: "Sam Okafor, sam@example.gov, 860-555-0100";
- `missing`: who has not acted yet, such as "Manager (P. Weiss), Agency head (D. Castellano)";
- `declined_by`: who declined to sign, such as "Manager";
- `due`: the date a copy is due, or late reviews or signatures were due ("November 29, 2026");
- `days_left`: the number of days to the last day, such as "30";
- `followed_by`: the reference of the employee's arrangement, signed by everybody, that begins the
  day after the last one;
- `ended`: why it ended, such as "It reached its last day.";
- `new_version`: the number of a version that takes another's place, such as "2"; of a modification,
  `in_force` is the number of the one that stays in force until everybody has signed;
- `copy_title`: the program's title of a copy, such as "Copy to DAS";
- `meeting`, `when`, `zone`, `place`: a regular meeting, such as "Daily stand-up meeting", on
  "Monday to Friday, 9:15 am to 9:30 am", "Los Angeles time", and how to join it; `observes` is
  filled for who only observes, and `over` for who need not come any more;
- `questions`: how many questions are the reader's to answer, such as "12"; `about`: the
  analyses that they belong to, such as "The position; The employee";
- `blocked`: how many answers stand in the way of an approval, such as "3";
- `owed`: what a modification rests on and is still asked for, a line each, such as "New
  certificate, asked for on November 2, 2026, due December 2, 2026";
- `terms`: how many terms the reader acknowledges one by one, such as "40";
- `approval`, `report`, `duty`: the program's title of what is asked for, reported or owed, such as
  "Change of a telecommuting day"; `asked_by` and `made_by`: the role it comes from; `on`: the day
  it is about; `subject`: the item that is owed back, such as "Laptop, 4711"; `reported_at`: when;
- `closing`: what a duty was closed with, a line for each answer, such as "Finding: Negligence";
  `done_by`: the role that did it;
- `because`: the program's title of the reason for an ending, such as "Performance issue";
  `last_day`: that of a notice; `by`: the role that gave it; `effective_on`: the day from which an
  arrangement is in force no more, or a change is; `to_return`: the items that the employee has to
  bring back, a line each; `supersedes`: the version that it replaces;
- `proposed_by`: the role that proposed a change of what is in force, such as "Employee";
- `arrangement`: the reference of one that could not be told `what` the directory says of it;
- `attached`: titles of the attached documents; shown wherever it is given.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mail.context import MailContext
from policy.notices import Kind


class FactMissing(ValueError):
    """A mail was asked for without values that its template shows."""

    def __init__(self, kind: Kind, absent: list[str]) -> None:
        """Name the kind and everything it lacks."""
        super().__init__(f"{kind} mail lacks {', '.join(absent)}")


@dataclass(frozen=True)
class Needs:
    """What a kind of mail requires; optional facts count as "" when they are not given."""

    facts: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


NEEDS: Mapping[Kind, Needs] = {
    Kind.PROPOSAL_RECEIVED: Needs(texts=("no_telecommuting_while_pending",)),
    Kind.PROPOSAL_TO_COORDINATE: Needs(optional=("missing",)),
    Kind.REVIEW_REQUESTED: Needs(optional=("questions", "about")),
    Kind.REVIEW_REMINDER: Needs(optional=("questions",)),
    Kind.REVIEW_OVERDUE: Needs(facts=("missing",), optional=("due",)),
    Kind.REVIEWS_COMPLETE: Needs(optional=("blocked",), texts=("sole_discretion",)),
    Kind.DECISION_APPROVED: Needs(
        facts=("outcome",),
        optional=("reason",),
        texts=("approval",),
    ),
    Kind.DECISION_DENIED: Needs(facts=("reason",), texts=("denial",)),
    Kind.COMPLETION_REQUESTED: Needs(optional=("in_force",)),
    Kind.COMPLETION_REMINDER: Needs(),
    Kind.COMPLETION_OVERDUE: Needs(facts=("missing",), optional=("due",)),
    Kind.SIGNATURE_REQUESTED: Needs(optional=("new_version", "in_force", "terms", "owed")),
    Kind.SIGNATURE_REMINDER: Needs(),
    Kind.SIGNATURE_OVERDUE: Needs(facts=("missing",), optional=("due",)),
    Kind.SIGNATURE_DECLINED: Needs(facts=("declined_by", "reason")),
    Kind.SIGNER_REPLACED: Needs(optional=("reason",)),
    Kind.AUTHORIZED: Needs(optional=("supersedes", "effective_on")),
    Kind.COPY_DELIVERY: Needs(facts=("copy_title",)),
    Kind.COPY_WARNING: Needs(facts=("copy_title", "due")),
    Kind.COPY_OVERDUE: Needs(facts=("copy_title", "due")),
    Kind.TERM_ENDING: Needs(facts=("days_left",), optional=("followed_by",), texts=("ending",)),
    Kind.ARRANGEMENT_ENDED: Needs(
        facts=("ended",),
        optional=("reason", "because", "effective_on", "instead_of", "to_return", "followed_by"),
        texts=("ending",),
    ),
    Kind.MODIFICATION_PROPOSED: Needs(facts=("reason",), optional=("proposed_by",)),
    Kind.MODIFICATION_CLOSED: Needs(facts=("outcome",), optional=("reason",)),
    Kind.NOTICE_GIVEN: Needs(
        facts=("last_day",),
        optional=("reason", "because", "by", "named", "to_return"),
        texts=("ending",),
    ),
    Kind.NOTICE_WITHDRAWN: Needs(optional=("reason", "last_day")),
    Kind.APPROVAL_REQUESTED: Needs(facts=("approval",), optional=("asked_by", "on")),
    Kind.APPROVAL_REMINDER: Needs(facts=("approval",), optional=("asked_by", "on")),
    Kind.APPROVAL_OVERDUE: Needs(facts=("approval", "missing"), optional=("asked_by", "on", "due")),
    Kind.APPROVAL_DECIDED: Needs(facts=("approval", "outcome"), optional=("on", "reason")),
    Kind.APPROVAL_ISSUED: Needs(facts=("approval",), optional=("asked_by", "on")),
    Kind.REPORT_MADE: Needs(facts=("report",), optional=("made_by", "reported_at")),
    Kind.DUTY_REQUESTED: Needs(facts=("duty",), optional=("subject",)),
    Kind.DUTY_REMINDER: Needs(facts=("duty",), optional=("subject",)),
    Kind.DUTY_OVERDUE: Needs(facts=("duty", "missing"), optional=("subject", "due")),
    Kind.DUTY_DONE: Needs(facts=("duty",), optional=("subject", "done_by", "closing")),
    Kind.HOLDER_CHANGED: Needs(optional=("outcome", "missing", "part", "leader")),
    Kind.DIGEST: Needs(facts=("count",), optional=("overdue", "week")),
    Kind.EXTENT: Needs(facts=("year", "figures"), optional=("moved",)),
    Kind.UNTOLD: Needs(facts=("arrangement", "what")),
    Kind.SIGN_IN: Needs(),
    Kind.INVITATION: Needs(
        facts=("meeting", "when", "zone", "place"), optional=("observes", "over")
    ),
}


def complete_facts(kind: Kind, context: MailContext) -> dict[str, str]:
    """The facts a template of `kind` may show, optional ones filled with "".

    FactMissing names every required fact or program text that `context` lacks.
    """
    needs = NEEDS[kind]
    absent = [f"fact {name}" for name in needs.facts if not context.facts.get(name)]
    absent += [f"text {name}" for name in needs.texts if name not in context.texts]
    if absent:
        raise FactMissing(kind, absent)
    return {"attached": "", **dict.fromkeys(needs.optional, ""), **context.facts}
