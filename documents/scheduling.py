"""The weekly schedule on paper: each week with its table and its arithmetic (GL32 IV.D)."""

from collections.abc import Sequence

from documents.paper import Block, Row
from documents.particulars import Particulars
from documents.showing import bracketed, week_table
from policy.away import shares
from policy.facts import Facts
from policy.forms.pattern import schedule_type
from policy.helping import station_of
from policy.program import Program
from policy.proposal import Proposal
from policy.week import weeks
from policy.wording import show_days


def week_blocks(
    title: str, before: Sequence[Row], particulars: Particulars, proposal: Proposal
) -> tuple[Block, ...]:
    """The schedule, after the rows `before`: one table, or one for each of two weeks."""
    program, pattern = particulars.program, proposal.week
    station = station_of(program).removeprefix("official ")
    said = _away(program, proposal)
    opening = (Block(title, tuple(before)),) if before else ()
    title = "" if before else title
    days = Row("Telecommuting days", show_days(pattern))
    if len(said) == 1:
        rows = (days, Row(f"Away from the {station}", _limited(program, said[0])))
        return (*opening, Block(title, rows, week_table(pattern, station)))
    limited = [_limited(program, share) for share in said]
    tables = (
        Block("", table=week_table(week, station), caption=f"Week {number}: {told}")
        for number, (week, told) in enumerate(zip(weeks(pattern), limited, strict=True), 1)
    )
    return (*opening, Block(title, (days,)), *tables)


def _away(program: Program, proposal: Proposal) -> tuple[str, ...]:
    """What of each week is spent away, never averaged: 16 of 40 hours, 40%."""
    kind = schedule_type(program, proposal, Facts())
    return tuple(
        "; ".join(share.text.replace(" away,", ",") for share in counted)
        for counted in shares(program.week, proposal.week, kind)
    )


def _limited(program: Program, share: str) -> str:
    rule = program.week
    if rule.most_away_percent is None:
        return share
    limit = f"at most {rule.most_away_percent}% of each week"
    return f"{share}; {limit}{bracketed(rule.away_citation)}"
