"""A portrait, made small: square, upright, and without anything the camera wrote into it."""

from io import BytesIO

from PIL import Image, ImageOps

SIDE = 320
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 24_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


class BadPicture(ValueError):
    """``reason`` is too_large (bytes or pixels) or unreadable."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def portrait(upload) -> bytes:
    """The uploaded file as a JPEG of 320 by 320 pixels, cut around the middle. Raises ``BadPicture``."""
    if upload.size > MOST_BYTES:
        raise BadPicture("too_large")
    content = upload.read()
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            picture.verify()
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise BadPicture("too_large")
            return _small(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadPicture("too_large") from None
    except (OSError, SyntaxError, ValueError) as error:
        if isinstance(error, BadPicture):
            raise
        raise BadPicture("unreadable") from None


def _small(picture: Image.Image) -> bytes:
    """Pixels only: nothing of the original file, such as the place it was taken, comes along."""
    upright = ImageOps.exif_transpose(picture)
    on_white = Image.new("RGB", upright.size, "white")
    seen = upright.convert("RGBA")
    on_white.paste(seen, mask=seen.getchannel("A"))
    answer = BytesIO()
    ImageOps.fit(on_white, (SIDE, SIDE)).save(answer, "JPEG", quality=85, optimize=True)
    return answer.getvalue()
