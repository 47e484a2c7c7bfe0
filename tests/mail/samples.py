"""Contexts to render mail from: an ordinary one, and one that attacks every value."""

from dataclasses import replace

from mail.context import MailContext
from policy.notices import Kind

LINK = "https://telecommute.example.gov/t/abcdefghijklmnopqrstuvwxyz234567abcdefgh"
TO_EMPLOYEE = {
    Kind.PROPOSAL_RECEIVED,
    Kind.DECISION_APPROVED,
    Kind.DECISION_DENIED,
    Kind.SIGN_IN,
    Kind.APPROVAL_ISSUED,
}
SIGNING = {Kind.SIGNATURE_REQUESTED, Kind.SIGNATURE_REMINDER}
WITHOUT_REFERENCE = {Kind.SIGN_IN, Kind.INVITATION, Kind.DIGEST, Kind.EXTENT, Kind.UNTOLD}
ALL = tuple(Kind)

FACTS = {
    "reason": "The counter needs two people on Tuesdays.\nPlease propose Wednesdays.",
    "outcome": "approved as modified",
    "part": "Supervisor",
    "leader": "Sam Okafor, sam@example.test, 860-555-0100",
    "missing": "Manager (Pia Weiss), Agency head (Dora Castellano)",
    "declined_by": "Manager (Pia Weiss)",
    "due": "November 29, 2026",
    "days_left": "30",
    "ended": "It reached its last day.",
    "new_version": "2",
    "copy_title": "Copy to the central office",
    "attached": "Telecommuting arrangement",
    "questions": "12",
    "about": "The position; The employee",
    "blocked": "3",
    "terms": "40",
    "approval": "Change of a telecommuting day",
    "report": "Injury",
    "duty": "Return of an item",
    "closing": "Finding: Negligence\nWhat the finding rests on: It was left in the rain.",
    "done_by": "HR representative",
    "asked_by": "Employee",
    "made_by": "Supervisor",
    "reported_at": "Friday, November 20, 2026, 9:30 am EST",
    "on": "December 8, 2026",
    "subject": "Laptop, 4711",
    "because": "Performance issue",
    "last_day": "December 31, 2026",
    "by": "HR representative",
    "effective_on": "January 1, 2027",
    "supersedes": "",
    "to_return": "Laptop, 4711\nScreen, 4712",
    "proposed_by": "Employee",
    "meeting": "Daily stand-up meeting",
    "when": "Monday to Friday, 9:15 am to 9:30 am",
    "zone": "Los Angeles time",
    "place": "Microsoft Teams, channel Daily",
    "observes": "",
    "over": "",
    "count": "2",
    "overdue": "TA-9R1B-6TZE: Copy due to DAS, Friday, November 20, 2026, 11:59 pm EST",
    "week": "TA-5D0V-1JPK: Last day, Friday, November 27, 2026, 11:59 pm EST",
    "year": "2026",
    "figures": "Telecommuters: 12\nNewly authorized: 7",
    "moved": "Received: +25%",
    "arrangement": "TA-9R1B-6TZE",
    "what": "other people hold parts in it now",
}
SITE = "https://www.program.example/telecommuting"
TEXTS = {
    "approval": "This approval gives you no right to later ones.",
    "denial": "You cannot file a grievance about a denial.",
    "ending": "You cannot file a grievance about the end.",
    "decision_basis": "The decision rests on this one proposal.",
    "sole_discretion": "The agency decides at its sole discretion.",
    "no_telecommuting_while_pending": "You may not telecommute before all have signed.",
}


def plain(kind: Kind, *, own: bool | None = None) -> MailContext:
    """What an ordinary mail of this kind shows; `own` when the employee reads it."""
    reader_is_employee = kind in TO_EMPLOYEE if own is None else own
    return MailContext(
        recipient_name="Mara Lindqvist" if reader_is_employee else "Dora Castellano",
        role_title="Employee" if reader_is_employee else "Agency head",
        program_title="Telecommuting",
        employer="State of Connecticut",
        contact="Human Resources, 860-555-0100",
        link=LINK,
        employee_name="Mara Lindqvist",
        reference="" if kind in WITHOUT_REFERENCE else "TA-9R1B-6TZE",
        agency_name="Parks",
        starts_on="December 1, 2026",
        ends_on="August 31, 2027",
        days="Tuesdays and Thursdays",
        deadline="November 18, 2026",
        document_title="Telecommuting arrangement",
        guidance="Ask about the rules in room 12.",
        site=SITE,
        facts=FACTS,
        texts=TEXTS,
    )


ATTACK = (
    "Eve\r\nBcc: victim@example.org\r\n\r\n<script>alert(1)</script>\n\u2028{{7*7}}{% raw %}"
    "\u202eevil\u202c \ud800 e\u0301\x00 &amp; <b>O'Brien</b>\n.\nFrom nobody " + "W" * 200
)


def hostile(kind: Kind, *, own: bool = False) -> MailContext:
    """The same with an attack in every value that a person could have written."""
    return replace(
        plain(kind),
        recipient_name=ATTACK,
        role_title=ATTACK,
        program_title=ATTACK,
        employer=ATTACK,
        contact=ATTACK,
        employee_name=ATTACK if own else ATTACK + " 2",
        agency_name=ATTACK,
        starts_on=ATTACK,
        ends_on=ATTACK,
        days=ATTACK,
        deadline=ATTACK,
        document_title=ATTACK,
        guidance=ATTACK,
        facts=dict.fromkeys(FACTS, ATTACK),
        texts=dict.fromkeys(TEXTS, ATTACK),
    )
