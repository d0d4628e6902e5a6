"""The picture that stands for a page without one when it is shared: its title on the blue of the site.

Drawn by Pillow with the site's own typeface (`pages/assets/`, SIL OFL 1.1), 1200 by 630 pixels, as social
networks ask for it.
"""

import hashlib
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.urls import reverse
from PIL import Image, ImageDraw, ImageFont
from wagtail.models import Page

WIDTH, HEIGHT, MARGIN = 1200, 630, 90
DEEP, BLUE, YELLOW, WHITE, PALE = "#0a1f4d", "#0033a0", "#ffb81c", "#ffffff", "#d3e0f8"
FONT = Path(__file__).parent / "assets" / "open-sans-card.ttf"
SIZES = (84, 72, 60, 50, 42)
LINES = 5


def digest(page: Page) -> str:
    """Changes whenever the picture would."""
    return hashlib.sha256(f"1:{page.title}".encode()).hexdigest()[:12]


def address(page: Page) -> str:
    """The path of the picture."""
    return reverse("social_card", args=(page.pk, digest(page)))


@lru_cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The typeface of the site at a size in pixels."""
    return ImageFont.truetype(str(FONT), size)


def _lines(words: list[str], font: ImageFont.FreeTypeFont, room: int) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def draw(title: str, site_name: str) -> bytes:
    """The PNG of a title; a long one is set smaller, a very long one is cut."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), DEEP)
    pen = ImageDraw.Draw(picture)
    pen.polygon([(0, HEIGHT), (0, 520), (420, 470), (860, 540), (WIDTH, 460), (WIDTH, HEIGHT)], fill=BLUE)
    for stop in range(14):
        across = MARGIN + stop * 78
        pen.ellipse((across, 548 - stop * 4, across + 8, 556 - stop * 4), fill=PALE)
    pen.regular_polygon((WIDTH - 120, 500, 30), 8, rotation=22.5, fill=YELLOW)

    for size in SIZES:
        chosen = font(size)
        lines = _lines(title.split(), chosen, WIDTH - 2 * MARGIN)
        if len(lines) * size * 1.2 <= 330 and all(chosen.getlength(line) <= WIDTH - 2 * MARGIN for line in lines):
            break
    pen.text((MARGIN, 70), site_name, font=font(36), fill=YELLOW)
    pen.multiline_text((MARGIN, 140), "\n".join(lines[:LINES]), font=chosen, fill=WHITE, spacing=size * 0.2)
    result = BytesIO()
    picture.quantize(64).save(result, "PNG", optimize=True)
    return result.getvalue()
