"""Where a camera must stand to see a thing: boxes on the page to views of the frame's aspect."""

from layouts.motion.timeline import Camera
from layouts.shapes import Point, Rect


def fitted(box: Rect, aspect: float) -> Camera:
    """The closest camera that sees all of a box."""
    return Camera(*box.centre, max(box.width, box.height * aspect, 1.0))


def covering(box: Rect, aspect: float) -> Camera:
    """The farthest camera that sees nothing but the box."""
    return Camera(*box.centre, max(min(box.width, box.height * aspect), 1.0))


def kept_on(camera: Camera, box: Rect, aspect: float) -> Camera:
    """The camera moved so that it sees only the box; along a side on which its view is larger, the box is centred."""
    height = camera.width / aspect
    x = _kept(camera.x, camera.width, box.x, box.width)
    return Camera(x, _kept(camera.y, height, box.y, box.height), camera.width)


def _kept(middle: float, view: float, start: float, length: float) -> float:
    if view >= length:
        return start + length / 2
    return min(max(middle, start + view / 2), start + length - view / 2)


def moved_to_see(camera: Camera, box: Rect, aspect: float) -> Camera:
    """The camera moved as little as needed to see a box; widened if it is too narrow for it."""
    width = max(camera.width, box.width, box.height * aspect)
    height = width / aspect
    x = min(max(camera.x, box.right - width / 2), box.x + width / 2)
    y = min(max(camera.y, box.bottom - height / 2), box.y + height / 2)
    return Camera(x, y, width)


def closer(camera: Camera, factor: float, about: Point) -> Camera:
    """The camera moved in (`factor` below 1) so that `about` keeps its place in the frame."""
    return Camera(
        about.x + (camera.x - about.x) * factor, about.y + (camera.y - about.y) * factor, camera.width * factor
    )


def united(boxes: list[Rect]) -> Rect:
    """The smallest box round all of them (at least one)."""
    return Rect.around(corner for box in boxes for corner in box.corners)
