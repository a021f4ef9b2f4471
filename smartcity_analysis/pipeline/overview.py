"""From the ledgers of a city's stages to what its index says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from smartcity_analysis.intake.settings import Profile, Stage, read_profile
from smartcity_analysis.pipeline.files import as_json, digest, read_record
from smartcity_analysis.pipeline.freshness import notices, spoken_files
from smartcity_analysis.pipeline.layout import STAGES, Layout
from smartcity_analysis.report import formatting as fmt
from smartcity_analysis.report.texts import entry, say

Ledger = Mapping[str, Any]
# The numbers that every stage carries on, in the order in which they are read.
LASTING = ("readiness", "gap", "position", "issues", "quick_wins")
READY = ("ready", "ready_with_notes")
FOUND = ("headline", "decision", "status", "status_label", "status_reasons", "cards", "lasting")


@dataclass(frozen=True, slots=True)
class Overview:
    """What is known of a city's four stages.

    Parameters
    ----------
    layout : Layout
    city : str
    year : int
    profile : Profile or None
        None where ``city.yml`` cannot be read; that is one of the failures the index reports.
    ledgers : mapping of int to mapping
        Of the stages whose published files are those that the ledger vouches for.
    last : mapping
        Any ledger at all, for the name of the city where the profile is lost.
    stale : mapping of int to str
        What is old about a stage.
    """

    layout: Layout
    city: str
    year: int
    profile: Profile | None
    ledgers: Mapping[int, Ledger]
    last: Ledger
    stale: Mapping[int, str]

    def index(self) -> dict[str, Any]:
        """Gather what the index of the city shows."""
        cards = [self._card(number) for number in STAGES]
        return {
            **self._subject(),
            "sentence": self._sentence(),
            "decision": self._decision(),
            "figures": self._figures(),
            "stages": cards,
            "changes": self._changes(),
            "downloads": self._downloads(),
            "people": self._people(),
            "contact": say("index.contact", city=self._subject()["name"]),
        }

    def summary(self) -> dict[str, Any]:
        """Gather what the index of all cities shows of this one."""
        newest = max(self.ledgers, default=None)
        page = self.ledgers[newest]["page"] if newest else {}
        return self._subject() | {
            "sample": any(ledger["sample"] for ledger in self.ledgers.values()),
            "stages": [self._mark(number) for number in STAGES],
            "headline": page.get("headline", ""),
            "latest": newest,
        }

    def findings(self) -> bytes:
        """Write what every page says first as JSON, with where it comes from."""
        stages = [
            {
                "stage": number,
                "title": ledger["stage_title"],
                **{name: ledger["page"].get(name) for name in FOUND},
                "state": ledger["page"].get("state"),
                "sample": ledger["sample"],
                "notice": self.stale.get(number),
                "provenance": {
                    **{key: ledger.get(key) for key in ("fingerprint", "frozen", "predecessor")},
                    **{key: ledger.get(key) for key in ("cut_off", "seed", "inputs")},
                    "version": ledger["versions"].get("smartcity-analysis"),
                },
            }
            for number, ledger in self.ledgers.items()
        ]
        subject = self._subject() | {"area_code": self.last.get("area_code")}
        return as_json({"schema": 1, **subject, "stages": stages})

    def _subject(self) -> dict[str, Any]:
        profile = self.profile
        return {
            "name": profile.name if profile else self.last.get("name", self.city),
            "province": profile.province.name if profile else self.last.get("province", ""),
            "year": fmt.year(self.year),
            "slug": self.city,
        }

    def _sentence(self) -> str:
        """Say who makes what, and how far it is."""
        ready = sum(_kind(ledger) in READY for ledger in self.ledgers.values())
        done = fmt.number(len(self.ledgers))
        progress = say("index.progress", done=done, ready=fmt.number(ready))
        return say(
            "index.sentence",
            city=self._subject()["name"],
            province=self._subject()["province"],
            year=fmt.year(self.year),
            stages=fmt.number(len(STAGES)),
            progress=progress if self.ledgers else say("index.progress_none"),
        )

    def _fresh_first(self) -> list[Ledger]:
        """List the ledgers from the one that counts most: current before old, late before early."""
        order = sorted(self.ledgers, key=lambda number: (number in self.stale, -number))
        return [self.ledgers[number] for number in order]

    def _decision(self) -> dict[str, Any] | None:
        for ledger in self._fresh_first():
            if ledger["page"].get("decision"):
                stage = STAGES[ledger["stage"]]
                text = ledger["page"]["decision"]
                return {"text": text, "stage": stage.number, "href": f"{stage.slug}.html"}
        return None

    def _figures(self) -> list[Sequence[str]]:
        """List the numbers that outlive their stage, else the key figures of the first page."""
        lasting: dict[str, Sequence[str]] = {}
        for ledger in reversed(self._fresh_first()):
            lasting |= ledger["page"].get("lasting") or {}
        if lasting:
            rest = sorted(lasting.keys() - set(LASTING))
            return [lasting[key] for key in (*LASTING, *rest) if key in lasting]
        return next((ledger["page"]["cards"] for ledger in self._fresh_first()), [])

    def _planned(self, number: int) -> Stage | None:
        plans = self.profile.stages if self.profile else ()
        return next((plan for plan in plans if plan.stage == number), None)

    def _card(self, number: int) -> dict[str, Any]:
        stage, ledger = STAGES[number], self.ledgers.get(number)
        failed = read_record(self.layout.failure(self.city, self.year, stage))
        plan = self._planned(number)
        known = read_record(self.layout.manifest(self.city, self.year, stage)) or {}
        card: dict[str, Any] = {
            "number": number,
            "title": plan.title if plan else known.get("stage_title", ""),
            "dates": fmt.capitalised(" · ".join(_dates(plan, ledger))),
            "stale": self.stale.get(number) if ledger else None,
        }
        if ledger is not None:
            card |= _published(stage.slug, ledger)
        if failed is not None:
            card["failure"] = {
                "reason": failed["reason"].splitlines()[0].rstrip(".") + ".",
                "when": _moment(failed["started"]),
                "last_good": _moment(ledger["started"]) if ledger else None,
            }
        return card

    def _mark(self, number: int) -> dict[str, Any]:
        ledger = self.ledgers.get(number)
        notes = [say("index.stale_short")] if ledger and number in self.stale else []
        if self.layout.failure(self.city, self.year, STAGES[number]).is_file():
            notes.append(say("index.failed_short"))
        return {"number": number, "mark": say(f"index.mark.{_kind(ledger)}"), "notes": notes}

    def _changes(self) -> list[dict[str, Any]]:
        """List what the latest change of each stage was."""
        told = {n: list(_told(ledger.get("changed"))) for n, ledger in self.ledgers.items()}
        return [{"stage": number, "items": items} for number, items in told.items() if items]

    def _downloads(self) -> dict[str, Any]:
        rows, kinds = [], entry("index.kind")
        for number, ledger in self.ledgers.items():
            slug, sizes = STAGES[number].slug, _sizes(ledger)
            paths = map(Path, (f"{slug}.xlsx", f"{slug}_csv.zip", f"evidence/{slug}.ipynb"))
            files = [(p.as_posix(), kinds[p.suffix], sizes.get(p.name)) for p in paths]
            rows.append({"stage": number, "files": [file for file in files if file[-1]]})
        baseline = self.layout.public_baseline(self.city, self.year)
        return {
            "rows": rows,
            "findings": self.layout.findings(self.city, self.year).name if rows else None,
            "baseline": baseline.name if baseline.is_file() else None,
        }

    def _people(self) -> dict[str, Any]:
        newest = self.ledgers[max(self.ledgers)] if self.ledgers else {}
        words, agencies = entry("index.block_is"), newest.get("agencies", 0)
        return {
            "agencies": say("index.people_agencies", count=fmt.number(agencies)) * bool(agencies),
            "rows": [
                (words.get(block, block), fmt.number(count), fmt.number(roles))
                for block, count, roles in newest.get("people", [])
            ],
        }


def overview(layout: Layout, city: str, year: int) -> Overview:
    """Gather what is known of a city's four stages.

    Parameters
    ----------
    layout : Layout
    city : str
    year : int

    Returns
    -------
    Overview
    """
    found = {n: read_record(layout.manifest(city, year, stage)) for n, stage in STAGES.items()}
    ledgers = {n: ledger for n, ledger in found.items() if ledger is not None}
    return Overview(
        layout,
        city,
        year,
        profile=_profile(layout.profile(city, year)),
        ledgers={n: ledger for n, ledger in ledgers.items() if _is_on_disk(ledger, layout)},
        last=next(iter(ledgers.values()), {}),
        stale=notices(layout, city, year),
    )


def _published(slug: str, ledger: Ledger) -> dict[str, Any]:
    """Gather what a card says of a stage that has a page."""
    page = ledger["page"]
    kind = _kind(ledger)
    judged = "status_label" in page
    return {
        "headline": page.get("headline", ""),
        "kind": kind,
        "sign": say(f"index.mark.{kind}").split()[0],
        "label": page["status_label"] if judged else page.get("state_label", ""),
        "state": page.get("state_label", "") if judged else "",
        "sample": ledger["sample"],
        "href": f"{slug}.html",
        "size": _sizes(ledger)[f"{slug}.html"],
        "reasons": page.get("status_reasons") or [],
    }


def _kind(ledger: Ledger | None) -> str:
    """Give the code of a stage's status; pages that do not judge themselves are published."""
    if ledger is None:
        return "not_yet"
    return str(ledger["page"].get("status", "published"))


