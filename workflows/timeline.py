"""The timeline of one arrangement: what happened, numbered without gaps as it happens."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from policy.account import Entry, Happening
    from policy.acts import Attribution


class Timeline:
    """Its lines, not yet drawn for the records."""

    def __init__(self) -> None:
        """Nothing has happened."""
        self.written = 0
        self._waiting: list[Entry] = []

    def __bool__(self) -> bool:
        """Whether any waits to be drawn."""
        return bool(self._waiting)

    def add(  # noqa: PLR0913 - what a line of the timeline may say
        self,
        kind: Happening,
        by: Attribution | None,
        version: int,
        *,
        role: str,
        about: str,
        note: str,
        evidence: dict[str, str],
    ) -> None:
        """Write one line; an act brings who did it and how they were known."""
        self.written += 1
        self._waiting.append(
            Entry(
                seq=self.written,
                at=workflow.now(),
                kind=kind,
                role=role,
                person=by.person if by else "",
                version=version,
                about=about,
                note=note,
                key=by.key if by else "",
                evidence=evidence | (by.evidence if by else {}),
            )
        )

    def draw(self) -> tuple[Entry, ...]:
        """Hand over those that wait."""
        drawn, self._waiting = tuple(self._waiting), []
        return drawn
