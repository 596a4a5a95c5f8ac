"""What a phone loads before it can take part: the whole surface, cold, for every kind in both languages."""

import json

import pytest

from bench.surface import DIST, cold

MOST = 60_000
KINDS = ("board", "form", "quiz", "rounds", "slide", "sort")


@pytest.fixture(scope="module")
def weights():
    return cold(json.loads((DIST / "manifest.json").read_text()))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_loads_at_most_sixty_kilobytes(weights, kind, lang):
    assert weights[kind, lang] <= MOST


def test_every_kind_is_weighed(weights):
    assert {kind for kind, _ in weights} == set(KINDS)
