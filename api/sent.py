"""What callers send to the JSON API: the edge where values are checked."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from policy.acts import Outcome

LONGEST_LINE, LONGEST_PARAGRAPH = 200, 4000
_LINE_BREAKS = frozenset("\n\r\t")
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _line(text: str) -> str:
    return _clean(text, frozenset())


def _paragraph(text: str) -> str:
    return _clean(text, _LINE_BREAKS)


def _clean(text: str, allowed: frozenset[str]) -> str:
    """Refuse what could disguise or break a text: control characters and reordering marks."""
    for character in text:
        unprintable = not character.isprintable() and not character.isspace()
        broken = character in "\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"
        if character not in allowed and (unprintable or broken or character in _REORDERING):
            found = f"holds the character U+{ord(character):04X}, which is not allowed"
            raise ValueError(found)
    return text.strip()


Line = Annotated[str, Field(max_length=LONGEST_LINE), AfterValidator(_line)]
Paragraph = Annotated[str, Field(max_length=LONGEST_PARAGRAPH), AfterValidator(_paragraph)]
Reason = Annotated[Paragraph, Field(min_length=1)]
Identifier = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_line)]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Answers = Annotated[dict[str, str], Field(max_length=200)]


class Sent(BaseModel):
    """What a caller sends: nothing beyond the fields named here."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProposalSent(Sent):
    """A proposal: answers by field ID (`GET /api/v1/programs` lists the fields)."""

    answers: Answers


class ReviewSent(Sent):
    """A reviewer's assessment; `role` is the one asked."""

    role: Identifier
    supports: bool
    comment: Paragraph = ""


class DecisionSent(Sent):
    """The decision; `modified` holds the answers that change, exactly when approved as modified."""

    outcome: Outcome
    reason: Paragraph = ""
    modified: Answers | None = None


class SignatureSent(Sent):
    """A signature: the digests of the documents and of the statement as they were shown."""

    line: Identifier
    version: Annotated[int, Field(ge=1)]
    documents: tuple[Digest, ...]
    statement: Digest
    name: Annotated[Line, Field(min_length=1)]


class DeclineSent(Sent):
    """A refusal to sign one line, with its reason."""

    line: Identifier
    version: Annotated[int, Field(ge=1)]
    reason: Reason


class AcknowledgmentSent(Sent):
    """The receipt of a copy."""

    copy_id: Annotated[Identifier, Field(alias="copy")]
    version: Annotated[int, Field(ge=1)]


class AmendmentSent(Sent):
    """What is to be signed instead: the answers that change, and why."""

    answers: Answers
    reason: Reason


class ReplacementSent(Sent):
    """Another person for a role, by employee number."""

    role: Identifier
    person: Identifier
    reason: Reason


class AskingSent(Sent):
    """The line to be reconsidered by who declined it, and why."""

    line: Identifier
    reason: Reason


class ReminderSent(Sent):
    """The role to remind."""

    role: Identifier


class EndingSent(Sent):
    """The end before its last day; the employee need not say why."""

    reason: Paragraph = ""
