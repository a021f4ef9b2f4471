"""Ranking of the issues, and how divided the raters are."""

from __future__ import annotations

from functools import partial

import numpy as np
from markupsafe import Markup

from smartcity_analysis.analysis.priority import UsgRanking
from smartcity_analysis.report import charts, findings, labels
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.block import Block
from smartcity_analysis.report.blocks.base import block, claim_of, sample_mark
from smartcity_analysis.report.markup import Column, figure, heat_table, paragraph, table
from smartcity_analysis.report.texts import say


@block.register
def _(result: UsgRanking) -> Block:
    finding = findings.of(result)
    if result.table["total"].isna().all():
        body = paragraph(finding.claim)
        return Block("isu", body, str(finding), result.tables(), sample=result.sample)
    source = say(
        "usg.source",
        raters=fmt.number(result.n_raters),
        units=fmt.number(result.n_units),
        aggregation=say(f"aggregation.{result.aggregation}"),
    )
    names = result.table.set_index("issue")["short_name"]
    shares = result.acceptability.set_index("issue").loc[names.index]
    shares = shares.set_axis(names.tolist(), axis=0).set_axis(range(1, shares.shape[1] + 1), axis=1)
    body = figure(
        claim=claim_of(finding, sample=result.sample),
        subtitle=Markup("{} {}").format(
            finding.detail, say("usg.subtitle", draws=fmt.number(result.draws))
        ),
        body=heat_table(
            shares,
            caption="Peluang peringkat, persen",
            row_header="Isu",
            show=lambda share: fmt.number(100 * share) if share >= 0.005 else "·",
        ),
        source=source,
        numbers=_usg_table(result),
    ) + _spread(result, source)
    return Block("isu", body, str(finding), result.tables(), sample=result.sample)


def _usg_table(result: UsgRanking) -> Markup:
    one = partial(fmt.number, decimals=1)

    frame = result.table
    boundaries = np.flatnonzero(frame["group"].to_numpy()[:-1] != frame["group"].to_numpy()[1:])
    columns = [
        Column("short_name", "Isu"),
        Column("rank", "Peringkat", fmt.number, number=True),
        Column("urgency", "U", one, number=True),
        Column("seriousness", "S", one, number=True),
        Column("growth", "G", one, number=True),
        Column("total", "Jumlah", one, number=True),
        Column("range", "Rentang penilai", number=True),
        Column("top3_share", "Tiga besar", fmt.percent, number=True),
    ]
    spans = [
        fmt.number(low) if low == high else f"{fmt.number(low)}–{fmt.number(high)}"
        for low, high in zip(frame["total_min"], frame["total_max"], strict=True)
    ]
    drawn = table(
        frame.assign(range=spans), columns, caption="Urutan isu menurut USG", rules=boundaries
    )
    return drawn + paragraph(say("usg.rule"), css="quiet")


def _spread(result: UsgRanking, source: str) -> Markup:
    counts = labels.rank_counts(result)
    width = (
        result.table.set_index("issue")["rank_max"] - result.table.set_index("issue")["rank_min"]
    )
    names = result.table.set_index("issue")["short_name"]
    claim = (
        say("usg.spread_claim", issue=names[str(width.idxmax())])
        if width.max() > 0
        else say("usg.spread_claim_none")
    )
    picture = charts.rank_spread(
        counts,
        id="bagan-pendapat",
        alt=say("usg.spread_alt", finding=claim.lower()),
        words=charts.Words(note="1 = paling mendesak"),
    )
    ranks = result.rater_ranks.set_index("issue").loc[names.index].reset_index()
    raters = [c for c in ranks.columns if c != "issue"]
    numbers = table(
        ranks.assign(issue=names.tolist()),
        [
            Column("issue", "Isu"),
            *(Column(rater, rater, fmt.number, number=True) for rater in raters),
        ],
        caption="Peringkat isu menurut tiap penilai",
    )
    return figure(
        claim=Markup("{}{}").format(claim, sample_mark(sample=result.sample)),
        subtitle=Markup("{} {}").format(say("usg.spread_subtitle"), findings.agreement(result)),
        body=picture,
        source=source,
        numbers=numbers,
    )
