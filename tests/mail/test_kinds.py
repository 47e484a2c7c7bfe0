"""What single kinds of mail have to say, and what they need for it."""

from dataclasses import replace

import pytest

from mail.facts import NEEDS, FactMissing
from policy.notices import Kind
from tests.mail.reading import words_of
from tests.mail.rendered import RENDERER
from tests.mail.samples import ALL, FACTS, TEXTS, plain


@pytest.mark.requirement("CT-022")
def test_a_denial_says_that_it_cannot_be_grieved_and_why_it_was_given() -> None:
    text = RENDERER.render(Kind.DECISION_DENIED, plain(Kind.DECISION_DENIED)).text
    assert TEXTS["denial"] in text
    assert "> The counter needs two people on Tuesdays.\n> Please propose Wednesdays." in text


@pytest.mark.requirement("CT-021")
def test_an_approval_says_that_it_creates_no_expectation() -> None:
    text = RENDERER.render(Kind.DECISION_APPROVED, plain(Kind.DECISION_APPROVED)).text
    assert TEXTS["approval"] in text
    assert "You may not telecommute yet" in text


@pytest.mark.requirement("CT-111", "CT-167")
def test_the_end_of_an_arrangement_says_that_it_cannot_be_grieved() -> None:
    text = RENDERER.render(Kind.ARRANGEMENT_ENDED, plain(Kind.ARRANGEMENT_ENDED)).text
    assert TEXTS["ending"] in text


@pytest.mark.requirement("SA-009")
def test_who_has_proposed_is_told_not_to_telecommute_yet() -> None:
    text = RENDERER.render(Kind.PROPOSAL_RECEIVED, plain(Kind.PROPOSAL_RECEIVED)).text
    assert TEXTS["no_telecommuting_while_pending"] in text


def test_a_program_without_a_notice_leaves_no_trace_of_it() -> None:
    context = plain(Kind.DECISION_DENIED)
    silent = replace(context, texts=dict.fromkeys(TEXTS, ""))
    mail = RENDERER.render(Kind.DECISION_DENIED, silent)
    assert "grievance" not in mail.text
    assert "<p></p>" not in mail.html


def test_an_arrangement_without_a_last_day_says_so() -> None:
    context = plain(Kind.AUTHORIZED)
    mail = RENDERER.render(Kind.AUTHORIZED, replace(context, ends_on=""))
    assert "Term: from December 1, 2026, with no set end\n" in mail.text


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, needs in NEEDS.items() for name in needs.facts]
)
def test_a_missing_fact_is_named_before_anything_is_rendered(kind: Kind, name: str) -> None:
    facts = {key: value for key, value in FACTS.items() if key != name}
    with pytest.raises(FactMissing, match=f"{kind} mail lacks fact {name}"):
        RENDERER.render(kind, replace(plain(kind), facts=facts))


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, needs in NEEDS.items() for name in needs.texts]
)
def test_a_text_that_the_program_lacks_is_named(kind: Kind, name: str) -> None:
    texts = {key: value for key, value in TEXTS.items() if key != name}
    with pytest.raises(FactMissing, match=f"lacks text {name}"):
        RENDERER.render(kind, replace(plain(kind), texts=texts))


@pytest.mark.parametrize("kind", ALL)
def test_required_facts_and_texts_are_all_a_mail_needs(kind: Kind) -> None:
    needs = NEEDS[kind]
    facts = {name: FACTS[name] for name in needs.facts}
    texts = {name: TEXTS[name] for name in needs.texts}
    mail = RENDERER.render(kind, replace(plain(kind), facts=facts, texts=texts))
    for name in needs.facts:
        assert words_of(FACTS[name])[0] in mail.text
    for name in needs.texts:
        assert TEXTS[name] in " ".join(mail.text.split())


