"""Reading what was printed gives the same story."""

from hypothesis import given, settings
from hypothesis import strategies as st

from charabook.story import ScriptError, parse, script_of
from charabook.story.script import Story
from tests.story.stories import stories


@settings(max_examples=80, deadline=None)
@given(stories())
def test_a_printed_story_reads_back_as_itself(story: Story) -> None:
    assert parse(script_of(story)) == story


@settings(max_examples=20, deadline=None)
@given(stories())
def test_printing_twice_changes_nothing(story: Story) -> None:
    script = script_of(story)
    assert script_of(parse(script)) == script


@settings(max_examples=80, deadline=None)
@given(st.text(st.sampled_from("ab#>:()\\/ \n,1ja\t　：＃") | st.characters(exclude_categories=("Cs",)), max_size=80))
def test_any_text_is_read_or_refused_with_places(script: str) -> None:
    try:
        parse(script)
    except ScriptError as error:
        refused = error.problems
    else:
        return
    assert refused
    assert all(problem.line >= 1 and problem.column >= 1 and problem.remedy for problem in refused)
