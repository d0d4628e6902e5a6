"""The vocabulary of a page's body, the entries of the lists that pages carry, and links.

A block shapes and checks a value; it carries no colour, no size and no switch of presentation.
Blocks name models by string and never import one.
"""

from pages.blocks.body import BodyBlock, anchor
from pages.blocks.entries import (
    AdvantageBlock,
    DoorBlock,
    KeyFigureBlock,
    MenuGroupBlock,
    MomentBlock,
    NoteBlock,
    SocialAccountBlock,
    SourceBlock,
    StrandBlock,
)
from pages.blocks.links import LabelledLinkBlock

__all__ = [
    "AdvantageBlock",
    "BodyBlock",
    "DoorBlock",
    "KeyFigureBlock",
    "LabelledLinkBlock",
    "MenuGroupBlock",
    "MomentBlock",
    "NoteBlock",
    "SocialAccountBlock",
    "SourceBlock",
    "StrandBlock",
    "anchor",
]
