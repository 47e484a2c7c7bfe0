"""First tables: directory, arrangements, outbox, sessions."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table of the first version."""
    _directory()
    _arrangements()
    _history()
    _papers()
    _mail()
    _access()
    _work_of_the_web()
    _facts()
    _findings()
    _registers()
    _uploads()


def _directory() -> None:
    """People and their designees."""
    leaders = ("supervisor", "manager", "hr_representative", "agency_head")
    particulars = ("name", "unit", "title", "bargaining_unit", "duty_station", "phone", "folded")
    op.create_table(
        "person",
        *_texts("number", *particulars, "mail", "agency", *leaders),
        sa.PrimaryKeyConstraint("number", name="pk_person"),
    )
    _index("person", "mail", "agency", *leaders)
    op.create_table(
        "designation",
        *_texts("principal", "designee"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("principal", "designee", name="pk_designation"),
    )


def _arrangements() -> None:
    """Where each arrangement stands, and what it waits for."""
    op.create_table(
        "arrangement",
        *_texts("reference", "program", "program_version", "agency", "unit", "employee", "status"),
        *_numbers("revision", "version"),
        sa.Column("as_of", sa.DateTime(timezone=True)),
        sa.Column("ending", sa.String()),
        *_instants("since", "submitted_at"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date()),
        *_json("signed", "deadlines"),
        sa.Column("next_deadline", sa.DateTime(timezone=True)),
        *_texts("next_label"),
        sa.Column("late_since", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("reference", name="pk_arrangement"),
    )
    _index("arrangement", "employee", "revision")
    op.create_index(
        "ix_arrangement_board",
        "arrangement",
        [
            *("agency", "status", "late_since", "next_deadline", "ends_on"),
            *("since", "unit", "employee", "reference"),
        ],
    )
    op.create_table(
        "opentask",
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts("reference", "purpose", "role", "person", "about"),
        *_numbers("version", "reminders"),
        *_instants("since"),
        _of_arrangement("opentask"),
        sa.PrimaryKeyConstraint("id", name="pk_opentask"),
    )
    _index("opentask", "reference", "person")


def _history() -> None:
    """What happened, and what was proposed."""
    op.create_table(
        "timelineentry",
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts("reference", "kind", "role", "person", "about", "note", "key"),
        *_numbers("seq", "version"),
        *_instants("at"),
        *_json("evidence"),
        _of_arrangement("timelineentry"),
        sa.PrimaryKeyConstraint("id", name="pk_timelineentry"),
        sa.UniqueConstraint("reference", "seq", name="uq_timelineentry_reference_seq"),
    )
    _index("timelineentry", "reference", "person", "key")
    op.create_table(
        "proposalversion",
        *_texts("reference"),
        *_numbers("version"),
        *_json("content"),
        _of_arrangement("proposalversion"),
        sa.PrimaryKeyConstraint("reference", "version", name="pk_proposalversion"),
    )


def _papers() -> None:
    """Which stored documents belong to which arrangement."""
    key = ("reference", "version", "document", "state", "destination")
    op.create_table(
        "paper",
        *_texts("reference", "document", "state", "destination", "digest"),
        *_numbers("version", "size", "pages"),
        *_instants("made_at"),
        sa.Column("content", sa.Text()),
        _of_arrangement("paper"),
        sa.PrimaryKeyConstraint(*key, name="pk_paper"),
    )
    _index("paper", "digest")


def _mail() -> None:
    """The outbox, and the links that mail carries."""
    op.create_table(
        "letter",
        *_texts("key", "reference", "kind", "role", "person", "address", "subject"),
        sa.Column("message", sa.LargeBinary(), nullable=False),
        *_json("attachments"),
        sa.Column("awaited", sa.Boolean(), nullable=False),
        *_texts("state", "problem"),
        *_numbers("attempts"),
        *_instants("queued_at", "next_attempt_at"),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_letter"),
    )
    _index("letter", "person", "sent_at")
    op.create_index("ix_letter_refused", "letter", ["state", "reference"])
    op.create_index("ix_letter_due", "letter", ["state", "next_attempt_at"])
    op.create_index("ix_letter_same", "letter", ["reference", "kind", "role"])
    op.create_table(
        "link",
        *_texts("id", "digest", "reference", "purpose", "role", "person", "about"),
        *_numbers("version"),
        *_instants("made_at"),
        sa.PrimaryKeyConstraint("id", name="pk_link"),
    )
    _index("link", "reference")
    op.create_index("ix_link_digest", "link", ["digest"], unique=True)


def _access() -> None:
    """Sessions, sign-in links and bearer tokens, each known by the digest of its secret."""
    op.create_table(
        "visit",
        *_texts("digest", "person", "csrf"),
        *_json("links"),
        *_instants("made_at", "seen_at"),
        sa.PrimaryKeyConstraint("digest", name="pk_visit"),
    )
    op.create_table(
        "signin",
        *_texts("digest", "person"),
        *_instants("made_at"),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("digest", name="pk_signin"),
    )
    op.create_table(
        "apitoken",
        *_texts("digest", "person", "label"),
        *_instants("made_at"),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("digest", name="pk_apitoken"),
    )


def _work_of_the_web() -> None:
    """Drafts, and the log of who read what."""
    op.create_table(
        "draft",
        *_texts("reference", "person"),
        *_json("answers"),
        *_instants("changed_at"),
        sa.Column("submitted_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("reference", name="pk_draft"),
    )
    _index("draft", "person")
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        *_instants("at"),
        *_texts("person", "reference", "what", "why", "peer"),
        sa.PrimaryKeyConstraint("id", name="pk_reading"),
    )
    _index("reading", "person", "reference")


def _facts() -> None:
    """What the HR system keeps of each employee's standing."""
    op.create_table(
        "employeefacts",
        *_texts("person", "rating", "schedule_type"),
        *[sa.Column(name, sa.Date()) for name in ("rated_on", "working_test_from")],
        sa.Column("working_test_until", sa.Date()),
        *[sa.Column(name, sa.Boolean()) for name in ("leading_class", "training_class")],
        *[sa.Column(name, sa.Boolean()) for name in ("field_work", "telecommutes")],
        *_json("disciplined_on", "hours"),
        sa.PrimaryKeyConstraint("person", name="pk_employeefacts"),
    )


def _findings() -> None:
    """The answers to the questions of the analyses."""
    op.create_table(
        "findingrow",
        *_texts("reference", "question", "answer", "remark", "way_out", "role", "person"),
        *_numbers("revision", "number"),
        sa.Column("computed", sa.Boolean(), nullable=False),
        *_instants("at"),
        *_texts("set_aside"),
        _of_arrangement("findingrow"),
        sa.PrimaryKeyConstraint("reference", "revision", "number", name="pk_findingrow"),
    )


def _registers() -> None:
    """What agencies keep on record outside arrangements."""
    key = ("agency", "name", "subject", "number")
    op.create_table(
        "registerrow",
        *_texts("agency", "name", "subject", "person", "key"),
        *_numbers("number"),
        *_json("answers"),
        *_instants("at"),
        sa.PrimaryKeyConstraint(*key, name="pk_registerrow"),
    )
    op.create_index("ix_registerrow_key", "registerrow", ["key"], unique=True)


def _uploads() -> None:
    """Files that people uploaded."""
    op.create_table(
        "upload",
        *_texts("digest", "person", "name", "media_type", "state", "problem"),
        *_numbers("size", "pages"),
        *_instants("at"),
        sa.PrimaryKeyConstraint("digest", "person", name="pk_upload"),
    )
    _index("upload", "person", "state")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _instants(*names: str) -> list[sa.Column[datetime]]:
    return [sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in names]


def _json(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.JSON(), nullable=False) for name in names]


def _of_arrangement(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_reference_arrangement"
    return sa.ForeignKeyConstraint(["reference"], ["arrangement.reference"], name=name)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])
