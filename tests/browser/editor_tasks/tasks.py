"""A task of an editor, and the list that its module registers it in."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Task:
    """One thing that somebody wants to get done, and the role that it belongs to.

    `do` is given the desk of that role and answers in a few words what stood on the screen at the end.
    """

    name: str
    title: str
    role: str
    do: Callable


@dataclass
class Tasks:
    """The tasks of one subject, in the order in which they are walked."""

    subject: str
    all: list[Task] = field(default_factory=list)

    def __call__(self, title, role):
        def register(do):
            self.all.append(Task(do.__name__, title, role, do))
            return do

        return register
