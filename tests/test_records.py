"""Records behave as frozen dataclasses with slots do."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any

import pytest

from drafting.records import record


@record
class Place:
    """A record with a field that must be given, one with a default, one with a factory."""

    line: int
    words: str = ""
    seen: list[str] = field(default_factory=list)

    @property
    def end(self) -> int:
        return len(self.words)


@record
class Only:
    name: str


@record
class Nothing:
    """No field at all."""


@dataclass(frozen=True, slots=True)
class Twin:
    line: int
    words: str = ""
    seen: list[str] = field(default_factory=list)


def test_is_made_as_a_dataclass_is() -> None:
    place = Place(3, words="甲")
    assert (place.line, place.words, place.seen, place.end) == (3, "甲", [], 1)
    assert Place(3).seen is not Place(3).seen
    assert [f.name for f in fields(Place)] == ["line", "words", "seen"]
    assert repr(place) == repr(Twin(3, "甲")).replace("Twin", "Place")
    assert asdict(place) == asdict(Twin(3, "甲"))
    assert replace(place, line=4) == Place(4, "甲")


@pytest.mark.parametrize("given", [(), (1, "", [], 2)])
def test_refuses_what_does_not_fit(given: tuple[Any, ...]) -> None:
    for kind in (Place, Twin):
        with pytest.raises(TypeError):
            kind(*given)
    with pytest.raises(TypeError):
        Place(1, unknown=2)  # type: ignore[call-arg]


def test_is_compared_by_class_and_values() -> None:
    assert Place(1, "甲") == Place(1, "甲") != Place(2, "甲")
    assert Place(1) != Twin(1)
    assert Nothing() == Nothing()
    assert {Only("甲"), Only("甲"), Only("乙")} == {Only("乙"), Only("甲")}
    with pytest.raises(TypeError):
        hash(Place(1))  # holds a list, as a frozen dataclass would


def test_is_never_changed() -> None:
    place: Any = Place(1)
    with pytest.raises(FrozenInstanceError):
        place.line = 2
    with pytest.raises(FrozenInstanceError):
        del place.line
    with pytest.raises(FrozenInstanceError):
        place.other = 2
    assert not hasattr(place, "__dict__")


def test_is_copied_and_pickled() -> None:
    place = Place(1, "甲", ["乙"])
    assert copy.copy(place) == place == copy.deepcopy(place)
    assert copy.deepcopy(place).seen is not place.seen
    assert pickle.loads(pickle.dumps(place)) == place


def test_keeps_a_method_of_its_own() -> None:
    @record
    class Told:
        name: str

        def __repr__(self) -> str:
            return self.name

    assert repr(Told("甲")) == "甲"


def test_refuses_a_class_whose_post_init_would_be_passed_over() -> None:
    class Late:
        line: int

        def __post_init__(self) -> None: ...

    with pytest.raises(TypeError, match="Late: a record has no __post_init__"):
        record(Late)
