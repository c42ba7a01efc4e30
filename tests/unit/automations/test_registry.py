from pathlib import Path

import pytest

from domain.automations import registry
from domain.automations.registry import ACTIONS, CATALOGUE
from domain.shared.errors import Invalid
from tests.unit.entities import a_pipeline, an_automation


def test_the_registry_lists_each_file_of_the_folder() -> None:
    folder = Path(registry.__file__).parent / "actions"
    assert set(ACTIONS) == {file.stem for file in folder.glob("*.py")}


def test_an_action_that_does_not_exist_is_refused() -> None:
    pipeline = a_pipeline("A")
    with pytest.raises(Invalid) as refused:
        CATALOGUE.check(an_automation(pipeline.stages[0], "fly"), pipeline, "/automations/0")
    assert refused.value.faults[0].pointer == "/automations/0/action"


def test_settings_that_the_action_does_not_have_are_refused() -> None:
    pipeline = a_pipeline("A")
    with pytest.raises(Invalid) as refused:
        CATALOGUE.check(an_automation(pipeline.stages[0], settings={"colour": "red"}), pipeline, "")
    assert refused.value.faults[0].code == "settings_invalid"


def test_a_sentence_says_as_much_of_a_long_text_as_it_bears() -> None:
    action = ACTIONS["notify_members"]
    sentence = action.sentence(action.read({"text": "Call " + "very " * 20 + "soon"}))
    assert sentence.endswith("very…”")
    assert len(sentence) < 80
