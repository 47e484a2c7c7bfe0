"""The JSON API's acts: what is handed to the workflow, once, and what is refused at the edge."""

from datetime import date

from api.doors.acts import Refused, act_key
from api.forms.statements import statement_digest
from policy.account import Happening
from policy.acts import (
    Amendment,
    Attribution,
    DecisionGiven,
    Outcome,
    SignatureGiven,
    SignerReplaced,
    Submission,
)
from policy.identity import KnownBy
from policy.week import Place
from records.proposals import ProposalVersion
from tests.api.browsing import AGENT
from tests.api.calling import KEY, answers, send
from tests.api.filing import AGENCY, PROPOSAL, ask, file, note
from tests.api.seeding import Story, full_answers
from tests.api.site import REFERENCE, Desk
from tests.people import CITY_EMPLOYEE, COORDINATOR, EMPLOYEE, MANAGER, SUPERVISOR

OWN = {"s2": {"answer": "yes"}}
"""The decider's own finding, as an approval needs it (III.C.3)."""


def test_a_proposal_is_handed_in_as_the_token_s_person(desk: Desk) -> None:
    answer = send(desk, EMPLOYEE, "", {"answers": answers()})
    assert answer.status_code == 202, answer.text
    told = answer.json()
    assert told["state"] == "received"
    ((reference, act),) = desk.door.acts
    assert isinstance(act, Submission)
    assert reference == told["reference"] == act.reference
    assert answer.headers["location"].endswith(reference)
    assert act.by == Attribution(
        EMPLOYEE, told["key"], desk.clock.now, KnownBy.TOKEN, "192.0.2.1", AGENT
    )
    assert (act.agency, act.unit) == (AGENCY, "Audit")
    assert act.proposal.starts_on == PROPOSAL.starts_on


def test_what_the_directory_knows_need_not_be_answered(desk: Desk) -> None:
    send(desk, EMPLOYEE, "", {"answers": answers()})
    act = desk.door.acts[0][1]
    assert isinstance(act, Submission)
    assert act.proposal.answers["name"] == "Ana Rivera"


def test_an_answer_that_contradicts_the_directory_is_refused(desk: Desk) -> None:
    answer = send(desk, EMPLOYEE, "", {"answers": answers(name="Somebody Else")})
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert error["field"] == "name"
    assert "is Ana Rivera in the directory" in error["rule"]


def test_a_second_proposal_for_the_same_days_is_refused_but_a_replay_is_a_receipt(
    desk: Desk,
) -> None:
    first = send(desk, EMPLOYEE, "", {"answers": answers()}).json()
    act = desk.door.acts[0][1]
    assert isinstance(act, Submission)
    file(desk, first["reference"])
    note(desk, Happening.SUBMITTED, EMPLOYEE, reference=first["reference"], key=first["key"])
    again = send(desk, EMPLOYEE, "", {"answers": answers()})
    assert (again.status_code, again.json()["reference"]) == (200, first["reference"])
    second = send(desk, EMPLOYEE, "", {"answers": answers()}, key="another-key")
    assert second.status_code == 422
    [error] = second.json()["errors"]
    assert error["field"] == "starts_on"
    assert first["reference"] in error["rule"]
    assert len(desk.door.acts) == 1


def test_nobody_of_another_agency_takes_a_role_over(desk: Desk) -> None:
    file(desk)
    ask(desk, SUPERVISOR, "supervisor")
    sent = {"role": "supervisor", "person": CITY_EMPLOYEE, "reason": "On leave."}
    answer = send(desk, COORDINATOR, f"/{REFERENCE}/replacement", sent)
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert error["field"] == "person"
    assert error["rule"] == "Choose somebody of Office of the Comptroller."
    assert desk.door.acts == []


def test_the_same_key_proposes_once(desk: Desk) -> None:
    first = send(desk, EMPLOYEE, "", {"answers": answers()})
    again = send(desk, EMPLOYEE, "", {"answers": answers()})
    later = answers(starts_on="9/1/2027", ends_on="5/31/2028")
    other = send(desk, EMPLOYEE, "", {"answers": later}, key="another-key")
    somebody = send(desk, SUPERVISOR, "", {"answers": answers()})
    assert first.json()["reference"] == again.json()["reference"]
    assert len({each.json()["reference"] for each in (first, other, somebody)}) == 3


def test_a_signature_names_the_documents_and_the_statement_that_were_shown(desk: Desk) -> None:
    file(desk)
    ask(desk, SUPERVISOR, "supervisor")
    seen = desk.client.get(f"/api/v1/arrangements/{REFERENCE}", headers=desk.bearer(SUPERVISOR))
    (line,) = seen.json()["to_sign"]
    body = {
        "line": line["line"],
        "version": line["version"],
        "documents": line["documents"],
        "statement": line["statement_digest"],
        "name": "Jo Abara",
    }
    assert send(desk, SUPERVISOR, f"/{REFERENCE}/signature", body).status_code == 202
    ((_, act),) = desk.door.acts
    assert isinstance(act, SignatureGiven)
    program = desk.parts.programs.get(desk.parts.agencies[AGENCY].program)
    assert act.statement == statement_digest(program, program.line("supervisor"))
    assert act.digests == tuple(line["documents"])
    assert (act.by.person, act.by.identified_by) == (SUPERVISOR, "token")


