"""A set of projects, and the only place that knows how it is kept.

A set is one whole number with a bit for each position: ten thousand projects take little more than a kilobyte.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from operator import or_


class ProjectSet:
    """Positions in the index of projects; a set is never changed."""

    def __init__(self, positions: Iterable[int] = ()) -> None:
        positions = list(positions)
        marks = bytearray(max(positions, default=-1) // 8 + 1)
        for position in positions:
            marks[position >> 3] |= 1 << (position & 7)
        self._bits = int.from_bytes(marks, "little")

    @staticmethod
    def union(sets: Iterable["ProjectSet"]) -> "ProjectSet":
        return reduce(or_, sets, ProjectSet())

    def __and__(self, other: "ProjectSet") -> "ProjectSet":
        return _of_bits(self._bits & other._bits)

    def __or__(self, other: "ProjectSet") -> "ProjectSet":
        return _of_bits(self._bits | other._bits)

    def __sub__(self, other: "ProjectSet") -> "ProjectSet":
        return _of_bits(self._bits & ~other._bits)

    def __len__(self) -> int:
        return self._bits.bit_count()

    def __contains__(self, position: int) -> bool:
        marks = self._marks
        return position >> 3 < len(marks) and bool(marks[position >> 3] >> (position & 7) & 1)

    def __iter__(self) -> Iterator[int]:
        return (position for position in range(self._bits.bit_length()) if position in self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ProjectSet) and self._bits == other._bits

    def __hash__(self) -> int:
        return hash(self._bits)

    @cached_property
    def _marks(self) -> bytes:
        """To look positions up one by one: out of the whole number, each would copy all of it."""
        return self._bits.to_bytes((self._bits.bit_length() + 7) // 8, "little")


def _of_bits(bits: int) -> ProjectSet:
    made = ProjectSet()
    made._bits = bits
    return made
