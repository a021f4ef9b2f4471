"""Ranking of the issues, and how divided the raters are."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from markupsafe import Markup

from smartcity_analysis.analysis.priority import TOLD_APART, UsgRanking
from smartcity_analysis.report import charts, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, marked
from smartcity_analysis.report.markup import Column, figure, heat_table, paragraph, table
from smartcity_analysis.report.texts import say


@block.register
def _(result: UsgRanking) -> Block:
    finding = findings.of(result)
    rated = result.table.dropna(subset=["total"])
    source = say(
        "usg.source",
        raters=fmt.number(result.n_raters),
        units=fmt.number(result.n_units),
        aggregation=say(f"aggregation.{result.aggregation}"),
    )
    names = rated.set_index("issue")["short_name"]
    shares = result.acceptability.set_index("issue").loc[names.index]
    shares = shares.set_axis(names.tolist(), axis=0).set_axis(range(1, shares.shape[1] + 1), axis=1)
    body = figure(
        claim=marked(finding.claim, sample=result.sample),
        subtitle=Markup("{} {}").format(
            finding.detail, say("usg.subtitle", draws=fmt.number(result.draws))
        ),
        body=heat_table(
            shares,
            caption=say("usg.caption_shares"),
            row_header=say("column.issue"),
            show=lambda share: "·" if share == 0 else fmt.share_of_draws(share).removesuffix("%"),
        ),
        source=source,
        numbers=_usg_table(rated),
    ) + _spread(result, rated, source)
    if result.unrated:
        left = result.table.loc[result.table["total"].isna(), "short_name"]
        body += paragraph(say("usg.unrated", issues=fmt.words(left.tolist())))
    return Block("isu", body, str(finding), result.tables(), sample=result.sample)


def _usg_table(frame: pd.DataFrame) -> Markup:
    one = partial(fmt.number, decimals=1)
    boundaries = np.flatnonzero(np.diff(frame["group"].fillna(0).to_numpy(float)))
    columns = [
        Column("short_name", header=say("column.issue")),
        Column("rank", fmt.number, number=True),
        Column("urgency", one, number=True),
        Column("seriousness", one, number=True),
        Column("growth", one, number=True),
        Column("total", one, number=True),
        Column("range", number=True),
        Column("top3_share", fmt.share_of_draws, number=True),
    ]
    spans = [
        fmt.number(low) if low == high else f"{fmt.number(low)}–{fmt.number(high)}"
        for low, high in zip(frame["total_min"], frame["total_max"], strict=True)
    ]
    drawn = table(frame.assign(range=spans), columns, caption=say("usg.caption"), rules=boundaries)
    return drawn + paragraph(say("usg.rule", share=fmt.of_hundred(TOLD_APART)), css="quiet")


def _spread(result: UsgRanking, rated: pd.DataFrame, source: str) -> Markup:
    by_issue = rated.set_index("issue")
    names = by_issue["short_name"]
    counts = labels.rank_counts(result, names)
    spread = by_issue["total_sd"]
    claim = (
        say("usg.spread_claim", issue=names[str(spread.idxmax())])
        if spread.max() > 0
        else say("usg.spread_claim_none")
    )
    picture = charts.rank_spread(
        counts,
        id="bagan-pendapat",
        alt=say("usg.spread_alt", finding=claim.lower()),
        words=charts.Words(note=say("usg.spread_axis")),
    )
    ranks = result.rater_ranks.set_index("issue").loc[names.index].reset_index()
    raters = [c for c in ranks.columns if c != "issue"]
    numbers = table(
        ranks.assign(issue=names.tolist()),
        [
            Column("issue"),
            *(Column(rater, fmt.number, header=rater, number=True) for rater in raters),
        ],
        caption=say("usg.caption_raters"),
    )
    return figure(
        claim=marked(claim, sample=result.sample),
        subtitle=Markup("{} {}").format(say("usg.spread_subtitle"), findings.agreement(result)),
        body=picture + _minority(ranks, names.iloc[0]),
        source=source,
        numbers=numbers,
    )


def _minority(ranks: pd.DataFrame, first: str) -> Markup:
    """Say in words who sees the first issue quite differently."""
    given = ranks.iloc[0].drop("issue").dropna().astype(int)
    if given.max() == 1:
        return Markup("")
    farthest = given[given == given.max()].index.tolist()
    return paragraph(
        say(
            "usg.minority",
            raters=fmt.words(farthest),
            issue=first,
            rank=fmt.number(int(given.max())),
        )
    )
