"""A task's page: the link, what is still asked of its person, and how it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import Elsewhere, NotFound, PartsDep, SessionDep, attribution
from api.doors.acts import Act
from api.forms.signing import signing_page
from api.helping import help_lines
from api.links import OpenLink, OpenLinkDep, arrangement_of
from api.pages import after, hand_over
from api.parts import Parts
from api.rights.reach import reached
from api.templating import render
from api.views.documents import DocumentView, documents
from api.views.facts import Facts, facts_of
from api.views.replaced import DONE, is_on, newer_version, replaced
from api.views.said import SaidView
from api.views.signing import asked_for, receipts
from api.views.todo import several, where_done
from policy.account import Happening
from policy.acts import Attribution
from policy.forms.checking import Problem
from policy.tasks import OF_A_CONCERN, Purpose
from records import links, tasks
from records.entries import TimelineEntry
from records.links import Link
from records.tasks import OpenTask


@dataclass(frozen=True)
class TaskPage:
    """What a link leads to now. `task` is None once nothing is asked of its person any more.

    One link serves every line that its person signs in the open stage, one after the other.
    """

    parts: Parts
    session: Session
    opened: OpenLink
    facts: Facts
    task: OpenTask | None

    @property
    def link(self) -> Link:
        """The link that was followed."""
        return self.opened.link

    @property
    def path(self) -> str:
        """The page's address."""
        return f"/tasks/{self.link.id}"

    @property
    def is_early(self) -> bool:
        """Whether the line it is about opens later: others sign first."""
        signed = self.facts.arrangement.signed
        current = self.link.version == self.facts.arrangement.version
        lines = {line.id: line for line in self.facts.program.signing.lines}
        line = lines.get(self.link.about)
        if line is None or not current or self.facts.closed or line.id in signed:
            return False
        return any(each.stage < line.stage and each.id not in signed for each in lines.values())

    @property
    def is_arriving(self) -> bool:
        """Whether it is about a copy that has gone out, but is not on record as delivered yet."""
        owed = (Purpose.COPY, self.link.about, self.link.version)
        tasks = ((task.purpose, task.about, task.version) for task in self.facts.tasks)
        return self.link.purpose == Purpose.ACKNOWLEDGE and owed in tasks

    def asked(self, purpose: Purpose) -> OpenTask:
        """The task, if it is of that purpose; else back to the page itself."""
        if self.task is None or self.task.purpose != purpose:
            raise Elsewhere(self.path)
        return self.task

    def to_sign(self, line: str) -> OpenTask:
        """The person's open task of signing that line; else back to the page itself."""
        for task in _open_tasks(self.facts, self.link):
            if (task.about, task.purpose) == (line, Purpose.SIGN):
                return task
        raise Elsewhere(self.path)

    def acts(self) -> list[TimelineEntry]:
        """What the link's person did on this task, oldest first."""
        kinds = DONE.get(Purpose(self.link.purpose), ())
        return [
            entry
            for entry in self.facts.entries
            if entry.person == self.link.person
            and Happening(entry.kind) in kinds
            and is_on(entry, self.link)
        ]

    def by(self, request: Request, key: str) -> Attribution:
        """Who acts by this link, under that key."""
        return attribution(request, self.opened.who, key)

    def hand_over(self, act: Act) -> Response:
        """Hand an act over and go on to what becomes of it."""
        hand_over(self.session, self.parts.arrangements.do, self.link.reference, act)
        return after(self.path, act.by.key)

    def home(self) -> Response:
        """Back to the page itself: the task is no longer open."""
        return RedirectResponse(self.path, status_code=303)

    def ask(
        self,
        request: Request,
        *,
        said: SaidView | None = None,
        problems: Sequence[Problem] = (),
        values: Mapping[str, str] | None = None,
        task: OpenTask | None = None,
    ) -> HTMLResponse:
        """The page that asks for the task."""
        asked = task or self.task
        if asked is None:
            raise NotFound
        context: dict[str, object] = {"said": said, "problems": problems, "values": values or {}}
        if asked.purpose != Purpose.SIGN:
            copies = self.facts.copies
            title = copies[asked.about].title if asked.about in copies else ""
            return self.render(request, "acknowledge.html", copy=title, **context)
        page = signing_page(self.session, self.parts, self.facts, asked, values or {}, problems)
        together = several(tasks.counts(self.session, asked.person))
        return self.render(request, "sign.html", page=page, several=together, **context)

    def receipt(self, request: Request, *, said: SaidView | None) -> HTMLResponse:
        """What the person did, with what proves it, and whether a newer version replaced it."""
        return self.render(
            request,
            "receipt.html",
            said=said,
            receipts=receipts(self.facts, self.acts()),
            newer=newer_version(self.facts, self.link),
            next=self._next(),
            link=self.link,
        )

    def explain(self, request: Request, *, again: bool) -> HTMLResponse:
        """What became of the task; `again` once a new link was asked for."""
        page = replaced(self.facts, self.link)
        return self.render(request, "link_replaced.html", page=page, link=self.link, again=again)

    def _next(self) -> str:
        """The page of what the person is asked now in the link's place; empty where none is."""
        asked = [t for t in self.facts.tasks if t.person == self.link.person][:1]
        led = zip(asked, links.leading_to(self.session, asked), strict=True)
        return next((where_done(task, link) for task, link in led), "")

    def render(self, request: Request, name: str, **context: object) -> HTMLResponse:
        """A page about this task; the connection goes back before it is written."""
        facts, documents = self.facts, self._documents()
        coordinates = self.link.role == facts.program.coordinator
        self.session.commit()
        return render(
            request,
            name,
            path=self.path,
            reference=self.link.reference,
            role=facts.title(self.link.role),
            asked=asked_for(facts, self.link.person),
            program=facts.program,
            who=facts.who,
            documents=documents,
            help=help_lines(facts.program, facts.agency, coordinates=coordinates),
            **context,
        )

    def _documents(self) -> list[DocumentView]:
        """The documents that the link leads to."""
        covered = reached(self.facts.program, self.link)
        return [
            each
            for each in documents(self.facts)
            if each.version == self.link.version and each.document in covered
        ]


def task_page(opened: OpenLinkDep, session: SessionDep, parts: PartsDep) -> TaskPage:
    """What the link of the path leads to, for a route to act on; the connection goes back."""
    page = page_of(opened, session, parts)
    session.commit()
    return page


TaskPageDep = Annotated[TaskPage, Depends(task_page, scope="function")]


def page_of(opened: OpenLink, session: Session, parts: Parts) -> TaskPage:
    """What a link leads to now."""
    link = opened.link
    facts = facts_of(session, parts, arrangement_of(session, link), opened.who)
    asked = _open_tasks(facts, link)
    named = [task for task in asked if task.about == link.about]
    task = next(iter(named or asked), None)
    return TaskPage(parts, session, opened, facts, task)


def _open_tasks(facts: Facts, link: Link) -> list[OpenTask]:
    """What is asked of the link's person in its role and version."""
    wanted = (link.purpose, link.role, link.person, link.version)
    asked = [t for t in facts.tasks if (t.purpose, t.role, t.person, t.version) == wanted]
    own = Purpose(link.purpose) in OF_A_CONCERN
    return [task for task in asked if task.about == link.about] if own else asked
