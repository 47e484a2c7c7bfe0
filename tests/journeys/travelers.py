"""People on their way through the running system, each with a browser and a mailbox."""

import re
from collections.abc import Callable, Mapping

from playwright.sync_api import Browser, Page, expect

from mail.mailbox import ReceivedMail
from tests.api.browser.filling import fill, press
from tests.browsers import PATIENCE_MS
from tests.system import System, until

WIDE, PHONE = 1280, 390
"""Widths of windows, in pixels."""

LINK = re.compile(r"http://127\.0\.0\.1:\d+(?:/t/|/sign-in/)\S+")
NEWEST = 40
"""How many mails are looked through for one that has just come."""


Traveling = Callable[..., "Traveler"]
"""Sends somebody on their way: by mail address, name and, unless it is wide, width of window."""


class Traveler:
    """One person: signs in by mail, follows the links sent to them, and nothing else."""

    def __init__(
        self, system: System, browser: Browser, mail: str, name: str, width: int = WIDE
    ) -> None:
        """Open a browser of their own, in a window of that width."""
        self.system = system
        self.mail = mail
        self.name = name
        self._seen = {letter.id for letter in self.letters()}
        self._context = browser.new_context(
            base_url=system.web, viewport={"width": width, "height": 900}
        )
        self._context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self._context.new_page()

    def leave(self) -> None:
        """Close the browser; what was not saved is gone."""
        self._context.close()

    def letters(self) -> list[ReceivedMail]:
        """The newest mails to this person, newest first."""
        received = self.system.mailbox.letters(NEWEST)
        return [each for each in received if self.mail in each.recipient]

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
            while self.page.get_by_role("heading", name="One moment").count():
                press(self.page, self.page.get_by_role("link", name="Look again"))
            if self.page.locator("h1").inner_text().startswith(heading):
                return self.page

    def review(self, reference: str, answers: Mapping[str, str]) -> None:
        """Give a review from the mailed link: step by step, read once more, sent."""
        page = self.follow(reference, "Review as")
        press(page, page.locator(".sections a").first)
        self.fill_in(answers)
        page.get_by_role("button", name="Send my review").click()
        self.see_recorded()

    def fill_in(self, answers: Mapping[str, str]) -> None:
        """Fill in one page after another, until there is nothing to go on to."""
        go_on = self.page.get_by_role("button", name="Save and go on")
        while go_on.count():
            fill(self.page, answers)
            press(self.page, go_on)
            assert self.page.locator("#problems").count() == 0, self.text

    def provide(self, reference: str, answers: Mapping[str, str]) -> None:
        """Fill in what signing still needs, from the mailed link."""
        page = self.follow(reference, "Fill in what signing needs")
        fill(page, answers)
        page.get_by_role("button", name="Send it").click()
        self.see_recorded()

    def sign(self, reference: str) -> int:
        """Sign what the next link asks for, line after line; how many terms were ticked."""
        page = self.follow(reference, "Sign as")
        ticked = 0
        while page.locator("#agree").count():
            ticked += self.tick_terms()
            page.locator('label[for="agree"]').click()
            page.get_by_label("Your full name").fill(self.name)
            press(page, page.get_by_role("button", name=re.compile("^Sign ")))
            self.see_recorded()
        expect(page.locator("h1")).to_have_text("Done")
        return ticked

    def tick_terms(self) -> int:
        """Acknowledge each term on its own; how many there are."""
        terms = self.page.locator(".terms label").all()
        for term in terms:
            term.click()
        return len(terms)

    def see_recorded(self) -> None:
        """Look again until the page says that the act is on record, and all of it is there."""
        until(self._is_recorded, "the act is recorded")
        self.page.wait_for_load_state()

    @property
    def text(self) -> str:
        """What the page says."""
        return self.page.locator("main").inner_text()

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
