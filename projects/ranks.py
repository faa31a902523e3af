"""Sort keys that leave room between any two of them, so that moving one record changes one record only.

A rank is the fraction 0.d1d2d3... written with 62 digits whose order is their order as bytes. Two people who insert
at the same place get different keys, because each key ends in random digits; what they inserted then stands side by
side instead of colliding.
"""

import secrets

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE = len(DIGITS)
TAIL_DIGITS = 4
HEAD_DIGITS = 3
FIRST = "V"
"""The first key of all stands in the middle: there is as much room before it as behind."""


def between(before: str | None, after: str | None) -> str:
    """A rank that sorts after `before` and before `after`; None stands for the very beginning or end."""
    if not before and after is None:
        return FIRST + _tail()
    low, high = before or "", after
    if high is not None and low >= high:
        return low + _tail()  # two records share a rank: stand right behind the first of them
    return _midpoint(low, high) + _tail()


def _tail() -> str:
    digits = "".join(secrets.choice(DIGITS) for _ in range(TAIL_DIGITS - 1))
    return digits + secrets.choice(DIGITS[1:])  # a key never ends in the zero digit: there is always room before it


def _midpoint(low: str, high: str | None) -> str:
    """A short fraction f with low < f < high such that every longer f + tail lies there too."""
    if high is None:
        return _successor(low)
    common = _common_digits(low, high)
    prefix, low, high = low[:common].ljust(common, DIGITS[0]), low[common:], high[common:]
    floor, ceiling = (_digit(low[0]) if low else 0), _digit(high[0]) if high else 0
    if ceiling - floor > 1:
        return prefix + DIGITS[(floor + ceiling) // 2]
    return prefix + DIGITS[floor] + _successor(low[1:])


def _successor(low: str) -> str:
    """Appending is by far the most frequent: it counts up instead of halving, so that keys stay short."""
    head, rest = low[:HEAD_DIGITS].ljust(HEAD_DIGITS, DIGITS[0]), low[HEAD_DIGITS:]
    number = sum(_digit(digit) * BASE**place for place, digit in enumerate(reversed(head))) + 1
    if number == BASE**HEAD_DIGITS:
        return head + _successor(rest)
    return "".join(DIGITS[number // BASE**place % BASE] for place in reversed(range(HEAD_DIGITS)))


def _common_digits(low: str, high: str) -> int:
    count = 0
    while count < len(high) and (low[count] if count < len(low) else DIGITS[0]) == high[count]:
        count += 1
    return count


def _digit(character: str) -> int:
    """The value of a digit. A stranger's file may hold anything: characters that are no digits count as the nearest."""
    return min(max(0, sum(digit <= character for digit in DIGITS) - 1), BASE - 1)
