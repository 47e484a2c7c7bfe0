"""What the JSON API answers about the course of what is in force, and how it is told."""

from collections.abc import Mapping, Sequence
from datetime import date

from api.calls.told import Told
from api.forms.renewing import last_day_of
from api.rights.access import Doing
from api.views.changed import brought, modified
from api.views.choices import why_not
from api.views.ending import closing
from api.views.facts import Facts
from api.views.mine import MineView
from policy.in_force import EndingReason
from policy.living.ending import earliest_last_day
from policy.living.ending_forms import offered
from policy.living.renewing import prefilled_renewal
from records.arrangements import spans_of


class ChangedTold(Told):
    """One answer that a modification changes: how it is in force, and as proposed."""

    field: str
    label: str
    in_force: str
    proposed: str


class SpanTold(Told):
    """The days on which a version was or will be in force, both included."""

    version: int
    starts_on: date
    ends_on: date | None


class ReasonTold(Told):
    """A reason for which the agency may end it; `fields` go into `details`."""

    id: str
    title: str
    at_once: bool
    fields: tuple[str, ...]


class LinkTold(Told):
    """One arrangement of a chain, each of which continues the one before."""

    reference: str
    term: str
    stands: str


class CourseTold(Told):
    """The course of what is in force: its versions, a modification, a notice, what may be done.

    `not_now` says of each thing that you may do with it why it cannot be done now; blank: it can.
    `updated` are the answers that reports and duties brought since what is in force was signed.
    `earliest_last_day` is that of a notice given today; `closing` are the facts of its end.
    """

    reference: str
    in_force: int
    spans: tuple[SpanTold, ...]
    changes: tuple[ChangedTold, ...]
    updated: dict[str, str]
    notice_until: date | None
    earliest_last_day: date
    reasons: tuple[ReasonTold, ...]
    closing: dict[str, str]
    chain: tuple[LinkTold, ...]
    not_now: dict[str, str]


class RenewalTold(Told):
    """The form of a proposal that continues it: send it, completed, as a new proposal."""

    why_not: str
    answers: dict[str, str]


def tell_course(facts: Facts, chain: Sequence[MineView], may: frozenset[Doing]) -> CourseTold:
    """The course of an arrangement, for who may do those things with it."""
    row, rules = facts.arrangement, facts.program.in_force
    return CourseTold(
        reference=row.reference,
        in_force=row.in_force,
        spans=tuple(map(SpanTold.of, spans_of(row))),
        changes=tuple(
            ChangedTold(field=each.key, label=each.label, in_force=each.before, proposed=each.now)
            for each in modified(facts)
        ),
        updated={each.key: facts.brought[each.key] for each in brought(facts)},
        notice_until=row.notice_until,
        earliest_last_day=earliest_last_day(rules, facts.today),
        reasons=tuple(_reason(each) for each in offered(rules)),
        closing=dict(closing(facts)),
        chain=tuple(map(LinkTold.of, chain)),
        not_now={doing.name.lower(): why_not(facts, doing) for doing in Doing if doing in may},
    )


def tell_renewal(facts: Facts) -> RenewalTold:
    """The answers with which to propose to continue it, or why that cannot be done now."""
    return RenewalTold(why_not=why_not(facts, Doing.RENEW), answers=dict(_renewal(facts)))


def _reason(reason: EndingReason) -> ReasonTold:
    fields = tuple(each.id for each in reason.fields)
    return ReasonTold(id=reason.id, title=reason.title, at_once=reason.at_once, fields=fields)


def _renewal(facts: Facts) -> Mapping[str, str]:
    last = last_day_of(facts.arrangement)
    before = facts.up_to_date
    if why_not(facts, Doing.RENEW) or before is None or last is None:
        return {}
    return prefilled_renewal(facts.program, before, facts.arrangement.reference, last)
