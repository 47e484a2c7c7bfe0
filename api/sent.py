"""What callers send to the JSON API: the edge where values are checked."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from policy.acts import Determination, Outcome

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
Version = Annotated[int, Field(ge=1, le=1_000_000)]
Answers = Annotated[dict[str, str], Field(max_length=200)]


class Sent(BaseModel):
    """What a caller sends: nothing beyond the fields named here."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProposalSent(Sent):
    """A proposal: answers by field ID (`GET /api/v1/programs` lists the fields)."""

    answers: Answers


class FindingSent(Sent):
    """The answer to one question: yes, no, or text; `way_out` is the exception claimed, if any."""

    answer: Paragraph = ""
    remark: Paragraph = ""
    way_out: Annotated[str, Field(max_length=64)] = ""


Findings = Annotated[dict[str, FindingSent], Field(max_length=200)]


class ReviewSent(Sent):
    """A reviewer's assessment; `role` is the one asked.

    `findings` answer, by question, what is open to the role; `answers` fill in its fields.
    """

    role: Identifier
    supports: bool
    comment: Paragraph = ""
    findings: Findings = Field(default_factory=dict)
    answers: Answers = Field(default_factory=dict)


class DecisionSent(Sent):
    """The decision; `modified` holds the answers that change, exactly when approved as modified.

    `findings` answer the decider's own questions; `answers` fill in the decider's fields.
    """

    outcome: Outcome
    reason: Paragraph = ""
    modified: Answers | None = None
    findings: Findings = Field(default_factory=dict)
    answers: Answers = Field(default_factory=dict)


class AccommodationSent(Sent):
    """The determination of a reasonable accommodation, and its reason (GL32 IV.N).

    One that grants it may set `questions` aside.
    """

    outcome: Determination
    questions: Annotated[tuple[Identifier, ...], Field(max_length=200)] = ()
    reason: Reason


class CompletionSent(Sent):
    """What signing still needs: answers by field ID, filled in by who holds `role`."""

    role: Identifier
    answers: Annotated[Answers, Field(min_length=1)]


class SignatureSent(Sent):
    """A signature: the digests of the documents and of the statement as they were shown.

    `acknowledged` are the IDs of the line's terms, each of them accepted on its own.
    """

    line: Identifier
    version: Version
    documents: tuple[Digest, ...]
    statement: Digest
    name: Annotated[Line, Field(min_length=1)]
    acknowledged: Annotated[tuple[Identifier, ...], Field(max_length=200)] = ()


class DeclineSent(Sent):
    """A refusal to sign one line, with its reason."""

    line: Identifier
    version: Version
    reason: Reason


class AcknowledgmentSent(Sent):
    """The receipt of a copy."""

    copy_id: Annotated[Identifier, Field(alias="copy")]
    version: Version


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
    """The line to be reconsidered by who declined it, or the role to review again; and why."""

    line: Annotated[str, Field(max_length=64)] = ""
    role: Annotated[str, Field(max_length=64)] = ""
    reason: Reason

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.line) == bool(self.role):
            what = "name either the line that was declined or the role that reviews again"
            raise ValueError(what)
        return self


class ReminderSent(Sent):
    """The role to remind."""

    role: Identifier
