"""Arrangements in many states, and every page that shows them."""

from policy.account import Ending, Status
from policy.acts import Outcome
from policy.analysis import Finding
from policy.tasks import Purpose
from records.links import link_id
from tests import people
from tests.api.browser.concerns import IN_FORCE, pages_in_force
from tests.api.browser.feeds import OF_PEOPLE, pages_of_people
from tests.api.browser.overviews import OVERVIEWS, overviews
from tests.api.browser.shown import VISITOR, Shown
from tests.api.seeding import HOLDERS, Story, full_answers
from tests.api.site import Desk

NASTY = "<b>bold</b> {{7*7}} \u05d0\u05d1\u05d2 e\u0301 " + "W" * 180


def hang(desk: Desk) -> dict[str, Shown]:
    """Seed the desk and list the pages."""
    answers = full_answers(desk, "connecticut")
    of_colleague = HOLDERS | {"employee": people.COLLEAGUE}
    review = Story(desk, "TA-2222-2222", people.COLLEAGUE, of_colleague, answers=answers).submit()
    desk.clock.pass_by(hours=2)
    decision = Story(desk, "TA-3333-3333", answers=answers).submit()
    decision.review(comment=NASTY)
    signing = Story(desk, answers=answers).submit().review()
    signing.approve().sign("employee", "supervisor").remind("agency_head")
    declined = Story(desk, "TA-4444-4444").submit().review().approve()
    declined.decline("manager", NASTY)
    active = Story(desk, "TA-5555-5555").submit().review().approve().sign().deliver().start()
    late = Story(desk, "TA-6666-6666", people.COLLEAGUE, of_colleague).submit().review()
    late.approve().sign().refuse_mail(people.HEAD)
    asking = answers | {"accommodation": "yes"}
    stopped = Story(desk, "TA-9999-9999", people.COLLEAGUE, of_colleague, answers=asking).submit()
    stopped.review(comment=NASTY, found={"y1": Finding("y1", "no", NASTY)})
    city = Story.of_city(desk).submit().freeze()
    of_designee = HOLDERS | {"employee": people.DESIGNEE}
    owed = Story(desk, "TA-0000-9999", people.DESIGNEE, of_designee, answers=answers).submit()
    owed.review().complete("employee", "supervisor")
    denied = Story(desk, "TA-7777-7777").submit().review().approve(Outcome.DENIED)
    Story(desk, "TA-8888-8888").submit().end(Ending.WITHDRAWN, Status.WITHDRAWN)
    desk.clock.pass_by(days=9)
    pages = [
        *_of_tasks(review, signing, city, active),
        *_of_review(review, stopped),
        *_of_completing(owed, declined),
        *_of_coordinator(decision, signing, declined, late, denied),
        *_of_employee(active),
        *pages_in_force(desk, NASTY),
        *pages_of_people(desk, NASTY),
        *overviews(desk),
    ]
    return {page.name: page for page in pages}


def _of_tasks(review: Story, signing: Story, city: Story, active: Story) -> list[Shown]:
    head = signing.link(Purpose.SIGN, "agency_head", "agency_head")
    done = signing.link(Purpose.SIGN, "supervisor", "supervisor")
    policy = city.link(Purpose.SIGN, "employee", "employee_policy")
    copy = active.link(Purpose.ACKNOWLEDGE, "das_liaison", "das")
    return [
        Shown("sign", VISITOR, head),
        Shown("receipt", VISITOR, done),
        Shown("sign the policy", VISITOR, policy),
        Shown("acknowledge", VISITOR, copy),
        Shown("review", VISITOR, review.link(Purpose.REVIEW, "supervisor")),
        Shown("unknown link", VISITOR, "/t/unknown"),
        Shown("sign in", VISITOR, "/sign-in"),
        Shown("empty mailbox", VISITOR, "/mailbox"),
    ]


def _of_completing(owed: Story, declined: Story) -> list[Shown]:
    own = owed.link(Purpose.PROVIDE, "employee")
    terms = declined.link(Purpose.SIGN, "employee", "employee")
    return [
        Shown("fill in as employee", VISITOR, own),
        Shown("fill in as supervisor", VISITOR, owed.link(Purpose.PROVIDE, "supervisor")),
        Shown("sign every term", VISITOR, terms),
        Shown("closed form", people.CITY_EMPLOYEE, "/propose"),
    ]