def test_a_reviewer_with_questions_reads_how_many_and_on_what() -> None:
    asked = plain(Kind.REVIEW_REQUESTED)
    text = RENDERER.render(Kind.REVIEW_REQUESTED, asked).text
    assert "Your questions: 12\nThey are on: The position; The employee\n" in text
    assert "A phone is enough" in text
    bare = RENDERER.render(Kind.REVIEW_REQUESTED, replace(asked, facts={})).text
    assert "Your questions" not in bare
    assert "Say whether you support it, and why." in bare


@pytest.mark.parametrize(
    ("blocked", "said"),
    [
        ("3", "3 answers stand in the way of an approval."),
        ("1", "1 answer stands in the way of an approval."),
        ("", "If one stands in the way of an approval, it says so."),
    ],
)
def test_the_decider_reads_what_stands_in_the_way_as_far_as_it_is_known(
    blocked: str, said: str
) -> None:
    context = replace(plain(Kind.REVIEWS_COMPLETE), facts={"blocked": blocked})
    assert said in " ".join(RENDERER.render(Kind.REVIEWS_COMPLETE, context).text.split())


@pytest.mark.requirement("CT-019")
@pytest.mark.parametrize("kind", [Kind.DECISION_APPROVED, Kind.DECISION_DENIED])
def test_a_decision_says_on_what_it_rests_where_the_program_says_so(kind: Kind) -> None:
    context = plain(kind)
    assert TEXTS["decision_basis"] in RENDERER.render(kind, context).text
    texts = {name: text for name, text in TEXTS.items() if name != "decision_basis"}
    assert "rests" not in RENDERER.render(kind, replace(context, texts=texts)).text


@pytest.mark.requirement("CT-172")
@pytest.mark.parametrize("kind", [Kind.SIGNATURE_REQUESTED, Kind.COMPLETION_REQUESTED])
def test_of_a_modification_it_says_which_version_stays_in_force_meanwhile(kind: Kind) -> None:
    context = plain(kind)
    changed = replace(context, facts={**context.facts, "new_version": "3", "in_force": "2"})
    text = " ".join(words_of(RENDERER.render(kind, changed).text))
    assert "ersion 2 stays in force until everybody has signed" in text
    assert "no longer counts" not in text
    assert "is approved" not in text


@pytest.mark.requirement("CT-149")
def test_of_a_modification_it_says_what_it_rests_on_and_is_still_owed() -> None:
    context = plain(Kind.SIGNATURE_REQUESTED)
    assert "Still owed" not in RENDERER.render(Kind.SIGNATURE_REQUESTED, context).text
    owed = {"owed": "New certificate, asked for on November 2, 2026", "new_version": "3"}
    mail = RENDERER.render(
        Kind.SIGNATURE_REQUESTED, replace(context, facts={**context.facts, **owed})
    )
    assert "Still owed: New certificate, asked for on November 2, 2026." in mail.text
    assert "version 3 rests on what is on file" in mail.html


@pytest.mark.requirement("CT-131")
def test_who_may_owe_a_return_is_not_told_that_nothing_is_left_to_do() -> None:
    text = RENDERER.render(Kind.ARRANGEMENT_ENDED, plain(Kind.ARRANGEMENT_ENDED, own=False)).text
    assert "You need to do nothing" not in text
    assert "a mail of its own asks for it" in " ".join(words_of(text))


@pytest.mark.requirement("CT-109")
@pytest.mark.parametrize("own", [True, False])
def test_who_goes_on_telecommuting_is_not_sent_to_the_duty_station(own: bool) -> None:
    """Another arrangement follows: nothing is to be proposed, and nobody is told that it is."""
    for kind in (Kind.TERM_ENDING, Kind.ARRANGEMENT_ENDED):
        context = plain(kind, own=own)
        followed = replace(context, facts={**context.facts, "followed_by": "TA-5555-5555"})
        mail, alone = RENDERER.render(kind, followed), RENDERER.render(kind, context)
        for text in (mail.text, mail.html):
            assert "TA-5555-5555" in text
            assert "Please work at" not in text
            assert TEXTS["ending"] not in text
            assert "propose again" not in text
        assert TEXTS["ending"] in alone.text
        assert "TA-5555-5555" not in alone.text
