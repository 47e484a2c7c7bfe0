"""The mails in the words of each program that ships."""

from dataclasses import replace
from statistics import mean

import pytest

from mail.context import MailContext
from mail.facts import NEEDS
from mail.rendering import MailRenderer
from policy.notices import Kind
from policy.program import Agency
from policy.reading.loading import PROGRAMS as FOLDER
from policy.reading.loading import load_agencies, load_programs
from tests.mail.reading import grade, sentences
from tests.mail.samples import ALL, plain

PROGRAMS = load_programs(FOLDER)
AGENCIES = load_agencies(FOLDER / "agencies", PROGRAMS)
RENDERER = MailRenderer()
EVERY = [
    pytest.param(kind, agency, id=f"{kind}-{name}")
    for kind in ALL
    for name, agency in AGENCIES.items()
]


def context(kind: Kind, agency: Agency) -> MailContext:
    """An ordinary mail of this kind, as that agency sends it."""
    program = PROGRAMS.get(agency.program)
    return replace(
        plain(kind),
        program_title=program.title,
        employer=program.employer,
        agency_name=agency.name,
        contact=agency.contact,
        guidance=program.texts["help_employee"],
        site=program.site,
        texts=program.texts,
    )


@pytest.mark.parametrize(("kind", "agency"), EVERY)
def test_each_program_has_every_text_that_its_mails_show(kind: Kind, agency: Agency) -> None:
    text = " ".join(RENDERER.render(kind, context(kind, agency)).text.split())
    for name in NEEDS[kind].texts:
        assert PROGRAMS.get(agency.program).texts[name] in text


@pytest.mark.parametrize(("kind", "agency"), EVERY)
def test_each_programs_mails_are_easy_to_read(kind: Kind, agency: Agency) -> None:
    html = RENDERER.render(kind, context(kind, agency)).html
    lengths = [len(sentence) for sentence in sentences(html)]
    assert max(lengths) <= 25
    assert mean(lengths) <= 15
    assert grade(html) <= 8
