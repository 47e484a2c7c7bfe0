"""What travels to the engine: terse, encrypted but for what operators read, and never in doubt."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from temporalio.api.common.v1 import Payload

from payloads import Encryption, Payloads, Unreadable, converter_with
from policy.acts import DecisionGiven, Outcome, Submission
from policy.concerns import Reported
from policy.holders import Holder
from policy.tasks import Purpose, Task
from tests.converting import CONVERTER, KEY
from tests.records.samples import a_submission

NEWER = KEY[::-1]
HOLDER = Holder("100101")


def in_the_clear(value: object) -> Payload:
    (payload,) = Payloads().to_payloads([value])
    return payload


def test_what_travels_is_terse_and_reads_back_the_same() -> None:
    task = Task(Purpose.SIGN, "manager", "1003", datetime.now(UTC))
    converter = Payloads()
    for value in (HOLDER, task, replace(task, about="das", reminders=2)):
        assert converter.from_payload(in_the_clear(value), type(value)) == value
    assert in_the_clear(HOLDER).data == b'{"person":"100101"}'


def test_arrangements_under_the_same_rules_share_one_plan_and_no_others_do() -> None:
    one, same = a_submission(), a_submission("TA-00000002", "100102")
    stricter = replace(one, plan=replace(one.plan, version="2", decider=None))
    sent = Payloads().to_payloads([one, same, stricter])
    read: list[Submission] = Payloads().from_payloads(sent, [Submission] * len(sent))
    assert read == [one, same, stricter]
    assert read[0].plan is read[1].plan
    assert read[0].plan is not read[2].plan


async def test_acts_and_results_are_encrypted_and_read_back_the_same() -> None:
    submission = a_submission()
    decision = DecisionGiven(Outcome.APPROVED, "It serves the agency.", submission.by)
    told = Reported("injury", "employee", {"what": "A fall. " * 400}, submission.by)
    values = [submission, decision, told, [HOLDER], {"name": "Amara Rivera"}]
    kinds = [Submission, DecisionGiven, Reported, list[Holder], dict[str, str]]
    sent = await CONVERTER.encode(values)
    assert await CONVERTER.decode(sent, kinds) == values
    assert {each.metadata["encoding"] for each in sent} == {b"binary/encrypted"}
    assert not [each for each in sent if b'"' in each.data[:2] or b"Amara" in each.data]


async def test_labels_references_and_nothing_stay_readable_to_operators() -> None:
    values = ["Copy due to DAS by 2026-11-30", "TA-7K3M-9QXD", None, True, 3]
    sent = await CONVERTER.encode(values)
    assert sent == [in_the_clear(value) for value in values]
    assert await CONVERTER.decode(sent) == values


async def test_what_is_long_takes_a_fourth_of_its_length() -> None:
    told = Reported("injury", "employee", {"what": "A fall. " * 400}, a_submission().by)
    (sent,) = await CONVERTER.encode([told])
    assert len(sent.data) < len(in_the_clear(told).data) / 4


async def test_the_same_value_looks_different_each_time() -> None:
    one, other = await CONVERTER.encode([HOLDER, HOLDER])
    assert one.data != other.data


async def test_the_newest_key_encrypts_and_every_key_reads() -> None:
    before = await converter_with((KEY,)).encode([HOLDER])
    both = converter_with((NEWER, KEY))
    after = await both.encode([HOLDER])
    assert await both.decode([*before, *after], [Holder, Holder]) == [HOLDER, HOLDER]
    assert await converter_with((NEWER,)).decode(after, [Holder]) == [HOLDER]
    with pytest.raises(Unreadable, match="which is not among ours"):
        await converter_with((KEY,)).decode(after, [Holder])


async def test_what_was_stored_before_there_were_keys_is_read() -> None:
    assert await CONVERTER.decode([in_the_clear(HOLDER)], [Holder]) == [HOLDER]


@pytest.mark.parametrize("place", [0, 12, -1])
async def test_what_was_altered_is_not_read(place: int) -> None:
    (sent,) = await CONVERTER.encode([HOLDER])
    altered = bytearray(sent.data)
    altered[place] ^= 1
    sent.data = bytes(altered)
    with pytest.raises(Unreadable, match="altered since it was encrypted"):
        await CONVERTER.decode([sent], [Holder])


def test_there_is_no_encryption_without_a_key() -> None:
    with pytest.raises(ValueError, match="at least one key is needed"):
        Encryption(())
