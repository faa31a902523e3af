"""The program as people call it. Pictures come from an engine that draws flat colours."""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from charabook.cli import exit_codes
from charabook.cli.app import COMMANDS, run
from charabook.cli.commands import demo
from charabook.cli.commands.machine import BENCHES
from charabook.engine import demo_model
from charabook.engine.requests import Done, Event, JobId, Request, UpscaleRequest
from charabook.errors import BadInput, BugError, Cancelled, Damaged, Unavailable
from charabook.queue import RenderQueue
from charabook.sample import sample_story
from charabook.studio import Studio
from charabook.studio import studio as studio_module
from charabook.studio.recording import TakeRecorder
from projects.records import Panel, Take
from tests.engine.moving import tiny_wan
from tests.fakes.engine import FakeEngine, failed, flat_png

SCRIPT = """Title: Crown
# Cast
## Mina
look: a girl with red pigtails in a blue dress
# Settings
meadow: a flower meadow
# Page
## Panel
setting: meadow
> Mina: waving
Mina: Hello!
## Panel
> Mina: sitting
"""


def enlarged(job: JobId, request: Request) -> Event | None:
    if isinstance(request, UpscaleRequest):
        return Done(job=job, image_png=flat_png(64, 64, 7), width_px=64, height_px=64)
    return None


