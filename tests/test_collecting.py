"""What the processes of tests hold from collecting on costs them no time afterwards."""

import gc


def test_what_is_needed_to_the_end_is_not_looked_through_again() -> None:
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
