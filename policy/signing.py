"""The ruling on each signature: order, duplicates, versions, and who may sign (GL32 V)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from policy.acts import SignatureDeclined, SignatureGiven
from policy.holders import Holders, find
from policy.identity import KnownBy
from policy.notices import DocumentRef
from policy.program import SignatureLine


class Ruling(StrEnum):
    """How a signature or a refusal to sign is judged; the value is what people are told."""

    GOOD = "recorded"
    NOT_OPEN = "nothing is open for signature now"
    ENDED = "the arrangement has already ended"
    UNKNOWN_LINE = "this document has no such signature line"
    OTHER_VERSION = "this version has been replaced by a newer one"
    ALREADY_SIGNED = "this line is already signed"
    ALREADY_DECLINED = "this line is already declined and with the coordinator"
    OUT_OF_TURN = "others sign before this line opens"
    NOT_THEIRS = "this line belongs to someone else"
    DESIGNATION_OVER = "the designation does not cover this day"
    NOT_KNOWN_ENOUGH = "the program asks its signers to sign in with their work account"
    OTHER_DOCUMENT = "the document shown is not the one to be signed"
    NO_NAME = "the full name is missing"
    NOT_ACKNOWLEDGED = "not every term is acknowledged"


@dataclass(frozen=True)
class SignaturePage:
    """What can be signed now: the version, its lines and documents, who holds which role.

    `terms` are the IDs of the clauses that each line's signer acknowledges one by one (IV).
    `single_sign_on` is whether nothing less tells who signs.
    """

    version: int
    lines: tuple[SignatureLine, ...]
    documents: tuple[DocumentRef, ...]
    holders: Holders
    signed: Collection[str]
    single_sign_on: bool = False
    terms: Mapping[str, Collection[str]] = field(default_factory=dict)

    def line(self, line_id: str) -> SignatureLine | None:
        """The line of that ID, if the program has it."""
        return next((line for line in self.lines if line.id == line_id), None)

    @property
    def open_lines(self) -> tuple[SignatureLine, ...]:
        """The unsigned lines of the lowest stage that has any."""
        unsigned = [line for line in self.lines if line.id not in self.signed]
        stage = min((line.stage for line in unsigned), default=0)
        return tuple(line for line in unsigned if line.stage == stage)

    @property
    def complete(self) -> bool:
        """Whether every line is signed: four of five are not enough (GL32 V)."""
        return all(line.id in self.signed for line in self.lines)

    def digests(self, line: SignatureLine) -> tuple[str, ...]:
        """The SHA-256 digests of the frozen documents that `line` signs, in its order."""
        by_id = {ref.document: ref.digest for ref in self.documents}
        return tuple(by_id.get(document, "") for document in line.documents)


def rule_on_signature(page: SignaturePage, act: SignatureGiven) -> Ruling:
    """Judge one signature against the page as it stands."""
    ruling = _rule_on_line(page, act)
    line = page.line(act.line)
    if ruling is not Ruling.GOOD or line is None:
        return ruling
    if tuple(act.digests) != page.digests(line):
        return Ruling.OTHER_DOCUMENT
    if not set(page.terms.get(line.id, ())) <= set(act.acknowledged):
        return Ruling.NOT_ACKNOWLEDGED
    return Ruling.GOOD if act.name.strip() else Ruling.NO_NAME


def rule_on_decline(page: SignaturePage, act: SignatureDeclined) -> Ruling:
    """Judge a refusal to sign: the same questions but for the documents and the name."""
    return _rule_on_line(page, act)


def _rule_on_line(page: SignaturePage, act: SignatureGiven | SignatureDeclined) -> Ruling:
    line = page.line(act.line)
    if line is None:
        return Ruling.UNKNOWN_LINE
    if act.version != page.version:
        return Ruling.OTHER_VERSION
    if not page.documents:
        return Ruling.NOT_OPEN
    if line.id in page.signed:
        return Ruling.ALREADY_SIGNED
    if line not in page.open_lines:
        return Ruling.OUT_OF_TURN
    return _rule_on_person(page, line, act)


def _rule_on_person(
    page: SignaturePage, line: SignatureLine, act: SignatureGiven | SignatureDeclined
) -> Ruling:
    holder = find(page.holders, line.role, act.by.person)
    if holder is None:
        return Ruling.NOT_THEIRS
    if page.single_sign_on and act.by.identified_by is not KnownBy.SINGLE_SIGN_ON:
        return Ruling.NOT_KNOWN_ENOUGH
    return Ruling.GOOD if holder.may_act(act.by.at) else Ruling.DESIGNATION_OVER


def missing(page: SignaturePage, titles: dict[str, str]) -> Sequence[str]:
    """The titles of the roles that have not signed yet, in the order of the lines."""
    open_roles = [line.role for line in page.lines if line.id not in page.signed]
    return [titles[role] for role in dict.fromkeys(open_roles)]