class Program:
    """The program in a folder of its own, with an engine that can be exchanged."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.engine = FakeEngine(enlarged)
        self.book = folder / "crown.charabook"
        self.script = folder / "crown.story"
        self.script.write_text(SCRIPT)
        self._capsys = capsys

    def __call__(self, *arguments: object) -> int:
        self._capsys.readouterr()
        self.engine = FakeEngine(self.engine._answer)
        self.code = run([str(argument) for argument in arguments])
        self.out, self.err = self._capsys.readouterr()
        return self.code

    @property
    def answer(self):
        return json.loads(self.out)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    monkeypatch.setenv("CHARABOOK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CHARABOOK_CACHE", str(tmp_path / "cache"))
    program = Program(tmp_path, capsys)
    monkeypatch.setattr(studio_module, "EngineProcess", lambda: program.engine)
    return program


def test_a_book_is_made_from_a_script_step_by_step(program: Program) -> None:
    assert program("new", program.book, "--title", "Crown") == 0
    assert program("import-script", program.book, program.script) == 0
    assert program("generate", program.book, "--json") == 0
    assert len(program.answer["finished"]) == 3
    assert program("export", program.book, "png", "--dpi", "20") == 0
    assert list((program.folder / "crown-png").glob("*.png"))
    assert program("export-script", program.book) == 0
    assert "Mina: Hello!" in program.out


def test_generate_goes_on_where_it_stopped(program: Program) -> None:
    program("import-script", program.book, program.script)
    program("generate", program.book)
    assert program("generate", program.book, "--json") == 0
    assert program.answer["finished"] == []
    program.script.write_text(SCRIPT.replace("> Mina: sitting", "> Mina: reading a book"))
    program("import-script", program.book, program.script)
    assert program("generate", program.book, "--stale", "--json") == 0
    assert program.answer["finished"] == ["panel 2 of page 1"]


def test_one_panel_can_be_drawn_again(program: Program) -> None:
    program("import-script", program.book, program.script)
    program("generate", program.book)
    assert program("generate", program.book, "--panel", "2", "--json") == 0
    assert program.answer["finished"] == ["panel 2 of page 1"]
    assert program("generate", program.book, "--panel", "9") == exit_codes.BAD_INPUT


def test_regenerating_a_take_gives_the_same_pixels(program: Program) -> None:
    program("import-script", program.book, program.script)
    program("generate", program.book)
    program("takes", program.book, "--json")
    take = next(one for one in program.answer if one["of"] == "panel 1")
    assert program("regenerate", program.book, take["id"][:8], "--json") == 0
    assert program.answer["same_pixels"] is True


def test_failed_pictures_are_told_and_the_exit_code_says_so(program: Program) -> None:
    program.engine = FakeEngine(failed)
    program("import-script", program.book, program.script)
    assert program("generate", program.book) == exit_codes.NOT_ALL_DONE
    assert "ran out of memory. Choose a smaller picture." in program.out
    assert "and 2 more" in program.out


def test_a_teammate_s_copy_is_merged(program: Program) -> None:
    program("import-script", program.book, program.script)
    copy = program.folder / "copy.charabook"
    copy.write_bytes(program.book.read_bytes())
    with Studio.open(copy) as theirs:
        panel = theirs.project.panels()[0]
        theirs.edit("Note", lambda edit: edit.update(Panel, panel.id, notes="brighter"))
        theirs.publish()
    assert program("merge", program.book, copy, "--json") == 0
    assert program.answer == {"changed": 1, "conflicts": 0}


def test_the_sample_book_is_a_real_story(program: Program) -> None:
    story = sample_story()
    both = [panel for panel in story.panels if len({figure.name for figure in panel.figures}) >= 2]
    assert len(story.panels) >= 8
    assert len(story.pages) >= 4
    assert len(both) >= 2
    assert any(page.kind.value == "spread" for page in story.pages)
    assert all(letters.text.in_language("ja") for panel in story.panels for letters in panel.letters)


def test_the_demo_makes_a_whole_book_and_says_where_it_is(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "SCREEN_PAGE_DPI", 30.0)
    folder = program.folder / "demo"
    assert program("demo", "--folder", folder) == 0
    assert (folder / "the-red-balloon.pdf").read_bytes().startswith(b"%PDF")
    assert len(list((folder / "pages").glob("*.png"))) >= 8
    assert str(folder) in program.out
    assert "Try next" in program.out
    asked = len(program.engine.requests)
    assert asked > 10
    assert program("demo", "--folder", folder, "--json") == 0
    assert program.engine.requests == []


def test_a_demo_that_was_stopped_goes_on_where_it_stopped(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = program.folder / "demo"
    real_wait, waiting = RenderQueue.wait, []

    def interrupted(queue: RenderQueue, timeout_s: float | None = None) -> bool:
        waiting.append(len(queue.jobs()))
        if waiting[-1] < max(waiting):  # a first picture is in the book
            raise KeyboardInterrupt
        return real_wait(queue, timeout_s)

    monkeypatch.setattr(demo, "_write", lambda *_: [])
    monkeypatch.setattr(RenderQueue, "wait", interrupted)
    assert program("demo", "--folder", folder) == exit_codes.CANCELLED
    assert "Nothing is lost" in program.err
    first = len(program.engine.requests)
    monkeypatch.setattr(RenderQueue, "wait", real_wait)
    assert program("demo", "--folder", folder) == 0
    with Studio.open(folder / "the-red-balloon.charabook") as studio:
        takes = studio.project.every(Take)
    assert first >= 1
    # two identities and one take for each panel: nothing was drawn twice
    assert len(takes) == 2 + len(sample_story().panels)


# ---------------------------------------------------------------------------------------------- bad input


def test_a_missing_script(program: Program) -> None:
    assert program("import-script", program.book, program.folder / "none.story") == exit_codes.BAD_INPUT
    assert "cannot be read" in program.err
    assert not program.book.exists()


def test_a_malformed_script_tells_every_mistake_and_changes_nothing(program: Program) -> None:
    program("import-script", program.book, program.script)
    before = program.book.read_bytes()
    program.script.write_text(SCRIPT.replace("> Mina: waving", "> Minna: waving") + "shot: sideways\n")
    assert program("import-script", program.book, program.script) == exit_codes.BAD_INPUT
    assert "line 10, column 3" in program.err
    assert "Did you mean 'Mina'?" in program.err
    assert "'sideways' is not a shot" in program.err
    assert program.book.read_bytes() == before


def test_mistakes_are_told_as_json_too(program: Program) -> None:
    program.script.write_text("# Pages\n")
    assert program("check-script", program.script, "--json") == exit_codes.BAD_INPUT
    assert program.answer["exit_code"] == exit_codes.BAD_INPUT
    assert "is not a section" in program.answer["error"]


def test_a_format_that_no_book_has_is_found_before_the_script_is_brought_in(program: Program) -> None:
    program.script.write_text("Format: papyrus\n" + SCRIPT)
    assert program("check-script", program.script) == exit_codes.BAD_INPUT
    assert "'papyrus' is not a format of a book" in program.err


def test_a_book_that_is_not_there(program: Program) -> None:
    assert program("generate", program.book) != 0
    assert program.err.strip()


def test_a_file_that_is_no_book(program: Program) -> None:
    program.book.write_bytes(b"this is no book at all" * 100)
    assert program("generate", program.book) in (exit_codes.BAD_INPUT, exit_codes.DAMAGED)
    assert program.err.strip()
    assert program.book.read_bytes().startswith(b"this is no book")


def test_a_book_of_a_newer_version_is_refused_and_left_alone(program: Program) -> None:
    program("import-script", program.book, program.script)
    content = bytearray(program.book.read_bytes())
    content[60:64] = (9999).to_bytes(4, "big")  # SQLite's user_version: the format of the project
    newer = program.folder / "newer.charabook"
    newer.write_bytes(bytes(content))
    assert program("generate", newer) != 0
    assert "newer" in program.err
    assert newer.read_bytes() == bytes(content)


def test_beginning_a_book_over_another_one_is_refused(program: Program) -> None:
    program("import-script", program.book, program.script)
    assert program("new", program.book) == exit_codes.BAD_INPUT


def test_an_unwritable_folder(program: Program) -> None:
    # nobody, not even root, may make folders there
    assert program("demo", "--folder", "/proc/charabook-demo") == exit_codes.BAD_INPUT
    assert "cannot be made" in program.err
    assert "--folder" in program.err


def test_a_file_where_the_folder_should_be(program: Program) -> None:
    (program.folder / "demo").write_text("in the way")
    assert program("demo", "--folder", program.folder / "demo") != 0
    assert (program.folder / "demo").read_text() == "in the way"


def test_an_unknown_language_or_preset_is_named(program: Program) -> None:
    program("import-script", program.book, program.script)
    assert program("export", program.book, "pdf", "--preset", "papyrus") == exit_codes.BAD_INPUT
    assert "papyrus" in program.err


def test_a_full_disk_keeps_the_picture_for_the_next_try(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program("import-script", program.book, program.script)

    def full(recorder: TakeRecorder, job: object, done: object) -> None:
        raise Unavailable("The disk is full.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(TakeRecorder, "record", full)
        assert program("generate", program.book) == exit_codes.NOT_ALL_DONE
        assert "The disk is full. Free some space." in program.out
    assert program("generate", program.book) == 0


# ---------------------------------------------------------------------------------------------- the program itself


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_explains_itself(program: Program, command: str) -> None:
    assert program(command, "--help") == 0
    assert "Usage" in program.out


def test_help_imports_neither_torch_nor_qt_nor_sql() -> None:
    code = "import sys; from charabook.cli.app import run; run(['--help']); print(sorted(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = result.stdout.rsplit("[", 1)[1]
    assert not [
        name for name in ("torch", "PySide6", "sqlalchemy", "diffusers", "rich.progress") if f"'{name}'" in loaded
    ]


def test_an_unknown_command_is_a_usage_mistake(program: Program) -> None:
    assert program("paint") == exit_codes.USAGE


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BadInput("a", "b"), exit_codes.BAD_INPUT),
        (Damaged("a", "b"), exit_codes.DAMAGED),
        (Unavailable("a", "b"), exit_codes.UNAVAILABLE),
        (Cancelled(), exit_codes.CANCELLED),
        (BugError("a"), exit_codes.BUG),
    ],
)
def test_every_kind_of_error_has_an_exit_code(error: Exception, code: int) -> None:
    assert exit_codes.exit_code_of(error) == code


def test_caches_can_be_listed_checked_cleared_and_limited(program: Program) -> None:
    assert program("cache", "list", "--json") == 0
    assert program.answer == []
    assert program("cache", "verify") == 0
    assert program("cache", "budget", "2.5", "--json") == 0
    assert program.answer == {"disk_bytes": 2_500_000_000}
    assert program("cache", "clear") == 0
    assert program("cache", "clear", "abc") == exit_codes.BAD_INPUT


def test_the_doctor_names_the_damaged_file_of_the_demo_model(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = Path(shutil.copytree(demo_model.demo_folder(), tmp_path / "weights"))
    transformer = weights / "transformer" / "diffusion_pytorch_model.safetensors"
    transformer.write_bytes(transformer.read_bytes()[:-1])
    monkeypatch.setattr(demo_model, "demo_folder", lambda: weights)

    assert program("doctor") == exit_codes.NOT_ALL_DONE
    assert "diffusion_pytorch_model.safetensors" in program.out + program.err
    assert "Install charabook again" in program.out + program.err


# ---------------------------------------------------------------------------------------------- clips


@pytest.fixture
def wan(tmp_path: Path) -> Path:
    return tiny_wan.save_release(tmp_path / "wan")


def test_a_clip_of_a_panel_is_made_measured_and_saved(program: Program, wan: Path) -> None:
    program("import-script", program.book, program.script)
    program("generate", program.book)
    assert program("clip", program.book, "--panel", "2", "--model", wan, "--look", "Mina", "--use", "--json") == 0
    (clip,) = program.answer
    assert (clip["panel"], clip["frames"], clip["still"]) == (2, 5, 1)
    assert clip["subjects"] == [{"name": "Mina", "kept": 0.675, "drift": 0.45, "worst_frame": 4}]
    target = program.folder / "mina.mp4"
    assert program("clips", program.book, "--save", clip["take"][:6], target, "--frame", clip["take"][:6], "3") == 0
    assert target.read_bytes()[4:8] == b"ftyp"
    assert "Mina" in program.out
    assert program("clips", program.book, "--json") == 0
    assert program.answer[0]["still"] == 3
    with Studio.open(program.book, engine=lambda: program.engine) as studio:
        assert studio.project.panels()[1].chosen_take == clip["take"]
        assert studio.clips.model() == str(wan)


def test_a_clip_is_estimated_before_it_is_made(program: Program, wan: Path) -> None:
    program("import-script", program.book, program.script)
    program("generate", program.book)
    assert program("clip", program.book, "--panel", "1", "--model", wan, "--estimate") == 0
    assert "GB of memory (32 bit" in program.out
    assert "Apache-2.0" in program.out
    assert program.engine.requests == []


def test_what_a_clip_lacks_is_one_sentence(program: Program, wan: Path) -> None:
    program("import-script", program.book, program.script)
    assert program("clip", program.book, "--panel", "1") == exit_codes.BAD_INPUT
    assert "No clip model is chosen" in program.err
    assert program("clip", program.book, "--panel", "1", "--model", wan) == exit_codes.BAD_INPUT
    assert "No picture shows Mina yet" in program.err
    assert program("clip", program.book, "--panel", "1", "--look", "nobody") == exit_codes.BAD_INPUT
    assert "Nobody in the cast" in program.err
    assert program("clip", program.book, "--panel", "1", "--drawing", "no.png") == exit_codes.UNAVAILABLE
    assert program("clips", program.book, "--json") == 0
    assert program.answer == []


def test_every_measurement_that_the_pages_name_can_be_asked_for() -> None:
    top = Path(__file__).parents[2]
    pages = [*(top / "docs").glob("*.md"), top / "README.md"]
    named = {name for page in pages for name in re.findall(r"charabook bench (\w+)", page.read_text(encoding="utf-8"))}
    assert "film" in named
    assert named <= set(BENCHES)
    assert all(importlib.util.find_spec(module) for module in BENCHES.values())
