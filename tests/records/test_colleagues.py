"""The work group of an employee, as whoever reviews a proposal sees how it is scheduled."""

from dataclasses import replace

from sqlmodel import Session

from policy.account import Status
from policy.coding import proposal_to_json
from records.accounts import write_account
from records.colleagues import of_group
from tests.records.samples import (
    EMPLOYEE,
    PROPOSAL,
    REFERENCE,
    REVIEWER,
    a_person,
    a_standing,
    a_submission,
    an_account,
)


def test_a_colleagues_schedule_is_the_one_in_force_while_another_is_signed(
    session: Session,
) -> None:
    reviewed = a_person("1", "Who is reviewed", supervisor=REVIEWER)
    session.add_all([reviewed, a_person(EMPLOYEE, "A colleague", supervisor=REVIEWER)])
    standing = replace(
        a_standing(1, status=Status.ACTIVE), version=2, in_force=1, modification=Status.SIGNING
    )
    proposed = replace(PROPOSAL, answers={"duties": "Something else"})
    account = replace(an_account(standing), proposals=((1, PROPOSAL), (2, proposed)))
    write_account(session, account, submission=a_submission(REFERENCE, EMPLOYEE))
    (colleague,) = of_group(session, reviewed)
    assert colleague.proposal == proposal_to_json(PROPOSAL)