def test_agreeing_to_another_statement_is_refused(desk: Desk) -> None:
    file(desk)
    ask(desk, SUPERVISOR, "supervisor")
    body = {
        "line": "supervisor",
        "version": 1,
        "documents": ["0" * 64],
        "statement": "0" * 64,
        "name": "Jo Abara",
    }
    answer = send(desk, SUPERVISOR, f"/{REFERENCE}/signature", body)
    assert answer.status_code == 409
    assert desk.door.acts == []


def test_only_what_changes_is_sent_with_an_amendment(desk: Desk) -> None:
    file(desk)
    with desk.session() as session:
        newest = session.get_one(ProposalVersion, (REFERENCE, 1))
        known = {"name": "Ana Rivera", "number": EMPLOYEE, "job_title": "Examiner"}
        whole = {"answers": answers(**known, duty_station="Hartford")}
        newest.content = newest.content | whole
        session.add(newest)
        session.commit()
    body = {"answers": {"ends_on": "6/30/2027"}, "reason": "Shorter."}
    answer = send(desk, COORDINATOR, f"/{REFERENCE}/amendment", body)
    assert answer.status_code == 202, answer.text
    ((_, act),) = desk.door.acts
    assert isinstance(act, Amendment)
    assert act.modified.ends_on == date(2027, 6, 30)
    assert act.modified.starts_on == PROPOSAL.starts_on
    assert [day.place for day in act.modified.week].count(Place.TELECOMMUTING) == 2


def test_a_decision_without_changes_brings_no_proposal(desk: Desk) -> None:
    Story(desk, answers=full_answers(desk, "connecticut")).submit().review()
    send(desk, COORDINATOR, f"/{REFERENCE}/decision", {"outcome": "approved", "findings": OWN})
    ((_, act),) = desk.door.acts
    assert isinstance(act, DecisionGiven)
    assert (act.outcome, act.modified) == (Outcome.APPROVED, None)


def test_what_the_workflow_refuses_is_told_in_its_words(desk: Desk) -> None:
    file(desk)
    desk.door.trouble = Refused("Nobody in this role has to act now.")
    answer = send(desk, COORDINATOR, f"/{REFERENCE}/reminder", {"role": "manager"})
    assert answer.status_code == 409
    assert answer.json()["detail"] == "Nobody in this role has to act now."


def test_a_recorded_act_is_answered_with_its_entry_and_not_sent_again(desk: Desk) -> None:
    file(desk)
    key = act_key(COORDINATOR, KEY["Idempotency-Key"])
    note(desk, Happening.REPLACED, COORDINATOR, role="manager", key=key)
    body = {"role": "manager", "person": SUPERVISOR, "reason": "Away."}
    answer = send(desk, COORDINATOR, f"/{REFERENCE}/replacement", body)
    assert answer.status_code == 200
    assert answer.json()["state"] == "recorded"
    assert answer.json()["entry"]["kind"] == "replaced"
    assert desk.door.acts == []


def test_one_person_s_key_is_not_another_s(desk: Desk) -> None:
    file(desk)
    ask(desk, MANAGER, "manager")
    ask(desk, SUPERVISOR, "supervisor")
    body = {"line": "manager", "version": 1, "reason": "No."}
    keys = {
        send(desk, person, f"/{REFERENCE}/refusal", body).json()["key"]
        for person in (MANAGER, SUPERVISOR)
    }
    assert len(keys) == 2
    assert len(desk.door.acts) == 2


def test_an_act_that_was_ruled_out_is_told_as_refused(desk: Desk) -> None:
    file(desk)
    ask(desk, MANAGER, "manager")
    key = act_key(MANAGER, KEY["Idempotency-Key"])
    note(desk, Happening.REFUSED, MANAGER, note="others sign before this line opens", key=key)
    body = {"line": "manager", "version": 1, "reason": "No."}
    answer = send(desk, MANAGER, f"/{REFERENCE}/refusal", body)
    assert answer.status_code == 409
    assert answer.json()["detail"] == "Others sign before this line opens."


def test_people_are_looked_up_by_their_coordinators_only(desk: Desk) -> None:
    address = f"/api/v1/people?agency={AGENCY}&text=weiss"
    found = desk.client.get(address, headers=desk.bearer(COORDINATOR)).json()
    assert [person["number"] for person in found] == [MANAGER]
    assert set(found[0]) == {"number", "name", "title", "unit", "agency"}
    assert desk.client.get(address, headers=desk.bearer(EMPLOYEE)).status_code == 404
    elsewhere = "/api/v1/people?agency=sacramento-it&text="
    assert desk.client.get(elsewhere, headers=desk.bearer(COORDINATOR)).status_code == 404


def test_every_program_is_described(desk: Desk) -> None:
    bearer = desk.bearer(EMPLOYEE)
    told = desk.client.get("/api/v1/programs", headers=bearer).json()
    assert {each["name"] for each in told} == {program.name for program in desk.parts.programs}
    for each in told:
        one = desk.client.get(f"/api/v1/programs/{each['name']}", headers=bearer)
        assert one.json() == each
        assert each["fields"]
        assert each["lines"]
    assert desk.client.get("/api/v1/programs/none", headers=bearer).status_code == 404


def test_a_replacement_names_the_person_by_number(desk: Desk) -> None:
    file(desk)
    body = {"role": "manager", "person": SUPERVISOR, "reason": "Away."}
    send(desk, COORDINATOR, f"/{REFERENCE}/replacement", body)
    ((_, act),) = desk.door.acts
    assert isinstance(act, SignerReplaced)
    assert (act.role, act.person, act.reason) == ("manager", SUPERVISOR, "Away.")
