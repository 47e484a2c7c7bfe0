"""Sessions, sign-in links, tokens and drafts: each found by its secret, each with its end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlmodel import Session, select

from records import visits
from records.database import Sessions
from records.people import Person
from records.presence import presence
from records.secret import digest_of
from records.visits import LONGEST_VISIT, SIGN_IN_WITHIN, SignIn, Visit
from tests.records.samples import DAY, HOUR, NOW

IDLE = timedelta(minutes=30)
TICK = timedelta(microseconds=1)


def find_visit(session: Session, raw: str, now: datetime, idle: timedelta) -> Visit | None:
    found = presence(session, raw, now, idle)
    return found.visit if found else None


def test_a_visit_is_found_by_its_cookie_only(session: Session) -> None:
    raw, visit = visits.start_visit(session, NOW)
    session.commit()
    assert find_visit(session, raw, NOW, IDLE) == visit
    assert find_visit(session, visit.digest, NOW, IDLE) is None
    assert find_visit(session, "", NOW, IDLE) is None
    assert find_visit(session, "\x00\ud800", NOW, IDLE) is None
    assert raw not in str(visit.model_dump())


def test_a_visit_is_found_with_its_person_and_whether_they_lead_somebody(session: Session) -> None:
    for number, supervisor, manager in (("1", "2", "3"), ("2", "", ""), ("3", "", "")):
        mail, led_by = f"{number}@ct.example", {"supervisor": supervisor, "manager": manager}
        session.add(Person(number=number, name="A", mail=mail, agency="das", **led_by))
    found = {}
    for number in ("1", "2", "3", "gone", ""):
        raw, visit = visits.start_visit(session, NOW)
        visit.person = number
        session.flush()
        present = presence(session, raw, NOW, IDLE)
        assert present is not None
        found[number] = (present.person.number if present.person else None, present.leads)
    assert [found[number] for number in "123"] == [("1", False), ("2", True), ("3", True)]
    assert found["gone"][0] is found[""][0] is None


def test_an_idle_visit_is_over(session: Session) -> None:
    raw, visit = visits.start_visit(session, NOW)
    session.flush()
    assert find_visit(session, raw, NOW + IDLE - TICK, IDLE) is not None
    assert find_visit(session, raw, NOW + IDLE, IDLE) is None
    visits.touch(visit, NOW + IDLE - TICK)
    assert find_visit(session, raw, NOW + IDLE, IDLE) is not None


def test_a_visit_ends_after_twelve_hours_however_busy(session: Session) -> None:
    raw, visit = visits.start_visit(session, NOW)
    visit.seen_at = NOW + LONGEST_VISIT
    session.flush()
    assert find_visit(session, raw, NOW + LONGEST_VISIT - TICK, IDLE) is not None
    assert find_visit(session, raw, NOW + LONGEST_VISIT, IDLE) is None


def test_a_visit_is_touched_once_a_minute(session: Session) -> None:
    _, visit = visits.start_visit(session, NOW)
    session.commit()
    visits.touch(visit, NOW + timedelta(seconds=59))
    assert not session.dirty
    visits.touch(visit, NOW + timedelta(seconds=60))
    assert session.dirty


def test_signing_in_makes_every_secret_new_and_keeps_the_links(session: Session) -> None:
    raw, visit = visits.start_visit(session, NOW)
    visit.links = ["one"]
    session.flush()
    signed_raw, signed = visits.rotate(session, visit, NOW + HOUR, "1")
    session.commit()
    assert (signed.person, signed.links, signed.made_at) == ("1", ["one"], NOW + HOUR)
    assert visit.csrf != signed.csrf
    assert find_visit(session, raw, NOW + HOUR, DAY) is None
    assert find_visit(session, signed_raw, NOW + HOUR, DAY) is not None


def test_signing_out_ends_the_visit(session: Session) -> None:
    raw, _ = visits.start_visit(session, NOW)
    session.commit()
    visits.end_visit(session, raw)
    session.commit()
    assert find_visit(session, raw, NOW, IDLE) is None


def test_a_sign_in_link_works_once(session: Session) -> None:
    token = visits.new_sign_in(session, "1", NOW)
    session.flush()
    assert visits.use_sign_in(session, token, NOW) == "1"
    assert visits.use_sign_in(session, token, NOW) is None
    assert visits.use_sign_in(session, "unknown", NOW) is None


def test_a_sign_in_link_works_for_fifteen_minutes(session: Session) -> None:
    late, in_time = (visits.new_sign_in(session, "1", NOW) for _ in range(2))
    session.flush()
    assert visits.use_sign_in(session, late, NOW + SIGN_IN_WITHIN) is None
    assert visits.use_sign_in(session, in_time, NOW + SIGN_IN_WITHIN - TICK) == "1"


def test_a_sign_in_link_followed_many_times_at_once_signs_in_once(sessions: Sessions) -> None:
    with sessions() as session:
        token = visits.new_sign_in(session, "1", NOW)
        session.commit()

    def follow(_: int) -> str | None:
        with sessions() as session:
            person = visits.use_sign_in(session, token, NOW)
            session.commit()
            return person

    with ThreadPoolExecutor(10) as pool:
        assert sorted(filter(None, pool.map(follow, range(20)))) == ["1"]


def test_a_token_acts_as_its_person_until_it_is_revoked(session: Session) -> None:
    raw = visits.new_token(session, "1", "reports", NOW)
    session.commit()
    assert visits.token_person(session, raw) == "1"
    assert visits.token_person(session, raw + "x") is None
    assert visits.revoke_token(session, "2", "reports", NOW) == 0
    assert visits.revoke_token(session, "1", "reports", NOW) == 1
    assert visits.revoke_token(session, "1", "reports", NOW) == 0
    session.expire_all()
    assert visits.token_person(session, raw) is None
    assert session.exec(select(visits.ApiToken.revoked_at)).all() == [NOW]


def test_a_draft_is_its_persons_own(session: Session) -> None:
    visits.save_draft(session, "TA-1", "1", {"duties": "Reads"}, NOW)
    session.commit()
    visits.save_draft(session, "TA-1", "2", {"duties": "Overwritten"}, NOW)
    session.commit()
    draft = visits.find_draft(session, "TA-1", "1")
    assert draft is not None
    assert draft.answers == {"duties": "Reads"}
    assert visits.find_draft(session, "TA-1", "2") is None
    assert visits.find_draft(session, "TA-2", "1") is None


def test_drafts_are_listed_latest_change_first_until_submitted(session: Session) -> None:
    visits.save_draft(session, "TA-1", "1", {}, NOW)
    visits.save_draft(session, "TA-2", "1", {}, NOW)
    visits.save_draft(session, "TA-3", "2", {}, NOW)
    session.flush()
    visits.save_draft(session, "TA-2", "1", {"duties": "More"}, NOW + HOUR)
    session.flush()
    assert [draft.reference for draft in visits.drafts_of(session, "1")] == ["TA-2", "TA-1"]
    visits.mark_submitted(session, "TA-2", NOW + HOUR)
    session.expire_all()
    assert [draft.reference for draft in visits.drafts_of(session, "1")] == ["TA-1"]


def test_a_submitted_draft_stays_as_it_was(session: Session) -> None:
    visits.save_draft(session, "TA-1", "1", {"duties": "Reads"}, NOW)
    session.flush()
    visits.mark_submitted(session, "TA-1", NOW + HOUR)
    visits.mark_submitted(session, "TA-1", NOW + DAY)
    session.expire_all()
    draft = visits.save_draft(session, "TA-1", "1", {"duties": "Changed"}, NOW + DAY)
    assert (draft.answers, draft.submitted_at) == ({"duties": "Reads"}, NOW + HOUR)


def test_what_is_over_is_forgotten(session: Session) -> None:
    old, _ = visits.start_visit(session, NOW)
    new, _ = visits.start_visit(session, NOW + HOUR)
    late = NOW + LONGEST_VISIT
    links = [visits.new_sign_in(session, "1", at) for at in (late - SIGN_IN_WITHIN, late)]
    session.flush()
    visits.forget_old(session, late)
    session.expire_all()
    assert find_visit(session, old, NOW, DAY) is None
    assert find_visit(session, new, NOW + HOUR, DAY) is not None
    kept = [session.get(SignIn, digest_of(token)) is not None for token in links]
    assert kept == [False, True]


def test_who_has_left_is_shut_out_everywhere_and_nobody_else(session: Session) -> None:
    raws, sign_ins, tokens = {}, {}, {}
    for number in ("1", "2"):
        raws[number], visit = visits.start_visit(session, NOW)
        visit.person = number
        sign_ins[number] = visits.new_sign_in(session, number, NOW)
        tokens[number] = visits.new_token(session, number, "reports", NOW)
    before = digest_of(visits.new_token(session, "1", "old", NOW))
    session.flush()
    visits.revoke_token(session, "1", "old", NOW)
    session.commit()
    visits.shut_out(session, ["1"], NOW + HOUR)
    session.commit()
    session.expire_all()
    still = [number for number, raw in raws.items() if find_visit(session, raw, NOW, IDLE)]
    able = [number for number, token in tokens.items() if visits.token_person(session, token)]
    found = [number for number, link in sign_ins.items() if visits.use_sign_in(session, link, NOW)]
    assert still == able == found == ["2"]
    assert session.get_one(visits.ApiToken, before).revoked_at == NOW
