"""Where in a frame a figure of a picture stands: what leads from any film frame back to the drawn picture.

A frame shows a picture through nothing but maps of the plane: its place on the page, the shift of the figure's layer,
the camera. Their inverse brings the frame's pixels back to where they were drawn.
"""

from dataclasses import dataclass

from PySide6.QtGui import QTransform

from layouts.display_list import DrawImage
from layouts.motion.stages import Pose
from layouts.shapes import Affine, Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A figure of a panel's picture in a frame.

    figure   its place among the panel's cutouts
    picture  what the page draws there
    ground   from the picture (1 wide, 1 high) to the frame's pixels, for what does not move before the ground
    own      the same for the figure, with the shift of its layer
    """

    figure: int
    picture: DrawImage
    ground: Affine
    own: Affine


def sighted(figure: int, picture: DrawImage, pose: Pose | None, to_frame: QTransform) -> Sighting:
    """A figure at a moment. `to_frame` leads from the page (mm) to pixels; without a pose the picture is flat."""
    camera = Affine(to_frame.m11(), to_frame.m12(), to_frame.m21(), to_frame.m22(), to_frame.m31(), to_frame.m32())
    shift = _shift(figure, pose)
    return Sighting(
        figure=figure,
        picture=picture,
        ground=picture.placing.then(camera),
        own=picture.placing.then(shift).then(camera),
    )


def _shift(figure: int, pose: Pose | None) -> Affine:
    for layer in pose.stage.layers if pose is not None else ():
        if figure in layer.figures:
            assert pose is not None
            return _onto(layer.raster.box, pose.place(layer))
    return Affine()


def _onto(box: Rect, place: Rect) -> Affine:
    """The map that lays one box over another."""
    across, down = place.width / box.width, place.height / box.height
    return Affine(across, 0, 0, down, place.x - box.x * across, place.y - box.y * down)
