"""What every mail says, to a reader in a hurry and in spite of an attacker."""

import re
from dataclasses import replace
from pathlib import Path
from shutil import copytree, rmtree
from statistics import mean

import pytest

from mail.context import MailContext
from mail.rendering import TEMPLATES, MailRenderer
from policy.notices import Kind
from tests.mail.reading import grade, read, sentences, words_of
from tests.mail.rendered import EITHER, RENDERER, SITE_IN_WORDS
from tests.mail.samples import ALL, FACTS, LINK, SIGNING, hostile, plain


def test_every_kind_has_its_folder_and_every_folder_its_kind() -> None:
    folders = {path.name for path in TEMPLATES.iterdir()} - {"layout"}
    assert folders == set(Kind)
    for kind in Kind:
        names = {path.name for path in (TEMPLATES / kind).iterdir()}
        assert names == {"subject.txt", "body.txt", "body.html"}


def test_templates_that_change_under_a_running_system_show_after_a_start(tmp_path: Path) -> None:
    templates = copytree(TEMPLATES, tmp_path / "templates")
    renderer, context = MailRenderer(templates), plain(Kind.SIGN_IN)
    rmtree(templates)
    assert renderer.render(Kind.SIGN_IN, context) == RENDERER.render(Kind.SIGN_IN, context)


@pytest.mark.parametrize(("kind", "context"), EITHER)
def test_text_and_html_say_the_same_words_in_the_same_order(
    kind: Kind, context: MailContext
) -> None:
    mail = RENDERER.render(kind, context)
    assert words_of(mail.text) == " ".join(read(mail.html).paragraphs).split()


@pytest.mark.parametrize(("kind", "context"), EITHER)
def test_each_mail_has_one_link_written_in_full_and_names_the_programs_site_in_words(
    kind: Kind, context: MailContext
) -> None:
    mail = RENDERER.render(kind, context)
    assert re.findall(r"https?://\S+", mail.text) == [LINK]
    assert LINK in mail.text.splitlines()
    assert read(mail.html).links == [LINK]
    assert LINK in read(mail.html).paragraphs
    assert f"About the program: {SITE_IN_WORDS}" in mail.text.splitlines()


@pytest.mark.parametrize(("kind", "context"), EITHER)
def test_a_mail_needs_no_image_no_script_and_no_tracking(kind: Kind, context: MailContext) -> None:
    html = RENDERER.render(kind, context).html
    assert not read(html).tags & {"img", "script", "iframe", "object", "form", "b"}
    assert html.count("<style>") == 1
    assert not re.search(r"\ssrc=|\sstyle=|url\(|@import", html)


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("own", [True, False])
def test_hostile_values_stay_words(kind: Kind, own: bool) -> None:
    mail = RENDERER.render(kind, hostile(kind, own=own))
    spoken = " ".join(mail.text.split())
    assert len(mail.subject.splitlines()) == 1
    assert "{{7*7}}{% raw %}" in spoken
    assert "<script>alert(1)</script>" in spoken
    assert "<script" not in mail.html
    for part in (mail.subject, mail.text, mail.html):
        assert not re.search("[\x00\r\u2028\u202e\u202c\ud800]", part)


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("own", [True, False])
def test_a_line_break_in_a_value_forges_no_paragraph(kind: Kind, own: bool) -> None:
    attacked = RENDERER.render(kind, hostile(kind, own=own)).text
    ordinary = RENDERER.render(kind, plain(kind, own=own)).text
    assert attacked.count("\n\n") == ordinary.count("\n\n")


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("own", [True, False])
def test_sentences_are_short_and_words_are_plain(kind: Kind, own: bool) -> None:
    html = RENDERER.render(kind, plain(kind, own=own)).html
    lengths = [len(sentence) for sentence in sentences(html)]
    assert max(lengths) <= 25
    assert mean(lengths) <= 15
    assert grade(html) <= 8


@pytest.mark.parametrize("kind", ALL)
def test_the_subject_names_the_reference_and_nobody(kind: Kind) -> None:
    context = plain(kind)
    subject = RENDERER.render(kind, context).subject
    assert context.reference in subject
    assert "Lindqvist" not in subject
    assert "Castellano" not in subject
    assert "denied" not in subject.lower()


@pytest.mark.parametrize("kind", ALL)
def test_a_phone_shows_what_is_asked_and_by_when_of_the_longest_day(kind: Kind) -> None:
    days = dict.fromkeys(("due", "on", "last_day", "effective_on"), LONGEST_DAY)
    late = replace(plain(kind), deadline=LONGEST_DAY, starts_on=LONGEST_DAY, ends_on=LONGEST_DAY)
    assert len(RENDERER.render(kind, replace(late, facts=FACTS | days)).subject) <= 70