def _of_review(review: Story, stopped: Story) -> list[Shown]:
    review.link(Purpose.REVIEW, "supervisor")
    named = (review.reference, Purpose.REVIEW, "supervisor", people.SUPERVISOR, "", 0)
    task = f"/tasks/{link_id(*named)}/review"
    page = f"/arrangements/{stopped.reference}"
    return [
        Shown("review questions", people.SUPERVISOR, f"{task}/q-position"),
        Shown("review fields", people.SUPERVISOR, f"{task}/f-standards"),
        Shown("recommendation", people.SUPERVISOR, f"{task}/overall"),
        Shown("check a review", people.SUPERVISOR, f"{task}/check"),
        Shown("reviewed", people.COORDINATOR, f"{page}/review"),
        Shown("decide, stopped", people.COORDINATOR, f"{page}/decide"),
        Shown("accommodate", people.COORDINATOR, f"{page}/accommodate?q=y1"),
        Shown("review again", people.COORDINATOR, f"{page}/ask-again?role=supervisor"),
        Shown("who read it", people.COORDINATOR, f"{page}/readings"),
    ]


def _of_coordinator(
    decision: Story, signing: Story, declined: Story, late: Story, denied: Story
) -> list[Shown]:
    def page(name: str, story: Story, more: str = "") -> Shown:
        return Shown(name, people.COORDINATOR, f"/arrangements/{story.reference}{more}")

    return [
        Shown("board", people.COORDINATOR, "/arrangements"),
        Shown("narrowed board", people.COORDINATOR, "/arrangements?show=mine&sort=-deadline"),
        Shown("empty board", people.COORDINATOR, "/arrangements?q=nobody"),
        Shown("coordinator's start", people.COORDINATOR, "/"),
        page("decide", decision, "/decide"),
        page("nothing to decide", signing, "/decide"),
        page("being signed", signing),
        page("record", signing, "/timeline"),
        page("amend", signing, "/amend"),
        page("replace", signing, "/replace?role=manager&q=a"),
        page("who acts", signing, "/replace?role=agency_head"),
        page("nobody to replace", signing, "/replace?role=employee"),
        page("declined", declined),
        page("ask again", declined, "/ask-again?line=manager"),
        page("late", late),
        page("denied", denied),
        page("end", signing, "/end"),
    ]


def _of_employee(active: Story) -> list[Shown]:
    return [
        Shown("start", people.EMPLOYEE, "/"),
        Shown("active", people.EMPLOYEE, f"/arrangements/{active.reference}"),
        *_of_changes(active),
        Shown("signed", people.EMPLOYEE, "/signed"),
        Shown("nothing signed", people.CITY_HEAD, "/signed"),
        Shown("propose", people.EMPLOYEE, "/propose"),
        Shown("sign out", people.EMPLOYEE, "/sign-out"),
        Shown("no such page", people.EMPLOYEE, "/arrangements/TA-0000-0000"),
    ]


def _of_changes(active: Story) -> list[Shown]:
    page = f"/arrangements/{active.reference}"
    return [
        Shown("modify", people.EMPLOYEE, f"{page}/modify"),
        Shown("modify a section", people.EMPLOYEE, f"{page}/modify/schedule"),
        Shown("check a modification", people.EMPLOYEE, f"{page}/modify/check"),
        Shown("end for a reason", people.COORDINATOR, f"{page}/end?because=disciplinary"),
        Shown("no notice", people.COORDINATOR, f"{page}/withdraw-notice"),
    ]


NAMES = [
    "modify", "modify a section", "check a modification", "end for a reason", "no notice",
    "sign", "receipt", "sign the policy", "acknowledge", "review", "unknown link", "sign in",
    "empty mailbox", "board", "narrowed board", "empty board", "coordinator's start", "decide",
    "nothing to decide", "being signed", "record", "amend", "replace", "who acts",
    "nobody to replace",
    "declined", "ask again", "late", "denied", "end", "start", "active", "signed",
    "review questions", "review fields", "recommendation", "check a review", "reviewed",
    "decide, stopped", "accommodate", "review again", "who read it",
    "nothing signed", "propose", "sign out", "no such page", "fill in as employee",
    "fill in as supervisor", "sign every term", "closed form",
    *IN_FORCE, *OF_PEOPLE, *OVERVIEWS,
]  # fmt: skip
