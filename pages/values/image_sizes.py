"""The shapes in which pictures appear, with the sizes that the layout needs.

One place for the templates, which ask for them, and for the upload, which draws them beforehand.
"""

from dataclasses import dataclass

FORMATS = "format-{avif,webp,jpeg}"


@dataclass(frozen=True)
class Shape:
    """A shape: what is cut out, at which widths, and how wide it stands on which screen."""

    sizing: str
    sizes: str

    @property
    def specs(self) -> list[str]:
        """The filter specifications, for `Filter.expand_spec`."""
        return [self.sizing, FORMATS]


SHAPES = {
    "card": Shape("fill-{360x240,720x480}", "(min-width: 64rem) 22rem, (min-width: 44rem) 46vw, 92vw"),
    # The same sizes as a card, so that a picture seen on a card is there already when its page opens.
    "head": Shape("fill-{360x240,720x480}", "(min-width: 60rem) 26rem, (min-width: 44rem) 40rem, 92vw"),
    "figure": Shape("width-{360,720,1080}", "(min-width: 44rem) 40rem, 92vw"),
    "logo": Shape("max-{320x120,640x240}", "10rem"),
}
SOCIAL_CARD = "fill-1200x630|format-jpeg"