@pytest.mark.parametrize("kind", ALL)
def test_a_long_title_of_a_program_leaves_the_day_and_the_reference_whole(kind: Kind) -> None:
    long = "New certificate of homeowners or renters insurance"
    titles = dict.fromkeys(("duty", "meeting", "approval", "report", "copy_title"), long)
    late = replace(plain(kind), deadline=LONGEST_DAY, agency_name=f"Office of the {long}")
    subject = RENDERER.render(kind, replace(late, facts=FACTS | titles)).subject
    assert len(subject) <= 70
    assert late.reference in subject
    if kind is Kind.DUTY_REQUESTED:
        assert subject == f"Due by {LONGEST_DAY}: New certificate of…, {late.reference}"


LONGEST_DAY = "September 30, 2026"
ACTING = [
    Kind.PROPOSAL_TO_COORDINATE,
    Kind.REVIEW_REQUESTED,
    Kind.REVIEW_REMINDER,
    Kind.REVIEWS_COMPLETE,
    Kind.SIGNATURE_REQUESTED,
    Kind.SIGNATURE_REMINDER,
    Kind.SIGNATURE_DECLINED,
    Kind.COPY_DELIVERY,
    Kind.APPROVAL_REQUESTED,
    Kind.APPROVAL_REMINDER,
    Kind.DUTY_REQUESTED,
    Kind.DUTY_REMINDER,
    Kind.SIGN_IN,
]


@pytest.mark.parametrize("kind", ACTING)
def test_who_has_to_act_reads_by_when_in_the_subject_and_the_first_sentence(kind: Kind) -> None:
    context = plain(kind)
    mail = RENDERER.render(kind, context)
    assert context.deadline in mail.subject
    first = " ".join(mail.text.split("\n\n")[0].split())
    assert first.startswith(f"{context.recipient_name}, ")
    assert context.deadline in first


@pytest.mark.parametrize("kind", ACTING)
def test_without_a_deadline_nothing_is_said_of_one(kind: Kind) -> None:
    context = plain(kind)
    undated = replace(context, deadline="")
    mail = RENDERER.render(kind, undated)
    assert " by " not in mail.subject
    assert " by :" not in mail.text
    assert "None" not in mail.text


@pytest.mark.parametrize("kind", ALL)
def test_every_mail_says_why_it_came_and_whom_to_call(kind: Kind) -> None:
    context = plain(kind)
    text = RENDERER.render(kind, context).text
    assert "Why you get this mail: " in text
    assert f"Questions: {context.contact}" in text


@pytest.mark.parametrize("kind", ALL)
def test_only_signing_links_say_that_opening_signs_nothing(kind: Kind) -> None:
    text = RENDERER.render(kind, plain(kind)).text
    assert ("Opening the link signs nothing." in text) is (kind in SIGNING)


@pytest.mark.parametrize(
    ("asked", "reminded"),
    [
        (Kind.REVIEW_REQUESTED, Kind.REVIEW_REMINDER),
        (Kind.SIGNATURE_REQUESTED, Kind.SIGNATURE_REMINDER),
        (Kind.APPROVAL_REQUESTED, Kind.APPROVAL_REMINDER),
        (Kind.DUTY_REQUESTED, Kind.DUTY_REMINDER),
    ],
)
def test_a_reminder_reads_unlike_the_request(asked: Kind, reminded: Kind) -> None:
    first, second = (RENDERER.render(kind, plain(kind)) for kind in (asked, reminded))
    assert "reminder" not in (first.subject + first.text).lower()
    assert second.subject.startswith("Reminder ")
    assert "this is a reminder" in second.text
    assert "We asked you before" in second.text


def test_a_reader_without_a_name_is_called_by_the_role() -> None:
    nameless = replace(plain(Kind.COPY_DELIVERY), recipient_name="")
    text = RENDERER.render(Kind.COPY_DELIVERY, nameless).text
    assert text.startswith("Agency head, please acknowledge ")


@pytest.mark.requirement("SA-016", "SA-018")
@pytest.mark.parametrize("kind", ALL)
def test_every_mail_names_help_and_the_programs_site_where_there_are_any(kind: Kind) -> None:
    text = RENDERER.render(kind, plain(kind)).text
    assert "Ask about the rules in room 12.\n" in text
    assert f"About the program: {SITE_IN_WORDS}\n" in text
    assert "Help page" not in text
    helped = replace(plain(kind), help_page="https://help.example.gov/telework/")
    assert "Help page: help.example.gov/telework\n" in RENDERER.render(kind, helped).text
    bare = RENDERER.render(kind, replace(plain(kind), guidance="", site="")).text
    assert "About the program" not in bare
    assert "\n\n\n" not in bare
