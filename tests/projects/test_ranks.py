"""Sort keys."""

from hypothesis import given
from hypothesis import strategies as st

from projects import ranks

KEYS = st.text(alphabet=ranks.DIGITS, min_size=1, max_size=12).filter(lambda key: not key.endswith("0"))


@given(KEYS, KEYS)
def test_there_is_room_between_any_two_keys(one: str, other: str) -> None:
    low, high = sorted((one, other))
    if low != high:
        assert low < ranks.between(low, high) < high


@given(KEYS)
def test_there_is_room_before_and_behind_every_key(key: str) -> None:
    assert ranks.between(None, key) < key < ranks.between(key, None)


def test_keys_stay_short_when_a_thousand_records_are_added_at_the_end() -> None:
    key = None
    for _ in range(1000):
        key = ranks.between(key, None)
    assert key is not None
    assert len(key) < 12


@given(st.lists(st.integers(0, 100), max_size=60))
def test_inserting_anywhere_keeps_the_order(places: list[int]) -> None:
    keys: list[str] = []
    for place in places:
        at = place % (len(keys) + 1)
        before, behind = (keys[at - 1] if at else None), (keys[at] if at < len(keys) else None)
        keys.insert(at, ranks.between(before, behind))
    assert keys == sorted(set(keys))


@given(st.text(max_size=8), st.text(max_size=8))
def test_keys_of_a_strangers_file_do_no_harm(one: str, other: str) -> None:
    assert set(ranks.between(one, other)) <= set(ranks.DIGITS) | set(one) | set(other)


def test_two_people_who_insert_at_the_same_place_get_different_keys() -> None:
    assert len({ranks.between("a", "b") for _ in range(50)}) > 45