def _profile(path: Path) -> Profile | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return read_profile(content)[0]


def _is_on_disk(ledger: Ledger, layout: Layout) -> bool:
    """Tell whether the published files are those that the ledger vouches for."""
    published = [o for o in ledger.get("outputs", ()) if o["name"].startswith("reports/")]
    return bool(published) and all(
        (layout.root / o["name"]).is_file()
        and digest((layout.root / o["name"]).read_bytes()) == o["sha256"]
        for o in published
    )


def _sizes(ledger: Ledger) -> dict[str, str]:
    """Write the size of every published file, by its name."""
    return {
        Path(o["name"]).name: say("index.kilobytes", size=fmt.number(max(1, o["bytes"] / 1024)))
        for o in ledger["outputs"]
        if o["name"].startswith("reports/")
    }


def _dates(plan: Stage | None, ledger: Ledger | None) -> Iterator[str]:
    """Say when the stage met, up to when its data reach and, where given, when it was computed."""
    if plan and plan.ends:
        yield say("index.meeting", when=fmt.day_range(plan.starts, plan.ends))
    if ledger and ledger.get("cut_off"):
        yield say("index.cut_off", cut_off=fmt.day(date.fromisoformat(ledger["cut_off"])))
    if ledger and ledger["parameters"].get("run_time"):
        yield say("index.computed", run_time=ledger["parameters"]["run_time"])


def _told(changed: Mapping[str, Any] | None) -> Iterator[str]:
    """Say what changed, one sentence each."""
    if not changed:
        return
    if changed["inputs"]:
        yield say("index.change_inputs", inputs=spoken_files(changed["inputs"]))
    if changed["predecessor"]:
        yield say("index.change_predecessor")
    if changed["cut_off"]:
        old, new = (fmt.day(day and date.fromisoformat(day)) for day in changed["cut_off"])
        yield say("index.change_cut_off", old=old, new=new)
    for name in ("status_label", "headline"):
        if changed[name]:
            old, new = (text or fmt.MISSING for text in changed[name])
            yield say(f"index.change_{name}", old=old, new=new)
    names = entry("index.lasting")
    for key, old, new in changed["lasting"]:
        yield say("index.change_lasting", name=names.get(key, key), old=old or fmt.MISSING, new=new)


def _moment(stamp: str) -> str:
    moment = datetime.fromisoformat(stamp)
    return f"{fmt.day(moment.date())} pukul {moment:%H.%M}"
