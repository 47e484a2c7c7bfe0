"""Whatever people or program files say comes out of the PDF as plain text, whole and on paper."""

import io
from dataclasses import replace

import pikepdf
import pytest

from documents.contents import paper_content
from documents.paper import PaperContent
from policy.clause import Clause
from policy.week import WEEKDAYS
from tests.documents.reading import longest_line, lowest_text, text_of
from tests.documents.samples import (
    ANSWERS,
    MADE_AT,
    PARTICULARS,
    signed,
    week,
)
from tests.documents.typeset import OPEN, TYPESETTER, arrangement, rendered


def answering(**answers: str) -> PaperContent:
    proposal = replace(PARTICULARS.proposal, answers={**ANSWERS, **answers})
    changed = replace(PARTICULARS, proposal=proposal)
    return paper_content(changed, "arrangement", OPEN, made_at=MADE_AT)


NASTY = [
    "#panic() #sys.inputs",
    "<script>alert(1)</script>",
    "{{7*7}} {% raw %}",
    "$x$ *bold* _it_ `raw` @ref <label> = Head",
    "// comment /* more */ \\u{41}",
    "${jndi:ldap://x} %0d%0aBcc: x",
    '"); panic("',
    "=HYPERLINK(1)",
]


@pytest.mark.parametrize("text", NASTY)
def test_markup_in_a_name_comes_out_as_the_text_it_is(text: str) -> None:
    pdf = rendered(arrangement(text))
    assert f"Name {text} Employee number" in text_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert not any("/Annots" in page for page in opened.pages)


@pytest.mark.parametrize("text", NASTY)
def test_markup_from_a_program_is_text_too(text: str) -> None:
    content = replace(
        arrangement(),
        title=text,
        employer=text,
        program=text,
        form=text,
        body=(text,),
        consent=text,
        notes=(text,),
        clauses=(Clause(text, text),),
        signatures=(replace(signed("hr"), role=text, name=text, position=text, reference=text),),
    )
    assert text_of(rendered(content)).count(text) >= 10


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz O'Brien-Ñandú",
        "Đặng Thị Ελένη Иванова",
        "Zoe\u0308",
        "ﬁnn",
        "Null",
        "X",
        "Å\u0301sa",
    ],
)
def test_letters_of_many_languages_are_shown_as_they_are(name: str) -> None:
    assert "[U+" not in text_of(rendered(arrangement(name)))


@pytest.mark.parametrize("name", ["אברהם בן־דוד", "محمد علي"])
def test_names_from_right_to_left_are_set_with_real_glyphs(name: str) -> None:
    text = text_of(rendered(arrangement(name)))
    assert "[U+" not in text
    assert set(name) - {" "} <= set(text)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("李 Smith", "[U+674E] Smith"),
        ("A 🎉", "A [U+1F389]"),
        ("a\u202eb", "a[U+202E]b"),
        ("a\x00b\ud800c", "a[U+0000]b[U+D800]c"),
        ("a\ue000b\ufeff", "a[U+E000]b[U+FEFF]"),
        ("ไทย", "[U+0E44][U+0E17][U+0E22]"),
    ],
)
def test_what_no_font_shows_is_spelled_out_and_never_stops_a_document(
    name: str, shown: str
) -> None:
    text = text_of(rendered(arrangement(name))).replace("\u200e", "")
    assert f"Name {shown}".replace(" ", "") in text.replace(" ", "")


def test_a_stack_of_a_thousand_combining_marks_is_set() -> None:
    assert TYPESETTER.render(arrangement("e" + "\u0301" * 1000)).pages < 5


def test_spelling_out_one_document_leaves_the_next_alone() -> None:
    before = rendered(arrangement())
    rendered(arrangement("李"))
    assert rendered(arrangement()) == before


def test_a_name_of_two_hundred_letters_breaks_within_the_margins() -> None:
    name = "Wolfeschlegelsteinhausen" * 8 + "bergerdo"
    pdf = rendered(arrangement(name))
    assert len(name) == 200
    assert name in text_of(pdf).replace(" ", "")
    assert longest_line(pdf) < 130


def test_the_longest_answers_break_across_pages_and_lose_nothing() -> None:
    words = " ".join(f"word{number}" for number in range(550))
    text = text_of(rendered(answering(duties=words)))
    found = [word for word in text.split() if word.startswith("word")]
    assert found == words.split()


def test_breaks_of_two_hundred_letters_do_not_run_off_the_paper() -> None:
    days = tuple(
        replace(week()[0], weekday=weekday, breaks=weekday + "y" * 193) for weekday in WEEKDAYS
    )
    proposal = replace(PARTICULARS.proposal, week=days)
    content = paper_content(
        replace(PARTICULARS, proposal=proposal), "arrangement", OPEN, made_at=MADE_AT
    )
    pdf = rendered(content)
    assert all(day.capitalize() in text_of(pdf) for day in WEEKDAYS)
    assert lowest_text(pdf) > 36


def test_lines_of_an_answer_stay_lines() -> None:
    unix, windows = rendered(answering(duties="one\ntwo")), rendered(answering(duties="one\r\ntwo"))
    assert unix == windows
    assert "one two" in text_of(unix)
