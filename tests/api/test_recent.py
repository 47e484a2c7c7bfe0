"""What many people read alike is read once for each change, and never shown once it is old."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event

from api.recent import LONGEST, MOST, Moment, Recent

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
A_MOMENT, LONG = timedelta(milliseconds=1), 20.0


class Reader:
    """Counts how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_what_has_not_changed_is_read_once() -> None:
    recent, read = Recent[int](), Reader()
    moment = Moment("1", NOW)
    assert [recent.get("board", moment, read) for _ in range(3)] == [1, 1, 1]


def test_a_change_is_seen_at_once() -> None:
    recent, read = Recent[int](), Reader()
    recent.get("board", Moment("1", NOW), read)
    assert recent.get("board", Moment("2", NOW), read) == 2


def test_after_a_second_it_is_read_anew() -> None:
    recent, read = Recent[int](), Reader()
    recent.get("board", Moment("1", NOW), read)
    just_before = Moment("1", NOW + LONGEST - timedelta(microseconds=1))
    assert recent.get("board", just_before, read) == 1
    assert recent.get("board", Moment("1", NOW + LONGEST), read) == 2


def test_a_clock_set_back_keeps_nothing() -> None:
    recent, read = Recent[int](), Reader()
    recent.get("board", Moment("1", NOW), read)
    assert recent.get("board", Moment("1", NOW - timedelta(hours=1)), read) == 2


def test_who_asks_for_something_else_is_given_something_else() -> None:
    recent, read = Recent[int](), Reader()
    moment = Moment("1", NOW)
    water, fire = frozenset({"water"}), frozenset({"fire"})
    assert recent.get(water, moment, read) != recent.get(fire, moment, read)


def test_only_a_few_things_are_kept() -> None:
    recent, read = Recent[int](), Reader()
    moment = Moment("1", NOW)
    for key in range(10 * MOST):
        recent.get(key, moment, read)
    assert recent.size <= MOST


def test_who_asks_meanwhile_waits_for_the_reader_and_does_not_read_too() -> None:
    recent, read = Recent[int](), Reader()
    begun, may_end = Event(), Event()

    def slowly() -> int:
        begun.set()
        assert may_end.wait(LONG)
        return read()

    with ThreadPoolExecutor(2) as readers:
        first = readers.submit(recent.get, "board", Moment("1", NOW + A_MOMENT), slowly)
        assert begun.wait(LONG)
        second = readers.submit(recent.get, "board", Moment("1", NOW), read)
        assert not second.done()
        may_end.set()
        assert (first.result(LONG), second.result(LONG)) == (1, 1)
