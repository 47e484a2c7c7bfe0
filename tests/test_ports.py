"""What tests start finds its port free, however many processes look for one at a time."""

import socket

from tests.ports import FIRST, LAST, free_port, free_ports


def test_a_port_is_given_once_though_nothing_listens_yet() -> None:
    ports = free_ports(50)
    assert len({*ports, free_port()}) == 51
    assert all(FIRST <= port < LAST for port in ports)


def test_a_port_that_is_taken_is_passed_over() -> None:
    first = free_port()
    taken = first + 1 if first + 1 < LAST else FIRST
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", taken))
        assert free_port() != taken
