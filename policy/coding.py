"""A proposal as plain JSON values and back, without loss: what the records keep."""

from collections.abc import Mapping
from datetime import date, time

from policy.proposal import Proposal
from policy.week import TIMES, Day, Place, Week


class NotAProposal(ValueError):
    """The content was not written by `proposal_to_json`: names the key and what it should be."""

    def __init__(self, key: str, wanted: str) -> None:
        super().__init__(f"{key} should be {wanted}")


def proposal_to_json(proposal: Proposal) -> dict[str, object]:
    """The proposal as JSON values: ISO dates and times, one object a weekday."""
    return {
        "starts_on": proposal.starts_on.isoformat(),
        "ends_on": proposal.ends_on.isoformat() if proposal.ends_on else None,
        "week": [_day_to_json(day) for day in proposal.week],
        "answers": dict(proposal.answers),
    }


def proposal_from_json(content: Mapping[str, object]) -> Proposal:
    """The proposal that `proposal_to_json` wrote; NotAProposal or ValueError when it is not."""
    ends_on = content.get("ends_on")
    return Proposal(
        starts_on=date.fromisoformat(_text(content, "starts_on")),
        ends_on=None if ends_on is None else date.fromisoformat(_text(content, "ends_on")),
        week=week_from_json(content.get("week")),
        answers=answers_from_json(content.get("answers")),
    )


def week_from_json(content: object) -> Week:
    """The weekly schedule alone, as `proposal_to_json` wrote it under `week`."""
    if not isinstance(content, list | tuple):
        raise NotAProposal("week", "a list")
    days: list[Day] = []
    for item in content:
        if not isinstance(item, Mapping):
            raise NotAProposal("week", "objects")
        days.append(_day(item))
    return tuple(days)


def answers_from_json(content: object) -> dict[str, str]:
    """The answers alone, as `proposal_to_json` wrote them under `answers`."""
    if not isinstance(content, Mapping):
        raise NotAProposal("answers", "an object")
    if not all(isinstance(key, str) and isinstance(value, str) for key, value in content.items()):
        raise NotAProposal("answers", "text")
    return {str(key): str(value) for key, value in content.items()}


def _day_to_json(day: Day) -> dict[str, object]:
    return {
        "weekday": day.weekday,
        "place": day.place.value,
        **{name: at.isoformat() if at else None for name, at in day.times.items()},
        "breaks": day.breaks,
    }


def _day(content: Mapping[object, object]) -> Day:
    named = {str(key): value for key, value in content.items()}
    return Day(
        weekday=_text(named, "weekday"),
        place=Place(_text(named, "place")),
        breaks=_text(named, "breaks"),
        **{name: _time(named, name) for name in TIMES},
    )


def _text(content: Mapping[str, object], key: str) -> str:
    value = content.get(key)
    if not isinstance(value, str):
        raise NotAProposal(key, "text")
    return value


def _time(content: Mapping[str, object], key: str) -> time | None:
    return None if content.get(key) is None else time.fromisoformat(_text(content, key))
