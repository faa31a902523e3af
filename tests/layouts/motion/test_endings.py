"""“The End” in the languages of books."""

from layouts.motion.endings import ends_so, the_end


def test_a_region_does_not_change_how_a_story_ends() -> None:
    assert the_end("pt-BR") == the_end("pt") == "Fim"
    assert the_end("zh_Hant") == "完"


def test_a_language_that_is_not_known_has_no_word_for_it() -> None:
    assert the_end("tlh") == ""


def test_only_a_sentence_of_its_own_is_the_end() -> None:
    assert ends_so("And so they slept. The end!", "en")
    assert ends_so("おしまい。", "ja")
    assert not ends_so("They walked to the end.", "en")
    assert not ends_so("Enfin", "fr")
    assert not ends_so("Anything", "tlh")
