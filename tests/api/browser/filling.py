"""Filling in a program's form as a person does."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page


def fill(page: Page, answers: Mapping[str, str]) -> None:
    """Answer whatever this section asks."""
    if page.locator("table.week").count():
        fill_week(page)
    for name, answer in answers.items():
        asked = page.locator(f'[name="{name}"]')
        if asked.count():
            give(page, asked, answer)


def give(page: Page, asked: Locator, answer: str) -> None:
    """Type an answer, or choose it as a person does: by its label."""
    if asked.first.get_attribute("type") not in {"radio", "checkbox"}:
        asked.first.fill(answer)
        return
    for each in asked.all():
        if each.get_attribute("value") == answer:
            page.locator(f'label[for="{each.get_attribute("id")}"]').click()


def fill_week(page: Page) -> None:
    """Five days of eight hours, Tuesday away."""
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday"):
        place = "telecommuting" if day == "tuesday" else "duty_station"
        page.select_option(f'[name="week.{day}.place"]', place)
        times = {"starts": "8:00", "lunch_starts": "12:00", "lunch_ends": "12:30", "ends": "16:30"}
        for name, typed in times.items():
            page.fill(f'[name="week.{day}.{name}"]', typed)
