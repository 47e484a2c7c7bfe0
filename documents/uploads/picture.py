"""Pictures: opened whole, and drawn anew without anything but what one sees."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from documents.uploads.rules import JPEG, MOST_PIXELS, TITLES, Examined, Unfit

QUALITY = 90
_SHOWN = frozenset({"L", "RGB"})
_TOO_LARGE = "is a picture of more than 40 megapixels. Make it smaller, and upload it again"
_DAMAGED = "cannot be opened: the picture is cut short or damaged. Save it again, and upload that"


def redraw(content: bytes, media_type: str) -> Examined:
    """The picture as it is seen, turned upright: no camera data, place, comment or second picture.

    Raises Unfit for one that is too large (before it is unpacked) or not whole.
    """
    try:
        with Image.open(io.BytesIO(content), formats=[TITLES[media_type]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unfit(_TOO_LARGE)
            picture.load()
            upright = _plain(ImageOps.exif_transpose(picture), media_type)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit(_TOO_LARGE) from error
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
        raise Unfit(_DAMAGED) from error
    return Examined(_written(upright, media_type), media_type, 1)


def _plain(picture: Image.Image, media_type: str) -> Image.Image:
    """Gray or color, with transparency where there is some, and with nothing else attached."""
    see_through = media_type != JPEG and picture.has_transparency_data
    if see_through:
        picture = picture.convert("RGBA")
    elif picture.mode not in _SHOWN:
        picture = picture.convert("RGB")
    picture.info = {}
    return picture


def _written(picture: Image.Image, media_type: str) -> bytes:
    drawn = io.BytesIO()
    if media_type == JPEG:
        picture.save(drawn, "JPEG", quality=QUALITY)
    else:
        picture.save(drawn, "PNG")
    return drawn.getvalue()
