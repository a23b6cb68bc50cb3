"""Simple drawn portraits in the manner of the illustration: flat colours, no faces of real people."""

import io
from functools import cache
from random import Random

from PIL import Image, ImageDraw

SIZE, FINE = 320, 3
GROUNDS = ("#F6E9F1", "#FFF4DC", "#E5F1E8", "#E3F0F6")
COATS = ("#6E2A57", "#84366A", "#2F5D43", "#1F5673", "#B8592B", "#4A5B8C")
SCARVES = ("#FFC44D", "#E7B7D3", "#9CC9B0", "#F2E3D5")
SKINS = ("#F3CDB3", "#E9B995", "#D9A57F", "#A87250", "#7B4F36")
HAIRS = ("#3A2A20", "#6B4A2E", "#A8783F", "#C9C2BC", "#E6E0DA", "#8C3B22")


@cache
def portrait(name: str, gender: str, age: int, dark: bool = False) -> bytes:
    """A JPEG of 320 × 320 pixels, the same for the same name."""
    chance = Random(f"portrait {name}")
    image = Image.new("RGB", (SIZE * FINE, SIZE * FINE), chance.choice(GROUNDS))
    draw = ImageDraw.Draw(image)
    skin = chance.choice(SKINS[3:] if dark else SKINS[:3])
    hair = chance.choice(HAIRS[3:5] if age >= 60 else HAIRS[:1] if dark else (*HAIRS[:3], HAIRS[5]))
    _shape(draw, "ellipse", (-30, 262, 350, 420), chance.choice(("#E7B7D3", "#CFE3D6")))
    if gender == "woman":
        _shape(draw, "rounded", (92, 66, 228, 214 if chance.random() < 0.6 else 176), hair, 66)
    _shape(draw, "rounded", (66, 206, 254, 400), chance.choice(COATS), 84)
    _shape(draw, "rounded", (138, 160, 182, 226), skin, 18)
    _shape(draw, "rounded", (110, 204, 210, 236), chance.choice(SCARVES), 16)
    _shape(draw, "ellipse", (104, 74, 216, 198), skin)
    _fringe(draw, hair, gender, chance)
    _face(draw, chance, age)
    keep = io.BytesIO()
    image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(keep, "JPEG", quality=88)
    return keep.getvalue()


def _shape(draw, kind: str, box: tuple, colour: str, radius: int = 0) -> None:
    box = [value * FINE for value in box]
    if kind == "ellipse":
        draw.ellipse(box, fill=colour)
    else:
        draw.rounded_rectangle(box, radius * FINE, fill=colour)


def _fringe(draw, hair: str, gender: str, chance: Random) -> None:
    """Hair over the forehead, parted to one side or straight."""
    box = [value * FINE for value in (100, 64, 220, 190)]
    start, end = chance.choice(((190, 350), (180, 360), (200, 345)))
    draw.chord(box, start, end, fill=hair)
    if gender == "man" and chance.random() < 0.4:
        draw.chord([value * FINE for value in (108, 96, 212, 204)], 35, 145, fill=hair)


def _face(draw, chance: Random, age: int) -> None:
    ink = "#2A1F2B"
    for x in (138, 182):
        _shape(draw, "ellipse", (x - 5, 132, x + 5, 142), ink)
    draw.arc([value * FINE for value in (140, 140, 180, 174)], 20, 160, fill=ink, width=4 * FINE)
    if age > 50 and chance.random() < 0.7:
        for x in (138, 182):
            draw.ellipse([v * FINE for v in (x - 15, 122, x + 15, 152)], outline=ink, width=3 * FINE)
        draw.line([v * FINE for v in (153, 136, 167, 136)], fill=ink, width=3 * FINE)
