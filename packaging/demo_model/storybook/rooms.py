"""Indoor places."""

from __future__ import annotations

from collections.abc import Callable

from storybook import furniture
from storybook.palette import Rgb
from storybook.scene import Place
from storybook.stage import Stage

_WALLS: tuple[Rgb, ...] = ((246, 214, 222), (214, 234, 206), (250, 228, 190), (222, 212, 242))


def _bedroom(s: Stage) -> None:
    furniture.room(s, s.pick((188, 212, 244), *_WALLS), (214, 170, 126))
    furniture.window(s, s.width * 0.3 + s.jitter(4), s.ground - 92, 1.0)
    furniture.garland(s, s.width * 0.52, s.width * 0.98, s.ground - 128)
    furniture.bed(s, s.width - 26, s.ground + 26)
    furniture.rug(s, s.pick((246, 160, 162), (164, 200, 240), (250, 220, 140)))


def _living_room(s: Stage) -> None:
    furniture.room(s, s.pick((250, 232, 196), *_WALLS), (192, 144, 104))
    furniture.window(s, s.width * 0.2 + s.jitter(4), s.ground - 94, 0.9)
    furniture.framed_picture(s, s.width * 0.66, s.ground - 112)
    furniture.sofa(s, s.width * 0.68, s.ground + 22, s.pick((76, 160, 170), (208, 108, 92), (120, 132, 200)))
    furniture.lamp(s, s.width * 0.07, s.ground + 20)
    furniture.rug(s, s.pick((240, 190, 150), (170, 206, 190)))


def _library(s: Stage) -> None:
    furniture.room(s, (236, 206, 168), (176, 122, 86))
    cases = max(2, round(s.width / 96))
    for index in range(cases):
        left = s.width * index / cases + 4
        furniture.bookcase(s, left, s.width * (index + 1) / cases - 4, 18, s.ground + 4)
    furniture.rug(s, s.pick((150, 190, 160), (216, 120, 104)))


def _kitchen(s: Stage) -> None:
    furniture.room(s, s.pick((252, 244, 214), *_WALLS), (230, 208, 182))
    furniture.window(s, s.width * 0.5 + s.jitter(6), s.ground - 112, 0.85)
    furniture.jars(s, s.width * 0.84, s.ground - 104)
    furniture.counter(s, s.ground + 8, s.pick((104, 176, 190), (236, 150, 122), (150, 186, 132)))


def _classroom(s: Stage) -> None:
    furniture.room(s, s.pick((250, 238, 206), *_WALLS), (206, 164, 122))
    furniture.blackboard(s, s.width * 0.3, s.ground - 128, s.width * 0.84, s.ground - 46)
    furniture.window(s, s.width * 0.1, s.ground - 90, 0.72)
    furniture.desk(s, s.width * 0.86, s.ground + 28)
    furniture.potted_plant(s, s.width * 0.08, s.ground + 22)


ROOMS: dict[Place, Callable[[Stage], None]] = {
    Place.BEDROOM: _bedroom,
    Place.LIVING_ROOM: _living_room,
    Place.LIBRARY: _library,
    Place.KITCHEN: _kitchen,
    Place.CLASSROOM: _classroom,
}
