"""The analyses on paper: each question, its answer, who answered and what they remarked (III)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from documents.paper import Answered, Block
from documents.particulars import AgencyReview, Particulars
from documents.showing import YES_NO, bracketed
from policy.analysis import Analysis, Computation, Found, Question, QuestionKind
from policy.plan import applying


@dataclass(frozen=True)
class Standing:
    """How a question stands: its newest answer, and the determination that sets it aside."""

    answer: Found | None = None
    aside: Found | None = None


def standing(findings: Sequence[Found]) -> dict[str, Standing]:
    """How each question stands after all that was found, by its ID.

    A reason not given before is the setting aside itself; what is found later is an answer. What
    was set aside and is so no more keeps the answer that it had.
    """
    known: dict[str, Standing] = {}
    for found in findings:
        before = known.get(found.finding.question, Standing())
        reason = before.aside.set_aside if before.aside else ""
        if reason and not found.set_aside:
            after = Standing(before.answer)
        elif found.set_aside not in ("", reason):
            after = replace(before, aside=found)
        else:
            after = replace(before, answer=found)
        known[found.finding.question] = after
    return known


def analysis_blocks(particulars: Particulars, review: AgencyReview) -> Iterator[Block]:
    """Each analysis in its order, with the questions that are asked of this proposal."""
    known = standing(review.findings)
    for analysis in sorted(particulars.program.analyses, key=lambda each: each.order):
        asked = applying(analysis, particulars.proposal.answers)
        if asked:
            yield _Sheet(particulars, review.names, known).block(analysis, asked)


@dataclass(frozen=True)
class _Sheet:
    """Where the answers come from, and the names of those who gave them."""

    particulars: Particulars
    names: Mapping[str, str]
    known: Mapping[str, Standing]

    def block(self, analysis: Analysis, asked: Sequence[Question]) -> Block:
        """One analysis; who gave most of its answers is named once, above them."""
        usual = self._usual(asked)
        return Block(
            f"{analysis.title}{bracketed(analysis.citation)}",
            text=(f"Answered by {usual}, unless noted.",) if usual else (),
            answered=tuple(self._answered(question, usual) for question in asked),
            level=2,
        )

    def _usual(self, asked: Sequence[Question]) -> str:
        who = Counter(self._by(found) for each in asked if (found := self._of(each).answer))
        return who.most_common(1)[0][0] if who else ""

    def _answered(self, question: Question, usual: str) -> Answered:
        stands = self._of(question)
        notes = (*_notes(question, stands.answer), *self._whose(stands, usual))
        return Answered(question.text, *_answer(question, stands.answer), notes)

    def _whose(self, stands: Standing, usual: str) -> Iterator[str]:
        """Who answered, where it is not who answered most; who set it aside, and why (IV.N)."""
        if stands.answer and self._by(stands.answer) != usual:
            yield f"Answered by {self._by(stands.answer)}."
        if stands.aside:
            path = self.particulars.program.accommodation
            cited = bracketed(path.citation) if path else ""
            reason = stands.aside.set_aside
            yield f"Set aside as a reasonable accommodation{cited}: {reason}"
            yield f"Set aside by {self._by(stands.aside)}."

    def _of(self, question: Question) -> Standing:
        return self.known.get(question.id, Standing())

    def _by(self, found: Found) -> str:
        role = self.particulars.program.role(found.role).title
        day = self.particulars.day(found.at)
        return f"{self.names.get(found.person, found.person)}, {role}, {day}"


def _answer(question: Question, found: Found | None) -> tuple[str, str]:
    """Yes or no in a word; or the text that was given."""
    if found is None:
        return "Not answered", ""
    given = found.finding.answer
    if question.kind is QuestionKind.TEXT:
        return "", given
    return YES_NO.get(given, given or "Not on file"), ""


def _notes(question: Question, found: Found | None) -> Iterator[str]:
    """Where the answer comes from, the exception claimed, and the remark.

    Of discipline, nothing but the answer is printed.
    """
    if found is None:
        return
    finding = found.finding
    if finding.computed:
        yield "Computed from the record."
    yield from (f"Exception: {way.text}" for way in question.ways_out if way.id == finding.way_out)
    if finding.remark and question.computed is not Computation.DISCIPLINED:
        yield f"Remark: {finding.remark}"
