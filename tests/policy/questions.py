"""The questions of the letter as it words them, and those that a plan asks."""

from dataclasses import dataclass

from policy.plan import Asked, asked_now, plan
from tests.policy.samples import AGENCIES, CONNECTICUT

QUESTIONS = {
    question.id: question for analysis in CONNECTICUT.analyses for question in analysis.questions
}


@dataclass(frozen=True)
class Wanted:
    """What the letter says of one question."""

    requirement: str
    id: str
    citation: str
    words: str
    answer: str = ""


POSITION = (
    Wanted("CT-024", "p7", "III.A", "position appropriate for telecommuting", "yes"),
    Wanted("CT-025", "p1", "III.A", "duties"),
    Wanted("CT-026", "p6", "III.A", "eliminated or reassigned for the sole purpose", "yes"),
    Wanted("CT-027", "p2", "III.A", "independent work with minimal supervision"),
    Wanted("CT-028", "p3", "III.A", "little face-to-face interaction with co-workers"),
    Wanted("CT-029", "p4", "III.A", "specific, measurable work products"),
    Wanted("CT-030", "p5", "III.A", "easily and safely transportable to and from the workplace"),
)
EMPLOYEE = (
    Wanted("CT-032", "e7", "III.B", "demonstrate the qualities necessary", "yes"),
    Wanted("CT-033", "e1", "III.B", "work productively on his/her own"),
    Wanted("CT-034", "e2", "III.B", "self-motivated and responsible"),
    Wanted("CT-035", "e3", "III.B", "time management and organizational skills"),
    Wanted("CT-036", "e4", "III.B", "knowledgeable about agency policies and procedures"),
    Wanted("CT-037", "e5", "III.B", "good communication skills"),
    Wanted("CT-038", "e6", "III.B", "meeting goals, objectives and deadlines"),
)
YES = (
    Wanted("CT-041", "y1", "III.C.1", "increasing his/her efficiency and productivity", "yes"),
    Wanted("CT-042", "y2", "III.C.1", "work group remain constant or improve", "yes"),
    Wanted("CT-043", "y3", "III.C.1", "environment and/or reduce traffic congestion", "yes"),
    Wanted("CT-044", "y4", "III.C.1", "full range of his/her duties", "yes"),
    Wanted("CT-045", "y5", "III.C.1", "supervisory and/or electronic capabilities", "yes"),
    Wanted("CT-046", "y6", "III.C.1", "schedule, document, and evaluate", "yes"),
    Wanted("CT-047", "y7", "III.C.1", "satisfactory or better", "yes"),
    Wanted("CT-048", "y8", "III.C.1", "required by state and federal law, including HIPAA", "yes"),
    Wanted("CT-049", "y9", "III.C.1", "within available appropriations", "yes"),
    Wanted("CT-053", "y10", "III.C.1", "safe, confidential and appropriate", "yes"),
    Wanted("CT-054", "y11", "III.C.1", "reliable telephone and internet access", "yes"),
)
NO = (
    Wanted("CT-056", "n1", "III.C.2", "impair the efficiency and productivity", "no"),
    Wanted("CT-057", "n2", "III.C.2", "combination of reduced work schedules", "no"),
    Wanted("CT-058", "n3", "III.C.2", "supply childcare, eldercare", "no"),
    Wanted("CT-059", "n4", "III.C.2", "in lieu of sick leave", "no"),
    Wanted("CT-060", "n5", "III.C.2", "health, safety, or well-being", "no"),
    Wanted("CT-061", "n6", "III.C.2", "co-mingle state and non-state work", "no"),
    Wanted("CT-062", "n7", "III.C.2", "leading or supervising staff", "no"),
    Wanted("CT-063", "n8", "III.C.2", "working test period (initial or promotional)", "no"),
    Wanted("CT-064", "n9", "III.C.2", "junior level or training class", "no"),
    Wanted("CT-065", "n10", "III.C.2", "discipline in the past six (6) months", "no"),
)
FINAL = (
    Wanted("CT-067", "s1", "III.C.3", "operating needs of the agency", "yes"),
    Wanted("CT-067", "s2", "III.C.3", "terms and conditions set forth in Section IV", "yes"),
    Wanted("CT-087", "s3", "IV.D", "business needs permit", "yes"),
    Wanted("CT-086", "s4", "IV.D", "benefit the environment and/or reduce traffic", "yes"),
)


def rules(**answers: str) -> "Questions":
    whole = plan(CONNECTICUT, AGENCIES["comptroller"], answers).questions
    return Questions(asked_now(whole, answers))


@dataclass(frozen=True)
class Questions:
    """What a plan asks."""

    questions: tuple[Asked, ...]

    def has(self, question: str) -> bool:
        """Whether it is asked."""
        return any(each.id == question for each in self.questions)

    def ways_out(self, question: str) -> dict[str, tuple[str, ...]]:
        """The exceptions that may be claimed, each with the fields it needs."""
        return next(each.ways_out for each in self.questions if each.id == question)
