"""Every convention of the computation that a page prints, by stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from smartcity_analysis.analysis.indices import EDITIONS
from smartcity_analysis.analysis.plan import Roadmap
from smartcity_analysis.analysis.priority import TOLD_APART, UsgRanking
from smartcity_analysis.analysis.quick_win import Gates, QuickWins
from smartcity_analysis.analysis.swot import SwotPosition
from smartcity_analysis.intake import City
from smartcity_analysis.reference import area_name, elements
from smartcity_analysis.reference.gates import gates
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report import labels
from smartcity_analysis.report.texts import say


def in_use(city: City, results: Sequence[object], stage: int) -> pd.DataFrame:
    """List the conventions of a stage: ``name`` and ``value``, in words.

    Parameters
    ----------
    city : City
    results : sequence of object
        An expert may have computed with other conventions than the city's; theirs are shown.
    stage : {1, 2, 3, 4}

    Returns
    -------
    DataFrame
    """
    own = {1: _analysis, 2: _plan, 3: _action_plan, 4: _monitoring}[stage]
    values = own(city, results) | {
        "cut_off": fmt.day(city.cut_off),
        "horizon": labels.span(city.profile.horizon),
    }
    rows = [(say(f"convention_name.{key}"), value) for key, value in values.items()]
    return pd.DataFrame(rows, columns=["name", "value"])


def _analysis(city: City, results: Sequence[object]) -> dict[str, str]:
    s = city.settings
    swot: Any = next((r.settings for r in results if isinstance(r, SwotPosition)), s.swot)
    usg: Any = next((r for r in results if isinstance(r, UsgRanking)), s.usg)
    names = {element.code: element.name for element in elements()}
    return {
        "recorded_as": say(f"recorded_as.{s.swot.recorded_as}"),
        "swot_convention": say(f"convention.{swot.convention}"),
        "swot_weights": say(f"weights.{swot.weights}"),
        "swot_aggregation": say(f"aggregation.{swot.aggregation}"),
        "border": fmt.number(swot.border, 2),
        "min_raters": fmt.number(swot.min_raters),
        "usg_aggregation": say(f"aggregation.{usg.aggregation}"),
        "tie_break": fmt.words([say(f"usg_part.{n}") for n in usg.tie_break]),
        "told_apart": fmt.percent(TOLD_APART),
        "decimal": say(f"decimal.{s.numbers.decimal}"),
        "elements": fmt.words([names[code] for code in s.readiness.elements]),
        "ready_from": fmt.number(s.readiness.ready_from),
        "peers": fmt.words([area_name(code) for code in s.gap.peers]),
        **_chance(city),
    }


def _chance(city: City) -> dict[str, str]:
    return {"draws": fmt.number(city.settings.draws), "seed": str(city.settings.seed)}


def _plan(city: City, results: Sequence[object]) -> dict[str, str]:
    s = city.settings
    used = {type(result): result for result in results}
    names = {gate.code: gate.name for gate in gates()}
    tested, chosen, roadmap = used.get(Gates), used.get(QuickWins), used.get(Roadmap)
    mandatory = list(s.quick_win.mandatory)
    if isinstance(tested, Gates):
        mandatory = tested.gates.loc[tested.gates["mandatory"].astype(bool), "gate"].tolist()
    budget = chosen.budget if isinstance(chosen, QuickWins) else s.quick_win.budget_rupiah
    load = roadmap.agency_load if isinstance(roadmap, Roadmap) else s.plan.agency_load
    return {
        "random_index": say(f"in_use.random_index.{s.ahp.random_index}"),
        "max_consistency_ratio": fmt.number(s.ahp.max_consistency_ratio, 2),
        "mandatory_gates": fmt.words([names[code] for code in mandatory]),
        "quick_win_budget": _money(budget),
        "budget_status": say(f"status.{s.quick_win.budget_status}"),
        "impact_effort_cut": say(f"in_use.cut.{s.normalisation.cut}"),
        "similar_from": fmt.number(s.plan.similar_from, 2),
        "agency_load": fmt.number(load),
        "budget_cut": fmt.percent(s.plan.budget_cut),
        **_periods(city),
        **_chance(city),
    }


def _money(budget: float | None) -> str:
    return say("in_use.no_budget") if fmt.is_missing(budget) else fmt.rupiah(budget)


def _periods(city: City) -> dict[str, str]:
    horizon = city.profile.horizon
    return {
        "short_years": fmt.number(horizon.short_years),
        "medium_years": fmt.number(horizon.medium_years),
    }


def _action_plan(city: City, results: Sequence[object]) -> dict[str, str]:
    return {"agency_load": fmt.number(city.settings.plan.agency_load), **_periods(city)}


def _monitoring(city: City, results: Sequence[object]) -> dict[str, str]:
    weights = city.settings.evaluation.model_dump()
    known = [name for name, edition in EDITIONS.items() if dict(edition) == weights]
    listed = [f"{say(f'part.{part}')} {fmt.number(w)}" for part, w in weights.items()]
    edition = say(f"edition.{known[0]}") if known else say("in_use.own_edition")
    return {"evaluation_weights": fmt.words(listed), "evaluation_edition": edition}
