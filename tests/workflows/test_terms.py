"""Terms: each is acknowledged on its own by whoever signs the line that carries it (IV, VIII)."""

import pytest

from policy.account import Status
from policy.signing import Ruling
from tests import people
from tests.world import World


@pytest.mark.requirement("CT-169")
async def test_every_term_is_acknowledged_or_the_signature_is_refused(world: World) -> None:
    """One left out is one too few, whichever it is."""
    case = await world.submit()
    await case.open_for_signing()
    terms = case.terms("employee")
    assert len(terms) > 30
    for left_out in terms:
        others = tuple(term for term in terms if term != left_out)
        act = await case.sign("employee", people.EMPLOYEE, acknowledged=others)
        assert (await case.answered(act.by.key)).note == Ruling.NOT_ACKNOWLEDGED, left_out
    none = await case.sign("employee", people.EMPLOYEE, acknowledged=())
    assert (await case.answered(none.by.key)).note == Ruling.NOT_ACKNOWLEDGED
    act = await case.sign("employee", people.EMPLOYEE)
    entry = await case.answered(act.by.key)
    assert (entry.kind, entry.evidence["acknowledged"]) == ("signed", " ".join(terms))


async def test_who_has_no_terms_acknowledges_none(world: World) -> None:
    """The other four sign; the terms are the employee's."""
    case = await world.submit()
    await case.open_for_signing()
    for line in ("supervisor", "manager", "hr_representative", "agency_head"):
        assert case.terms(line) == ()
    await case.sign("manager", people.MANAGER, acknowledged=())
    await case.until(lambda s: s.signed == ("manager",))


@pytest.mark.requirement("CT-144")
@pytest.mark.parametrize("applies", ["yes", "no"])
async def test_the_hipaa_policy_is_acknowledged_only_where_it_applies(
    world: World, applies: str
) -> None:
    """By the answer on the form."""
    case = await world.submit(hipaa=applies)
    await case.open_for_signing()
    without = tuple(term for term in case.terms("employee") if term != "j8")
    assert (len(case.terms("employee")) > len(without)) is (applies == "yes")
    act = await case.sign("employee", people.EMPLOYEE, acknowledged=without)
    entry = await case.answered(act.by.key)
    if applies == "yes":
        assert entry.note == Ruling.NOT_ACKNOWLEDGED
        await case.sign("employee", people.EMPLOYEE)
    await case.until(lambda s: s.signed == ("employee",))


@pytest.mark.requirement("CT-144")
async def test_an_amendment_can_bring_a_term_into_force(world: World) -> None:
    """Terms follow the answers of the version that is signed."""
    case = await world.submit(hipaa="no")
    await case.open_for_signing()
    before = case.terms("employee")
    await case.amend(case.with_answers(hipaa="yes"))
    await case.open_without_review(version=2)
    act = await case.sign("employee", people.EMPLOYEE, version=2, acknowledged=before)
    assert (await case.answered(act.by.key)).note == Ruling.NOT_ACKNOWLEDGED
    await case.sign("employee", people.EMPLOYEE, version=2, acknowledged=(*before, "j8"))
    await case.until(lambda s: s.signed == ("employee",))


@pytest.mark.requirement("SA-013")
async def test_sacramentos_supervisor_attests_before_signing(world: World) -> None:
    """That they have read and understood the current policy and agreement."""
    case = await world.submit(people.CITY_EMPLOYEE)
    await case.open_for_signing()
    await case.sign("employee_policy", people.CITY_EMPLOYEE)
    await case.sign("employee_justification", people.CITY_EMPLOYEE)
    await case.asked("supervisor")
    (term,) = case.terms("supervisor")
    clause = next(each for each in case.program.clauses if each.id == term)
    assert "read and understands the Telecommuting Policy and Agreement" in clause.text
    silent = await case.sign("supervisor", people.CITY_SUPERVISOR, acknowledged=())
    assert (await case.answered(silent.by.key)).note == Ruling.NOT_ACKNOWLEDGED
    await case.sign("supervisor", people.CITY_SUPERVISOR)
    await case.sign("department_head", await case.asked("department_head"))
    await case.until(lambda s: s.status is Status.AUTHORIZED)
