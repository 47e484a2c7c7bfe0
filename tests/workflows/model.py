"""A plain model of signing: what any sequence of acts must come to, without any engine."""

from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from tests import people

LINES = ("employee", "supervisor", "manager", "hr_representative", "agency_head")
HOLDERS = dict(
    zip(
        LINES,
        (people.EMPLOYEE, people.SUPERVISOR, people.MANAGER, people.COORDINATOR, people.HEAD),
        strict=True,
    )
)
SOMEBODY = st.sampled_from((*HOLDERS.values(), people.COLLEAGUE, people.DESIGNEE))


@dataclass(frozen=True)
class Act:
    """Something somebody tries: `age` says how many versions ago the document was current."""

    kind: str
    line: str = "manager"
    person: str = ""
    successor: str = ""
    age: int = 0


def _good(kind: str, line: str) -> Act:
    """By who holds the role at first."""
    return Act(kind, line, HOLDERS[line])


_line = st.sampled_from(LINES)
ACTS = st.one_of(
    st.builds(_good, st.just("sign"), _line),
    st.builds(_good, st.just("sign"), _line),
    st.builds(Act, st.sampled_from(("sign", "decline")), _line, SOMEBODY, age=st.integers(0, 1)),
    st.builds(_good, st.just("decline"), _line),
    st.builds(
        Act,
        st.sampled_from(("amend", "ask_again", "replace", "remind")),
        _line,
        st.sampled_from((people.COORDINATOR, people.COORDINATOR, people.MANAGER)),
        SOMEBODY,
    ),
    st.builds(Act, st.just("end"), person=SOMEBODY),
)
"""Mostly sensible acts, so that sequences get somewhere."""


@dataclass
class Model:
    """Where an arrangement under signature stands."""

    version: int = 1
    signed: tuple[str, ...] = ()
    declined: frozenset[str] = frozenset()
    holders: dict[str, str] = field(default_factory=lambda: dict(HOLDERS))
    coordinators: frozenset[str] = frozenset({people.COORDINATOR})
    over: bool = False
    signatures: int = 0

    @property
    def authorized(self) -> bool:
        """Whether every line is signed."""
        return len(self.signed) == len(LINES)

    def judge(self, act: Act) -> bool:
        """Whether the act must be taken; taking it moves the model."""
        return bool(getattr(self, f"_{act.kind}")(act))

    def _is_theirs(self, act: Act) -> bool:
        """An unsigned line of the current version, by who holds it."""
        current = act.age == 0 and act.line not in self.signed
        return current and self.holders[act.line] == act.person

    def _sign(self, act: Act) -> bool:
        if not self._is_theirs(act):
            return False
        self.signed = (*self.signed, act.line)
        self.declined -= {act.line}
        self.signatures += 1
        return True

    def _decline(self, act: Act) -> bool:
        if not self._is_theirs(act) or act.line in self.declined:
            return False
        self.declined |= {act.line}
        return True

    def _amend(self, act: Act) -> bool:
        if act.person not in self.coordinators or self.authorized:
            return False
        self.version += 1
        self.signed, self.declined = (), frozenset()
        return True

    def _ask_again(self, act: Act) -> bool:
        taken = act.person in self.coordinators and act.line in self.declined
        self.declined -= {act.line} if taken else set()
        return taken

    def _replace(self, act: Act) -> bool:
        fits = act.successor not in {people.EMPLOYEE, self.holders[act.line]}
        by_hand = act.line not in {"employee", "agency_head"}
        open_line = act.line not in self.signed and by_hand
        if act.person not in self.coordinators or not fits or not open_line:
            return False
        self.holders[act.line] = act.successor
        self.declined -= {act.line}
        if act.line == "hr_representative":
            self.coordinators |= {act.successor}
        return True

    def _remind(self, act: Act) -> bool:
        asked = act.line not in self.signed and act.line not in self.declined
        return act.person in self.coordinators and asked

    def _end(self, act: Act) -> bool:
        self.over = act.person == people.EMPLOYEE or act.person in self.coordinators
        return self.over


def aged(act: Act, version: int) -> Act:
    """The act without an age that there was no version for."""
    return replace(act, age=min(act.age, version - 1))
