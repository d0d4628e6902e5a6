"""The raw value of a StreamField (JSON, as it is stored): to read its texts, or to copy it with others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.images.blocks import ImageBlock

TEXT_BLOCKS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Text:
    """A text in a stream: where it stands, and in which block (`None` for headings of tables).

    The place is made of the ids of blocks as far as they have any, else of numbers, and of names.
    """

    value: str
    block: blocks.Block | None
    path: Path


@dataclass(frozen=True)
class StreamConverter:
    """Copies a raw value with `convert_text` for each text and `convert_page` for the number of each chosen page."""

    convert_text: Callable[[Text], str]
    convert_page: Callable[[Any], Any] = lambda pk: pk

    def convert(self, block: blocks.Block, value: Any, path: Path = ()) -> Any:
        if value in (None, ""):
            return value
        if isinstance(block, blocks.PageChooserBlock):
            return self.convert_page(value)
        if isinstance(block, ImageBlock):
            return self._image(block, value, path)
        if isinstance(block, TEXT_BLOCKS):
            return self._text(value, block, path)
        if isinstance(block, BaseTypedTableBlock):
            return self._table(block, value, path)
        if isinstance(block, blocks.BaseStreamBlock):
            return [self._stream_child(block, child, path, number) for number, child in enumerate(value)]
        if isinstance(block, blocks.ListBlock):
            return [self._item(block.child_block, child, path, number) for number, child in enumerate(value)]
        if isinstance(block, blocks.BaseStructBlock):
            children = block.child_blocks
            return {
                name: self.convert(children[name], each, (*path, name)) if name in children else each
                for name, each in value.items()
            }
        return value

    def _text(self, value: Any, block: blocks.Block | None, path: Path) -> Any:
        return self.convert_text(Text(str(value), block, path)) if value else value

    def _image(self, block: Any, value: Any, path: Path) -> Any:
        if not isinstance(value, dict):  # a picture that was chosen before it had words
            return value
        alt_text = self._text(value.get("alt_text"), block.child_blocks["alt_text"], (*path, "alt_text"))
        return value | {"alt_text": alt_text}

    def _stream_child(self, block: Any, child: Any, path: Path, number: int) -> Any:
        kind = block.child_blocks.get(child["type"])
        if kind is None:
            return child
        return child | {"value": self.convert(kind, child["value"], (*path, child.get("id") or number))}

    def _item(self, block: Any, child: Any, path: Path, number: int) -> Any:
        if isinstance(child, dict) and child.get("type") == "item":
            return child | {"value": self.convert(block, child["value"], (*path, child.get("id") or number))}
        # Values that were given without ids, as the initial content gives them, stay so until an editor saves.
        return self.convert(block, child, (*path, number))

    def _table(self, block: Any, value: Any, path: Path) -> Any:
        kinds = [block.child_blocks[column["type"]] for column in value["columns"]]
        return {
            "caption": self._text(value.get("caption"), None, (*path, "caption")) or "",
            "columns": [
                column | {"heading": self._text(column["heading"], None, (*path, "heading", number)) or ""}
                for number, column in enumerate(value["columns"])
            ],
            "rows": [
                row | {"values": self._cells(kinds, row["values"], (*path, number))}
                for number, row in enumerate(value["rows"])
            ],
        }

    def _cells(self, kinds: list[Any], cells: list[Any], path: Path) -> list[Any]:
        return [
            self.convert(kind, cell, (*path, number))
            for number, (kind, cell) in enumerate(zip(kinds, cells, strict=True))
        ]
