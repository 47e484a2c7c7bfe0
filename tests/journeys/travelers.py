"""People on their way through the running system, each with a browser and a mailbox."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which

from playwright.sync_api import Browser, Page, expect, sync_playwright

from mail.mailbox import ReceivedMail
from tests.system import System, until

PATIENCE_MS = 60_000
LINK = re.compile(r"http://127\.0\.0\.1:\d+(?:/t/|/sign-in/)\S+")


class Traveler:
    """One person: signs in by mail, follows the links sent to them, and nothing else."""

    def __init__(self, system: System, browser: Browser, mail: str, name: str) -> None:
        """Open a browser of their own."""
        self.system = system
        self.mail = mail
        self.name = name
        self._seen = {letter.id for letter in self.letters()}
        self._context = browser.new_context(base_url=system.web)
        self._context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self._context.new_page()

    def letters(self) -> list[ReceivedMail]:
        """Every mail to this person, newest first."""
        return [each for each in self.system.mailbox.letters() if self.mail in each.recipient]

    def next_letter(self, words: str) -> ReceivedMail:
        """Wait for a mail not read yet whose subject has these words, and read it."""
        found: list[ReceivedMail] = []

        def arrived() -> bool:
            found[:] = [
                each
                for each in self.letters()
                if each.id not in self._seen and words in each.subject
            ]
            return bool(found)

        until(arrived, f"a mail to {self.mail} about {words}")
        self._seen.add(found[-1].id)
        return found[-1]

    def sign_in(self) -> Page:
        """Ask for a link by mail, follow it, and press the button."""
        self.page.goto("/sign-in")
        self.page.get_by_label("Work mail address").fill(self.mail)
        self.page.get_by_role("button", name="Send me a link").click()
        self.page.goto(link_in(self.next_letter("ign in")))
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_text(self.name).first).to_be_visible()
        return self.page

    def follow(self, reference: str, heading: str) -> Page:
        """Follow links in mail about an arrangement until one leads to a page with that heading."""
        while True:
            letter = self.next_letter(reference)
            found = LINK.search(letter.text)
            if found is None:
                continue
            self.page.goto(found.group())
            if self.page.locator("h1").inner_text().startswith(heading):
                return self.page

    def sign(self, reference: str) -> None:
        """Sign what the next link asks for, line after line, until nothing is left."""
        page = self.follow(reference, "Sign as")
        while page.locator("#agree").count():
            page.locator('label[for="agree"]').click()
            page.get_by_label("Your full name").fill(self.name)
            page.get_by_role("button", name="Sign the").click()
            self.see_recorded()
        expect(page.locator("h1")).to_have_text("Done")

    def review(self, reference: str) -> None:
        """Give a favorable review."""
        page = self.follow(reference, "Review as")
        page.get_by_text("Yes, I support it").click()
        page.get_by_label("Your comment").fill("It suits the work.")
        page.get_by_role("button", name="Send my review").click()
        self.see_recorded()

    def see_recorded(self) -> None:
        """Look again until the page says that the act is on record."""
        until(self._is_recorded, "the act is recorded")

    def _is_recorded(self) -> bool:
        if self.page.get_by_text("Recorded.").count():
            return True
        self.page.reload()
        return False


def link_in(letter: ReceivedMail) -> str:
    """The one link of a mail."""
    found = LINK.search(letter.text)
    assert found, letter.text
    return found.group()


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
