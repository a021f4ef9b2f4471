"""How a page opens: headline, run status, decision box, key figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from smartcity_analysis.intake import City
from smartcity_analysis.report import findings
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks import marked
from smartcity_analysis.report.blocks.status import verdict
from smartcity_analysis.report.markup import cards, heading, paragraph
from smartcity_analysis.report.stages.base import Composition, compose
from smartcity_analysis.report.texts import say


def opening(city: City, *results: object, stage: int) -> Block:
    """Open a page: headline, run status, decision box, key figures and coverage, all computed.

    Parameters
    ----------
    city : City
    *results : object
        The results of the stage, in any order.
    stage : int
        1–4.

    Returns
    -------
    Block

    Raises
    ------
    ValueError
        If the stage is unknown or one of its results is missing.
    """
    page = compose(stage, results)
    headline = page.headline()
    decision = Markup('<div class="decision" role="note"><h2>{}</h2><p>{}</p></div>').format(
        say("opening.decision_title"), marked(page.decision(), sample=page.sample)
    )
    body = (
        heading(marked(headline, sample=page.sample), level=1)
        + decision
        + cards(page.cards())
        + verdict(page.status)
        + paragraph(page.line(city), css="quiet")
    )
    ends = city.profile.stage(stage).ends
    if city.cut_off and ends and city.cut_off > ends:
        body += paragraph(say("opening.later_data", ends=fmt.day(ends)), css="quiet")
    return Block(
        "pembukaan",
        body,
        f"{headline}. {say(f'run_status.{page.status.state}')}. {page.decision()}",
        page.status.tables(),
        sample=page.sample,
        page=_page_head(city, stage, page),
    )


def _page_head(city: City, stage: int, page: Composition) -> Mapping[str, Any]:
    plan = city.profile.stage(stage)
    year = fmt.year(city.year)
    return {
        "title": say("page.title", stage=stage, stage_title=plan.title, city=city.name, year=year),
        "fingerprint": city.fingerprint,
        "headline": page.headline(),
        "decision": page.decision(),
        "cards": page.cards(),
        "lasting": dict(page.lasting()),
        "status": page.status.state,
        "status_label": say(f"run_status.{page.status.state}"),
        "status_reasons": findings.status.reasons(page.status),
        "place": say(
            "page.place",
            stage=stage,
            stage_title=plan.title,
            city=city.name,
            when=fmt.day_range(plan.starts, plan.ends) if plan.ends else year,
        ),
        "state": plan.status,
        "state_label": say(f"state.{plan.status}"),
        "sample_notice": say("sample_notice"),
        "foot": say(
            "page.foot",
            city=city.name,
            area_code=city.area_code,
            cut_off=fmt.day(city.cut_off),
            generated=say("generated"),
        ),
    }
