"""What is seen: the page as it is drawn, moved smoothly, with words when it is their time."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter
from PySide6.QtGui import QImage

from layouts.motion.direction import FilmStyle
from layouts.motion.planning import plan
from layouts.motion.projector import Projector
from layouts.motion.timeline import Camera, Keyframe, Scene, Timeline, TransitionKind
from layouts.page import Binding, Page, Panel, PanelId, Picture
from layouts.painter import paint_pillow
from layouts.shapes import MM_PER_INCH
from tests.layouts.motion.small_film import SMALL, SmallFilm, film_page
from tests.layouts.sample_pages import SQUARE, draw_picture, page_of


def pixels(image: QImage) -> np.ndarray:
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return raw[:, : image.width(), 2::-1].astype(int)


def blurred(picture: np.ndarray) -> np.ndarray:
    soft = Image.fromarray(picture.astype(np.uint8)).filter(ImageFilter.GaussianBlur(2))
    return np.asarray(soft, dtype=int)


def test_every_frame_has_the_size_of_the_film(film: SmallFilm, timeline: Timeline) -> None:
    projector = Projector(timeline, film)
    for at in (0.0, timeline.length_s / 3, timeline.length_s, 1e9):
        frame = projector.frame_at(at)
        assert (frame.width(), frame.height()) == (timeline.width, timeline.height)


def test_when_all_is_read_the_frame_shows_the_page_as_it_is_printed(film: SmallFilm) -> None:
    style = FilmStyle(width=640, height=360, pace=5.0)
    made = plan([film.pages["comic"]], style)
    frame = pixels(Projector(made, film).frame(made.frames - 1))
    camera, drawing = made.scenes[0].keys[-1].camera, film.pages["comic"].composition.display_list
    scale = made.width / camera.width
    page = paint_pillow(drawing, scale * 4 * MM_PER_INCH)
    size = (round(drawing.width_mm * scale), round(drawing.height_mm * scale))
    wanted = np.asarray(page.resize(size, Image.Resampling.BOX), dtype=int)
    view = camera.view(made.aspect)
    left, top = round(-view.x * scale), round(-view.y * scale)
    shown = frame[top : top + size[1], left : left + size[0]]
    soft = [blurred(one) for one in (shown, wanted[: shown.shape[0], : shown.shape[1]])]
    assert np.abs(soft[0] - soft[1]).mean() < 2


def test_words_are_not_seen_before_their_time(film: SmallFilm) -> None:
    made = plan([film.pages["manga"]], FilmStyle(width=320, height=180))
    cue = made.scenes[0].cues[0]
    still = Projector(made, film)
    before, shown = pixels(still.frame_at(cue.at_s - 0.05)), pixels(still.frame_at(cue.at_s + 0.6))
    paper = (shown > 245).all(axis=-1) & ~(before > 245).all(axis=-1)
    assert paper.mean() > 0.002  # a white balloon has come


def test_scrubbing_back_and_forth_shows_the_same_frames(film: SmallFilm, timeline: Timeline) -> None:
    numbers = [0, timeline.frames - 1, timeline.frames // 2, 5, timeline.frames // 2, 0]
    projector = Projector(timeline, film)
    jumped = {number: pixels(projector.frame(number)) for number in numbers}
    for number in sorted(set(numbers)):
        assert (pixels(Projector(timeline, film).frame(number)) == jumped[number]).all()


def test_only_a_few_pages_are_kept_in_memory(film: SmallFilm, timeline: Timeline) -> None:
    projector = Projector(timeline, film)
    film.asked.clear()
    for index in range(len(timeline.scenes)):
        projector.frame_at(timeline.start_s(index) + 0.01)
    assert len(film.asked) == len(timeline.scenes)  # each painted once, though turns show two
    projector.frame_at(0.0)
    assert len(film.asked) == len(timeline.scenes) + 1  # the first one was let go


def test_depth_draws_no_line_where_the_picture_ends_under_a_band(film: SmallFilm) -> None:
    made = plan([film.pages["story"]], FilmStyle(width=640, height=360))
    shot = made.scenes[0].shots[0]
    at = shot.at_s + shot.length_s * 0.3
    deep, flat = (pixels(Projector(made, film, parallax=depth).frame_at(at)) for depth in (1e-6, 0.0))
    assert np.abs(deep - flat).mean(axis=(1, 2)).max() < 1.5  # no row of the frame differs


def marked_page(folder: Path) -> Page:
    """A black page with one soft white spot."""
    across, down = np.meshgrid(np.arange(400), np.arange(400))
    spot = 255 * np.exp(-((across - 200) ** 2 + (down - 200) ** 2) / (2 * 9.0**2))
    path = folder / "spot.png"
    Image.fromarray(spot.astype(np.uint8)).convert("RGB").save(path)
    panel = Panel(
        id=PanelId("A"),
        frame=SQUARE.trim_box(SQUARE.sheet_of_page(1)).corners,
        picture=Picture(path=path, pixels=(400, 400)),
    )
    return Page(format=SQUARE, panels=(panel,))


def test_a_slow_move_does_not_jitter(tmp_path: Path) -> None:
    page = film_page("spot", marked_page(tmp_path))
    keys = (
        Keyframe(at_s=0.0, camera=Camera(100, 100, 160)),
        Keyframe(at_s=4.0, camera=Camera(112, 108, 120)),
    )
    made = Timeline(width=320, height=180, rate=24, scenes=(Scene(page_id="spot", frames=96, keys=keys),))
    projector = Projector(made, SmallFilm(page))
    places = []
    for number in range(96):
        light = pixels(projector.frame(number)).sum(axis=-1).astype(float)
        light[light < 60] = 0
        down, across = np.mgrid[0 : light.shape[0], 0 : light.shape[1]]
        places.append(((across * light).sum() / light.sum(), (down * light).sum() / light.sum()))
    steps = np.diff(np.array(places), axis=0)
    assert np.abs(steps).max() > 0.5  # it moves
    assert np.abs(np.diff(steps, axis=0)).max() < 0.12  # and no step differs much from the one before, in pixels


def test_a_page_is_turned_over_its_bound_edge(film: SmallFilm) -> None:
    style = FilmStyle(width=320, height=180)
    pages = [film.pages["title"], film.pages["story"]]
    made = plan(pages, style)
    opening = made.scenes[1].opening.length_s
    projector = Projector(made, film)
    begin, middle = (pixels(projector.frame_at(made.start_s(1) + part * opening)) for part in (0.02, 0.45))
    last = pixels(projector.frame(made.starts[1] - 1))
    after = pixels(projector.frame_at(made.start_s(1) + opening + 0.01))
    assert np.abs(begin - last).mean() < 4
    sheet = slice(115, 205)  # the middle of the frame
    right = slice(190, 230)
    assert np.abs(middle[:, right] - after[:, right]).mean() < np.abs(last[:, right] - after[:, right]).mean()
    assert np.abs(middle[:, sheet] - last[:, sheet]).mean() > 5


@pytest.mark.parametrize("binding", Binding)
def test_spreads_are_turned_over_the_fold(tmp_path: Path, binding: Binding) -> None:
    format_ = replace(SQUARE, binding=binding)
    pages = [
        film_page(str(hue), page_of("story-spread", format_, draw_picture(tmp_path / f"{hue}.png", 800, 400, hue=hue)))
        for hue in (0, 90)
    ]
    made = plan(pages, FilmStyle(width=320, height=180))
    projector, opening = Projector(made, SmallFilm(*pages)), made.scenes[1].opening.length_s
    last = pixels(projector.frame(made.starts[1] - 1))
    middle, after = (pixels(projector.frame_at(made.start_s(1) + at)) for at in (0.45 * opening, opening + 0.01))
    near_left, near_right = slice(20, 60), slice(260, 300)
    lying, opened = (near_left, near_right) if binding is Binding.LEFT else (near_right, near_left)
    rows = slice(40, 140)
    assert np.abs(middle[rows, lying] - last[rows, lying]).mean() < 3  # this half is not moved
    shown, before, next_ = (one[rows, opened].mean(axis=(0, 1)) for one in (middle, last, after))
    assert np.abs(shown - next_).mean() < np.abs(shown - before).mean()  # under that one the next spread is seen


def test_a_single_page_and_a_spread_fade_into_each_other(film: SmallFilm, tmp_path: Path) -> None:
    spread = film_page("spread", page_of("story-spread", SQUARE, draw_picture(tmp_path / "wide.png")))
    made = plan([film.pages["story"], spread], SMALL)
    assert made.scenes[1].opening.kind is TransitionKind.FADE


@pytest.mark.parametrize("name", ["comic", "manga"])
def test_panels_that_are_not_read_step_back(film: SmallFilm, name: str) -> None:
    made = plan([film.pages[name]], FilmStyle(width=320, height=180))
    scene = made.scenes[0]
    bare = Timeline(width=320, height=180, rate=24, scenes=(replace(scene, shots=()),))
    at = scene.shots[1].at_s + scene.shots[1].length_s * 0.6
    dimmed, plain = (pixels(Projector(one, film, parallax=0.0).frame_at(at)) for one in (made, bare))
    assert dimmed.mean() < plain.mean()
    assert SMALL.aspect == pytest.approx(made.aspect)
