from __future__ import annotations

import msgspec
import pytest

from hegemon.world.scenario_fields import HEAD, TABLES, told


@pytest.mark.parametrize(("title", "table", "fields"), [(t, table, fields) for t, table, _, fields in TABLES])
def test_every_field_is_told_of_and_none_more(
    title: str, table: type[msgspec.Struct], fields: dict[str, str]
) -> None:
    there = {field.name for field in msgspec.structs.fields(table)}
    assert there - set(HEAD) <= set(fields), title
    assert set(fields) <= there, title


def test_bounds_and_defaults_are_said() -> None:
    lines = "\n".join(told())
    assert "- quality: of its arms, per cent, 70 to 150 (left out: 100)" in lines
    assert "- renew: whether it runs on at its term (left out: no)" in lines
    assert "- title: what lists call it\n" in lines
