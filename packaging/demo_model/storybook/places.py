"""Backdrops: simple stages with a sky, something far away and open ground for the figures."""

from __future__ import annotations

from collections.abc import Callable

from storybook import buildings, scenery
from storybook.palette import Rgb, lighter, mix
from storybook.rooms import ROOMS
from storybook.scene import Place, Time
from storybook.stage import Stage


def draw_place(stage: Stage, place: Place) -> None:
    """Paint `place` over the whole stage."""
    _PLACES[place](stage)


def _meadow(s: Stage) -> None:
    scenery.sky(s)
    scenery.hill(s, s.ground - 34, 16, (160, 212, 126))
    scenery.hill(s, s.ground - 2, -10, (126, 196, 94))
    scenery.round_tree(s, s.width * 0.1, s.ground + 4, 1.0)
    scenery.flowers(s, 9)


def _forest(s: Stage) -> None:
    scenery.sky(s)
    s.pen.box(0, s.ground - 70, s.width, s.height, (98, 158, 104))
    step = 46.0
    for index in range(int(s.width / step) + 2):
        shade = (66, 134, 84) if index % 2 else (80, 150, 94)
        scenery.pine(s, index * step - 10 + s.jitter(4), s.ground + 2, 1.5, shade)
    scenery.hill(s, s.ground, 6, (116, 178, 92))
    scenery.pine(s, 4 + s.jitter(4), s.ground + 34, 2.2, (46, 112, 74))
    scenery.pine(s, s.width - 4 + s.jitter(4), s.ground + 34, 2.2, (46, 112, 74))


def _beach(s: Stage) -> None:
    scenery.sky(s)
    sea = {Time.DAY: (62, 168, 220), Time.SUNSET: (196, 130, 150), Time.NIGHT: (46, 80, 156)}
    horizon = s.ground - 40
    s.pen.box(0, horizon, s.width, s.height, sea[s.time])
    scenery.waves(s, horizon + 8, s.ground - 2, lighter(sea[s.time], 0.4))
    scenery.sailboat(s, s.width * 0.74 + s.jitter(6), horizon + 8)
    scenery.hill(s, s.ground - 2, 4, (252, 250, 242))
    scenery.hill(s, s.ground + 4, 4, (250, 222, 158))
    scenery.palm(s, s.width * 0.08, s.ground + 22)


def _street(s: Stage) -> None:
    scenery.sky(s)
    scenery.hill(s, s.ground - 34, 14, (158, 208, 130))
    count = max(2, round(s.width / 84))
    roofs: tuple[Rgb, ...] = ((216, 88, 70), (86, 128, 196), (226, 148, 66))
    walls: tuple[Rgb, ...] = ((252, 238, 208), (250, 222, 200), (236, 240, 236))
    for index in range(count):
        x = s.width * (index + 0.5) / count + s.jitter(4)
        buildings.house(s, x, s.ground + 6, 1.25, wall=walls[index % 3], roof=roofs[index % 3])
    s.pen.box(0, s.ground + 4, s.width, s.height, (142, 200, 108))
    scenery.road(s, s.ground + 12, (232, 210, 168))


def _mountains(s: Stage) -> None:
    scenery.sky(s)
    far: Rgb = (132, 158, 200)
    scenery.peak(s, s.width * 0.24 + s.jitter(6), s.ground, 118, far)
    scenery.peak(s, s.width * 0.78 + s.jitter(6), s.ground, 136, mix(far, (90, 110, 170), 0.3))
    scenery.hill(s, s.ground - 10, 10, (226, 238, 250))
    scenery.pine(s, s.width * 0.07, s.ground + 10, 1.3, (70, 128, 110))
    scenery.pine(s, s.width * 0.95, s.ground + 12, 1.5, (70, 128, 110))
    scenery.hill(s, s.ground + 8, -6, (246, 250, 255))


def _castle(s: Stage) -> None:
    scenery.sky(s)
    scenery.hill(s, s.ground - 20, 16, (150, 206, 124))
    buildings.castle(s, s.width * 0.5 + s.jitter(4), s.ground + 6)
    scenery.hill(s, s.ground + 4, 5, (130, 196, 102))
    scenery.path_to(s, s.ground + 8, (236, 216, 174))


def _lake(s: Stage) -> None:
    scenery.sky(s)
    water = {Time.DAY: (100, 188, 232), Time.SUNSET: (226, 160, 140), Time.NIGHT: (58, 90, 168)}
    scenery.hill(s, s.ground - 56, 14, (134, 190, 140))
    s.pen.box(0, s.ground - 42, s.width, s.ground + 14, water[s.time])
    scenery.waves(s, s.ground - 34, s.ground + 2, lighter(water[s.time], 0.42))
    scenery.hill(s, s.ground + 10, 5, (138, 200, 104))
    scenery.round_tree(s, s.width * 0.93, s.ground + 18, 1.25)
    scenery.reeds(s, s.width * 0.06, s.ground + 16)


