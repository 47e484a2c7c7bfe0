"""A small program and one arrangement under it, for the tests of documents."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from documents.paper import SignatureRow
from documents.particulars import Particulars, Party, PersonFacts
from policy.clause import Clause
from policy.form import FieldKind, FormField, Section
from policy.program import (
    Agency,
    CopyMeans,
    CopyRule,
    Document,
    Holder,
    Pace,
    Program,
    Review,
    Role,
    SignatureLine,
    Signing,
    TermRule,
)
from policy.proposal import Proposal
from policy.week import Day, Place, Week

MADE_AT = datetime(2026, 11, 9, 15, 0, tzinfo=UTC)
AUTHORIZED_AT = datetime(2026, 11, 22, 21, 12, tzinfo=UTC)

ROLES = (
    Role("employee", "Employee", Holder.SELF),
    Role("supervisor", "Supervisor", Holder.SUPERVISOR),
    Role("manager", "Manager", Holder.MANAGER),
    Role("hr", "Human resources representative", Holder.HR_REPRESENTATIVE),
    Role("head", "Agency head or designee", Holder.AGENCY_HEAD, designee=True),
    Role("liaison", "DAS HR liaison", Holder.LIAISON),
)
CLAUSES = (
    Clause("IV.A", "While telecommuting, the employee is bound by all state and agency policies."),
    Clause("IV.B", "The employee remains a regular employee and is no independent contractor."),
    Clause(
        "IV.D",
        "The employee keeps to the approved schedule, lunch and breaks included. A change of a "
        "scheduled day takes effect only with written approval given before that day.",
    ),
    Clause("IV.F", "The agency may visit the location during its normal hours of business."),
    Clause("IV.I", "Agency equipment is for agency business only, also outside working hours."),
)


def field(name: str, label: str, kind: FieldKind = FieldKind.TEXT, prefill: str = "") -> FormField:
    return FormField(name, label, kind, prefill=prefill)


SECTIONS = (
    Section(
        "employee",
        "The employee",
        (
            field("job", "Job title or classification", prefill="title"),
            field("station", "Official duty station", prefill="duty_station"),
        ),
    ),
    Section(
        "term",
        "Term",
        (
            field("starts_on", "First day", FieldKind.DATE),
            field("ends_on", "Last day", FieldKind.DATE),
        ),
    ),
    Section(
        "location",
        "Telecommuting location",
        (
            field("address", "Address"),
            field("reachable", "Phone on telecommuting days"),
            field("internet", "Reliable telephone and internet", FieldKind.YES_NO),
        ),
    ),
    Section("schedule", "Weekly schedule", (field("week", "Schedule", FieldKind.WEEK),)),
    Section(
        "duties",
        "Duties and performance",
        (
            field("duties", "Duties done while telecommuting", FieldKind.PARAGRAPH),
            field("measures", "How work products are measured", FieldKind.PARAGRAPH),
        ),
    ),
    Section("equipment", "Equipment", (field("items", "Items at the location"),)),
    Section(
        "care",
        "Care and leave",
        (
            field("care", "Somebody at home needs care in working hours", FieldKind.YES_NO),
            field("no_care", "I will not use this time for care", FieldKind.STATEMENT),
        ),
        documents=("proposal",),
    ),
)

PROGRAM = Program(
    name="sample",
    version="1",
    digest="0" * 64,
    title="Telecommuting in state service",
    employer="State of Example",
    source="General Letter 32",
    site="https://example.org",
    help="Ask your HR representative.",
    coordinator="hr",
    signer_identity="link",
    roles=ROLES,
    review=Review((), None, Pace((3,), 7)),
    signing=Signing(
        tuple(
            SignatureLine(role.id, role.id, 1, ("arrangement",), "I sign as stated.")
            for role in ROLES[:5]
        ),
        Pace((3,), 7),
        consent="Each signer has read this arrangement whole and agrees to sign it electronically.",
    ),
    documents=(
        Document("proposal", "Telecommuting proposal", "proposal", "General Letter 32, Appendix A"),
        Document(
            "arrangement",
            "Telecommuting arrangement",
            "arrangement",
            "General Letter 32, Appendix B",
        ),
        Document(
            "policy",
            "Telecommuting policy",
            "policy",
            text=(
                "Telecommuting is voluntary and rests on the agreement of both sides.",
                "The assignment continues while it meets the needs of both.",
            ),
        ),
    ),
    term=TermRule(9, "Nine-month maximum", (60, 30, 7), "IV.E"),
    copies=(
        CopyRule(
            "das",
            "Copy to DAS",
            CopyMeans.MAIL,
            ("arrangement",),
            "Copy due",
            "liaison",
            due_within_days=7,
            warn_before_days=2,
        ),
    ),
    sections=SECTIONS,
    clauses=CLAUSES,
)
AGENCY = Agency(
    "energy",
    "Department of Energy and Environment",
    "sample",
    "America/New_York",
    "860-555-0100",
)


def week() -> Week:
    """Forty hours, sixteen of them away."""
    places = {"tuesday": Place.TELECOMMUTING, "thursday": Place.TELECOMMUTING}
    return tuple(
        Day(
            weekday,
            places.get(weekday, Place.DUTY_STATION),
            time(8),
            time(12),
            time(12, 30),
            time(16, 30),
            "10:00 and 14:30, 15 minutes each",
        )
        for weekday in ("monday", "tuesday", "wednesday", "thursday", "friday")
    )


ANSWERS = {
    "address": "18 Larch Road, Tolland, CT 06084",
    "reachable": "860-555-0188",
    "internet": "yes",
    "duties": "Drafting permits\nReviewing monitoring data and writing the quarterly summary.",
    "measures": "Permits drafted a week; days from receipt to first reading.",
    "items": "Laptop 00451; VPN key 7730",
    "care": "no",
    "no_care": "yes",
}
PARTIES = (
    Party("employee", "Employee", "Maria Lindqvist-Santos", "Environmental Analyst 2"),
    Party("supervisor", "Supervisor", "Tomasz Okafor", "Supervising Environmental Analyst"),
    Party("manager", "Manager", "Ruth Abernathy", "Director of Permitting"),
    Party("hr", "Human resources representative", "Priya Raman", "HR Specialist"),
    Party("head", "Agency head or designee", "Dolores Castellano", "Commissioner"),
    Party("liaison", "DAS HR liaison", "Henry Whitfield"),
)
EMPLOYEE = PersonFacts(
    "Maria Lindqvist-Santos",
    "104233",
    "Environmental Analyst 2",
    "P-4 Engineering and Scientific",
    "Bureau of Materials Management",
    "79 Elm Street, Hartford",
    "860-555-0142",
    "maria.lindqvist-santos@energy.example.gov",
)
PARTICULARS = Particulars(
    PROGRAM,
    AGENCY,
    "TA-7K3M-9QXD",
    1,
    Proposal(date(2026, 12, 1), date(2027, 8, 31), week(), ANSWERS),
    EMPLOYEE,
    PARTIES,
    submitted_on=date(2026, 10, 20),
)


def signed(line: str, in_place_of: str = "") -> SignatureRow:
    """The line of `line`, filled in."""
    party = next(party for party in PARTIES if party.role == line)
    return SignatureRow(
        party.title,
        party.name,
        party.position,
        "Tuesday, November 10, 2026, 4:12 pm EST",
        "4F9A-81D0-E7C2",
        in_place_of,
    )


def named(name: str) -> Particulars:
    """The same arrangement of somebody of that name."""
    return replace(PARTICULARS, employee=replace(EMPLOYEE, name=name))


def policy_alone() -> Particulars:
    """The same under a program that has nothing but a policy to agree to."""
    documents = tuple(each for each in PROGRAM.documents if each.template == "policy")
    return replace(PARTICULARS, program=replace(PROGRAM, documents=documents))
