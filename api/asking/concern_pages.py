"""The pages on which something is asked for or reported while an arrangement is in force."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.asking.changing import ChangePage
from api.dependencies import NotFound, act_key
from api.doors.acts import Act
from api.files.attaching import take_files, together
from api.forms.shaping import is_shaping, shaped
from api.rights.access import WHEN, Doing, NotAllowed
from api.rights.concerning import Answers, Case, Problems, case_of, is_lasting
from api.views.concerns import RuleView, rule_view, shown_rule
from api.views.facts import Facts
from api.views.fields import Asking, FieldView, field_views
from api.views.words import the
from policy.acts import Attribution
from policy.concerns import Concern
from policy.form import FormField
from policy.forms.answers import read_fields
from policy.forms.problem import Problem
from policy.in_force import ApprovalRule, DutyRule, ReportRule
from policy.plan import employee_role
from policy.wording import listed

NOT_IN_FORCE = "It needs an arrangement that everybody has signed and that is not over."
SETTLED = "It is over, and nothing is owed any more. Its record stays as it is."
NOT_THEIRS = "It is for others to {}. Nothing was changed."
AT_ONCE = "It takes effect as soon as you send it. Told of it: {}."
R = TypeVar("R", ApprovalRule, ReportRule, DutyRule)


@dataclass(frozen=True)
class FormPage(Generic[R]):
    """The form of one rule, for somebody who may send it, at its own address.

    `told` says who decides on it or learns of it, `button` is the label of what sends it, and
    `after` is the page that says what became of it.
    """

    page: ChangePage
    case: Case
    rule: R
    doing: Doing
    path: str
    shown: RuleView
    told: str
    button: str
    after: str

    def send(
        self,
        request: Request,
        form: FormData,
        make: Callable[[Answers, Attribution], tuple[Act | None, Problems]],
    ) -> Response:
        """Hand over the act that the form holds; the form as typed again while it holds none."""
        page, fields = self.page, self.rule.fields
        by, number = page.by(request, act_key(form)), page.viewer.person.number
        sent = take_files(page.parts, page.session, number, fields, form, {})
        if is_shaping(sent.values):
            return self.show(request, shaped(fields, sent.values), sent.problems)
        act, found = make(sent.values, by)
        wrong = together(sent.problems, found)
        if act is None or wrong:
            return self.show(request, sent.values, wrong)
        ask_again = partial(self.show, request, sent.values)
        return page.hand_over(act, ask_again, self.after)

    def show(
        self,
        request: Request,
        values: Mapping[str, str] | None = None,
        problems: Sequence[Problem] = (),
    ) -> HTMLResponse:
        """The form as typed, with what is wrong with it."""
        typed = values or {}
        return self.page.render(
            request,
            "concern_form.html",
            action=self.path,
            rule=self.shown,
            told=self.told,
            fields=fields_shown(self.rule.fields, typed, problems, self._offered()),
            problems=problems,
            send=self.button,
            modify=self._modify(typed),
        )

    def not_now(self, request: Request) -> HTMLResponse | None:
        """The page that says why it cannot be sent as the arrangement stands; None where it can."""
        facts = self.page.facts
        if facts.status in WHEN[self.doing] and not facts.settled:
            return None
        why = SETTLED if facts.settled else NOT_IN_FORCE
        return self.page.not_now(request, self.doing, why)

    def _offered(self) -> Mapping[str, Sequence[str]]:
        """What a report about an item may be about: what is at the location now."""
        rule = self.rule
        if not isinstance(rule, ReportRule) or not rule.item:
            return {}
        return {rule.item: self.case.items}

    def _modify(self, typed: Mapping[str, str]) -> str:
        """Where to ask for a change that lasts; empty where what is typed asks for none."""
        rule = self.rule
        if not isinstance(rule, ApprovalRule):
            return ""
        lasts = is_lasting(rule, read_fields(rule.fields, typed))
        return f"{self.page.path}/modify" if lasts and Doing.MODIFY in self.page.may else ""


def approval_page(page: ChangePage, rule: str) -> FormPage[ApprovalRule]:
    """The form of a written approval; NotFound for none, NotAllowed for one that others ask for."""
    case, known = _case(page), page.facts.program.in_force.approval(rule)
    if known is None:
        raise NotFound
    if not case.role_in(known.asked_by):
        raise NotAllowed(NOT_THEIRS.format(Doing.ASK_APPROVAL))
    decider = page.facts.title(known.decided_by) if known.decided_by else ""
    learn = (employee_role(page.facts.program), *known.told)
    return FormPage(
        page=page,
        case=case,
        rule=known,
        doing=Doing.ASK_APPROVAL,
        path=f"{page.path}/ask/{known.id}",
        shown=shown_rule(page.facts.program, known),
        told=f"Who decides: {the(decider)}."
        if decider
        else AT_ONCE.format(others(page.facts, learn, case.role_in(known.asked_by))),
        button="Ask for it" if decider else "Issue it",
        after=page.path,
    )


def report_page(page: ChangePage, rule: str) -> FormPage[ReportRule]:
    """The form of a report; NotFound for none, NotAllowed for one that others make."""
    case, known = _case(page), page.facts.program.in_force.report(rule)
    if known is None:
        raise NotFound
    reporting = case.role_in(known.made_by)
    if not reporting:
        raise NotAllowed(NOT_THEIRS.format(Doing.REPORT))
    told = others(page.facts, known.told, reporting)
    return FormPage(
        page=page,
        case=case,
        rule=known,
        doing=Doing.REPORT,
        path=f"{page.path}/report/{known.id}",
        shown=shown_rule(page.facts.program, known),
        told=f"It is sent at once to {told}.",
        button="Report it",
        after=page.path,
    )


def duty_page(page: ChangePage, concern: Concern) -> FormPage[DutyRule]:
    """The form of what somebody owes, for a coordinator who has it on paper."""
    rule = page.facts.program.in_force.duty(concern.rule)
    if rule is None:
        raise NotFound
    owing = the(page.facts.title(rule.role))
    return FormPage(
        page=page,
        case=_case(page),
        rule=rule,
        doing=Doing.DO_DUTY,
        path=f"{page.path}/concerns/{concern.number}/do",
        shown=rule_view(page.facts.program, concern),
        told=f"It is owed by {owing}. You put on record what reached you otherwise.",
        button="Put it on record",
        after=f"{page.path}/concerns/{concern.number}",
    )


def others(facts: Facts, roles: Sequence[str], own: str) -> str:
    """Who is told, as people read it, without who says it: the employee and the supervisor."""
    return listed([the(facts.title(role)) for role in roles if role != own])


def fields_shown(
    fields: Sequence[FormField],
    values: Mapping[str, str],
    problems: Sequence[Problem],
    offered: Mapping[str, Sequence[str]] | None = None,
) -> tuple[FieldView, ...]:
    """The fields of a form with what was typed into them, or is kept, and what is offered."""
    asking = Asking({item.id: item for item in fields}, offered=offered or {})
    return field_views(fields, values, problems, asking)


def _case(page: ChangePage) -> Case:
    return case_of(page.session, page.parts, page.viewer, page.facts.arrangement)