def _city(s: Stage) -> None:
    scenery.sky(s)
    colors: tuple[Rgb, ...] = ((168, 196, 224), (240, 190, 160), (188, 214, 184), (216, 196, 230), (246, 216, 160))
    count = max(4, round(s.width / 52))
    wide = s.width / count
    for index in range(count):
        high = (120, 88, 142, 100, 130)[(index + s.pick(0, 1, 2)) % 5]
        color = colors[index % 5]
        buildings.tower_block(s, index * wide + 2, s.ground + 6, width=wide - 4, high=high, color=color)
    s.pen.box(0, s.ground, s.width, s.ground + 24, (216, 212, 208))
    s.pen.box(0, s.ground + 22, s.width, s.height, (126, 130, 146))
    for index in range(int(s.width / 64) + 1):
        s.pen.box(index * 64, s.height - 30, index * 64 + 34, s.height - 23, (246, 240, 210), rounded=2)


def _desert(s: Stage) -> None:
    scenery.sky(s)
    scenery.hill(s, s.ground - 30, 18, (236, 190, 120))
    scenery.hill(s, s.ground - 8, -14, (244, 206, 138))
    scenery.hill(s, s.ground + 14, 10, (250, 220, 156))
    scenery.cactus(s, s.width * 0.1 + s.jitter(4), s.ground + 20, 1.2)
    scenery.cactus(s, s.width * 0.92 + s.jitter(4), s.ground + 6, 0.8)


def _farm(s: Stage) -> None:
    scenery.sky(s)
    scenery.hill(s, s.ground - 26, 14, (166, 210, 120))
    buildings.barn(s, s.width * 0.72 + s.jitter(6), s.ground + 4)
    scenery.fence(s, s.ground + 10, (246, 238, 222))
    scenery.hill(s, s.ground + 8, 4, (144, 200, 104))
    scenery.sunflower(s, s.width * 0.07, s.ground + 34, 1.0)


def _campsite(s: Stage) -> None:
    scenery.sky(s)
    s.pen.box(0, s.ground - 46, s.width, s.height, (110, 170, 118))
    for index in range(int(s.width / 44) + 2):
        shade = (70, 138, 96) if index % 2 else (88, 156, 104)
        scenery.pine(s, index * 44 - 4 + s.jitter(4), s.ground - 8, 1.25, shade)
    scenery.hill(s, s.ground - 4, 6, (134, 190, 104))
    buildings.tent(s, s.width * 0.2, s.ground + 26, s.pick((246, 150, 64), (222, 84, 78), (88, 140, 214)))
    buildings.campfire(s, s.width * 0.86, s.ground + 34)


def _moon(s: Stage) -> None:
    s.pen.box(0, 0, s.width, s.height, (28, 28, 72))
    scenery.stars(s)
    scenery.earth(s, s.width * 0.76 + s.jitter(6), s.height * 0.2)
    scenery.hill(s, s.ground, 8, (204, 206, 222))
    for share, drop, half in ((0.14, 20, 18), (0.5, 40, 24), (0.84, 18, 16), (0.9, 62, 26), (0.2, 72, 24)):
        s.pen.spot(s.width * share, s.ground + drop, half, half * 0.3, (172, 176, 200))
    buildings.rocket(s, s.width * 0.11, s.ground + 22)


def _garden(s: Stage) -> None:
    scenery.sky(s)
    s.pen.box(0, s.ground - 8, s.width, s.height, (150, 206, 118))
    scenery.fence(s, s.ground + 8, (255, 252, 244))
    for share, size in ((0.09, 1.4), (0.25, 0.85), (0.78, 0.85), (0.93, 1.25)):
        scenery.sunflower(s, s.width * share + s.jitter(3), s.ground + 22, size)
    scenery.hill(s, s.ground + 14, 4, (136, 200, 104))
    scenery.flowers(s, 7)


_OUTDOORS: dict[Place, Callable[[Stage], None]] = {
    Place.MEADOW: _meadow,
    Place.FOREST: _forest,
    Place.BEACH: _beach,
    Place.STREET: _street,
    Place.MOUNTAINS: _mountains,
    Place.CASTLE: _castle,
    Place.LAKE: _lake,
    Place.CITY: _city,
    Place.DESERT: _desert,
    Place.FARM: _farm,
    Place.CAMPSITE: _campsite,
    Place.MOON: _moon,
    Place.GARDEN: _garden,
}
_PLACES = {**_OUTDOORS, **ROOMS}
