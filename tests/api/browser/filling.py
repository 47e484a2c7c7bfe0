"""Filling in a program's form as a person does."""

import json
from collections.abc import Mapping

from playwright.sync_api import Locator, Page

from demonstration.favorable import CERTIFICATE

ASKED = """forms => forms.flatMap(form => [...form.elements])
  .filter(each => each.checkVisibility() && each.type !== "hidden")
  .map(each => each.matches("fieldset, [type=file]") ? each.id : each.name)
  .filter((name, place, all) => name && all.indexOf(name) === place)"""
"""The names of what the forms of a page ask, once each; a week and a list by their own."""

TIMES = {
    "starts": "8:00",
    "lunch_starts": "12:00",
    "lunch_ends": "12:30",
    "ends": "16:30",
    "breaks": "10:00 am and 2:30 pm",
}


def fill(page: Page, answers: Mapping[str, str]) -> None:
    """Answer whatever this page asks and shows, once all of it is there."""
    page.wait_for_load_state()
    for name in page.locator("main form").evaluate_all(ASKED):
        if name == "week":
            fill_week(page)
        elif name in answers:
            answer(page, name, answers[name])


def press(page: Page, asked: Locator) -> None:
    """Press what leads to another page, and wait until all of that page is there."""
    with page.expect_navigation(wait_until="load"):
        asked.click()


def answer(page: Page, name: str, told: str) -> None:
    """Give one answer, by the kind of its input; every file is the same certificate."""
    if page.locator(f'input[type=file][id="{name}"]').count():
        page.locator(f'input[type=file][id="{name}"]').set_input_files(CERTIFICATE)
    elif page.locator(f'fieldset[id="{name}"]').count():
        fill_rows(page, name, told)
    else:
        give(page, page.locator(f'main form [name="{name}"]:not([type=hidden])'), told)


def give(page: Page, asked: Locator, answer: str) -> None:
    """Type an answer, or choose it as a person does: by its label."""
    if asked.first.get_attribute("type") not in {"radio", "checkbox"}:
        asked.first.fill(answer)
        return
    for each in asked.all():
        if each.get_attribute("value") == answer and not each.is_checked():
            page.locator(f'label[for="{each.get_attribute("id")}"]').click()


def fill_rows(page: Page, name: str, answer: str) -> None:
    """One row after another, each with its cells; what is there already is written over."""
    for number, row in enumerate(json.loads(answer)):
        if page.locator(f'fieldset[id="{name}"] fieldset.row').count() <= number:
            page.locator(f'fieldset[id="{name}"] button[name=more]').click()
        cells = page.locator(f'fieldset[id="{name}"] fieldset.row').nth(number)
        for column, told in row.items():
            cells.locator(f'input[name$=".{column}"]').fill(told)


def fill_week(page: Page) -> None:
    """Five days of eight hours, Tuesday away; lunch and breaks set."""
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday"):
        place = "telecommuting" if day == "tuesday" else "duty_station"
        page.select_option(f'[name="week.{day}.place"]', place)
        for name, typed in TIMES.items():
            page.fill(f'[name="week.{day}.{name}"]', typed)
