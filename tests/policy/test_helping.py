"""Where an agency's people read about the program: its own addresses before the program's."""

from dataclasses import replace

import pytest

from policy.helping import help_page_of, site_of
from tests.policy.samples import AGENCIES, CONNECTICUT, SACRAMENTO


@pytest.mark.requirement("SA-016", "SA-018")
def test_an_agency_without_addresses_has_the_programs() -> None:
    department = AGENCIES["sacramento-it"]
    assert site_of(SACRAMENTO, department) == SACRAMENTO.site
    assert help_page_of(SACRAMENTO, department) == SACRAMENTO.help_page
    assert SACRAMENTO.help_page.startswith("https://")


@pytest.mark.requirement("SA-016", "SA-018")
def test_an_agency_with_addresses_has_its_own() -> None:
    own = replace(AGENCIES["sacramento-it"], site="https://it.example/", help_page="https://h/")
    assert (site_of(SACRAMENTO, own), help_page_of(SACRAMENTO, own)) == (own.site, own.help_page)


def test_a_program_without_a_help_page_names_none() -> None:
    assert help_page_of(CONNECTICUT, AGENCIES["comptroller"]) == ""
