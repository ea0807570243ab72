"""Opens a scenario on the real earth: points become provinces, codes become indices."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from hegemon.atlas.earth import Points, earth
from hegemon.atlas.geography import CROSSING, NO_BORDER, OPEN, THIN
from hegemon.atlas.land import load_land
from hegemon.world.house import settled
from hegemon.world.scenario_aims import aim_of
from hegemon.world.scenario_file import EarthFile, EarthProvince, EarthState, TreatyRow
from hegemon.world.scenario_model import GOVERNMENTS, TERRAINS, Scenario, TreatySpec, sealed

BORDERS = {"none": NO_BORDER, "open": OPEN, "thin": THIN, "crossing": CROSSING}


def open_earth(name: str, file: EarthFile) -> Scenario:
    """Builds the scenario of a checked file; ids are places in the file, from 1."""
    state = {row.code: index for index, row in enumerate(file.states)}
    province = {row.code: index for index, row in enumerate(file.provinces)}
    sovereign = _over(file.provinces, lambda row: state[row.owner])
    troops = np.zeros((len(state), len(province)), dtype=np.int64)
    troops[sovereign, np.arange(len(province))] = [row.troops for row in file.provinces]
    return sealed(Scenario(
        name=name,
        title=file.title,
        story=" ".join(file.story.split()),
        year=file.year,
        turns=file.turns,
        digest="",
        geography=earth(load_land(file.land), points_of(file)),
        province_ids=np.arange(1, len(province) + 1, dtype=np.int64),
        sovereign=sovereign,
        terrain=_over(file.provinces, lambda row: TERRAINS.index(row.terrain)),
        population=_over(file.provinces, lambda row: row.people),
        grain=_over(file.provinces, lambda row: row.grain),
        ore=_over(file.provinces, lambda row: row.ore),
        fuel=_over(file.provinces, lambda row: row.fuel),
        infrastructure=_over(file.provinces, lambda row: row.rail),
        fort=_over(file.provinces, lambda row: row.fort),
        state_ids=np.arange(1, len(state) + 1, dtype=np.int64),
        codes=tuple(state),
        state_names=tuple(row.name for row in file.states),
        adjectives=tuple(row.adjective for row in file.states),
        colours=tuple(row.colour for row in file.states),
        glyphs=tuple(row.glyph for row in file.states),
        government=_each(file.states, lambda row: GOVERNMENTS.index(row.government)),
        capacity=_each(file.states, lambda row: row.capacity),
        naval=_each(file.states, lambda row: row.naval),
        great=np.array([row.great for row in file.states], dtype=np.bool_),
        capital=_each(file.states, lambda row: province[row.capital]),
        quality=_each(file.states, lambda row: row.quality),
        stability=_each(file.states, lambda row: row.stability),
        troops=troops,
        effort=np.array([row.effort for row in file.states], dtype=np.int64),
        players=tuple(row.player for row in file.states),
        opinion=_opinions(file, state),
        treaties=tuple(_treaty(row, state) for row in file.treaties),
        house=settled(file.house),
        sources=file.sources,
        aims=tuple(aim_of(row, state, province) for row in file.aims),
        figures=dict(file.figures),
    ))


def points_of(file: EarthFile) -> Points:
    """Returns what the atlas needs of a file."""
    province = {row.code: index for index, row in enumerate(file.provinces)}
    return Points(
        codes=tuple(row.code for row in file.provinces),
        names=tuple(row.name for row in file.provinces),
        at=tuple(row.at for row in file.provinces),
        also=tuple(row.also for row in file.provinces),
        outside=file.outside,
        reach_km=file.reach_km,
        islands_km=file.islands_km,
        borders=tuple((province[row.between[0]], province[row.between[1]], BORDERS[row.kind])
                      for row in file.borders),
    )


def _over(rows: tuple[EarthProvince, ...], value: Callable[[EarthProvince], int]) -> NDArray[np.int64]:
    return np.array([value(row) for row in rows], dtype=np.int64)


def _each(rows: tuple[EarthState, ...], value: Callable[[EarthState], int]) -> NDArray[np.int64]:
    return np.array([value(row) for row in rows], dtype=np.int64)


def _opinions(file: EarthFile, state: dict[str, int]) -> NDArray[np.int64]:
    opinion = np.zeros((len(state), len(state)), dtype=np.int64)
    for row in file.opinions:
        of, about = state[row.of], state[row.about]
        opinion[of, about] = row.value
        if row.mutual:
            opinion[about, of] = row.value
    return opinion


def _treaty(row: TreatyRow, state: dict[str, int]) -> TreatySpec:
    return TreatySpec(
        kind=row.kind,
        parties=tuple(state[code] for code in row.parties),
        chained=row.chained,
        target=state[row.target] if row.target else -1,
        term=row.term,
        notice=row.notice,
        source=row.source,
        offence=row.offence,
        exclude=state[row.exclude] if row.exclude else -1,
        burden=row.burden,
        delay=row.delay,
        joint=row.joint,
        secret=row.secret,
        renew=row.renew,
    )
