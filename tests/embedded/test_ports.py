"""A taken port is refused before anything starts, by name."""

import socket
from collections.abc import Iterator

import pytest

from embedded.ports import Port, PortsTaken, answers, is_free, refuse_taken
from tests.ports import free_ports


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


def test_a_taken_port_is_named_with_the_setting_that_changes_it(taken: int) -> None:
    free = free_ports(1)[0]
    ports = (Port(free, "mailbox", "THIS_ONE"), Port(taken, "web application", "THAT_ONE"))
    with pytest.raises(PortsTaken, match=f"Port {taken} .web application.*THAT_ONE") as refusal:
        refuse_taken(ports)
    assert "THIS_ONE" not in str(refusal.value)


def test_one_port_cannot_serve_two_purposes() -> None:
    free = free_ports(1)[0]
    with pytest.raises(PortsTaken, match="SECOND"):
        refuse_taken((Port(free, "a", "FIRST"), Port(free, "b", "SECOND")))


def test_free_ports_pass_and_stay_free() -> None:
    one, two = free_ports(2)
    refuse_taken((Port(one, "a", "A"), Port(two, "b", "B")))
    assert (is_free(one), is_free(two)) == (True, True)


def test_a_port_answers_only_while_something_listens(taken: int) -> None:
    free = free_ports(1)[0]
    assert (answers(taken), is_free(taken)) == (True, False)
    assert (answers(free), is_free(free)) == (False, True)
