"""Where the cities' folders lie, and which there are."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from smartcity_analysis.intake.faults import did_you_mean, listed

PROFILE_FILE = "city.yml"
ROOT_VARIABLE = "SMARTCITY_ROOT"
RAW = Path("data", "raw")
PROCESSED = Path("data", "processed")
BASELINE = Path("data", "baseline")


class CityNotFound(FileNotFoundError):
    """No folder holds that city and year; the message lists those that exist."""


def locate(city: str, year: int, *, root: Path | None = None) -> Path:
    """Return the folder of a city and year.

    Parameters
    ----------
    city : str
    year : int
    root : Path, optional
        The folder that holds ``data/raw``. Default: see :func:`find_root`.

    Raises
    ------
    CityNotFound
        If there is no such city or year; lists those that exist.
    """
    base = find_root() if root is None else root
    known = available(base)
    if city not in known:
        hint = did_you_mean(str(city), known)
        raise CityNotFound(
            _sentences(f'Kota "{city}" tidak ada di data/raw', hint, _existing(known))
        )
    if year not in known[city]:
        raise CityNotFound(
            _sentences(f"Tahun {year} tidak ada untuk {city}", _existing({city: known[city]}))
        )
    return base / RAW / city / str(year)


def available(root: Path | None = None) -> dict[str, tuple[int, ...]]:
    """Return the cities under ``data/raw`` with their years.

    Parameters
    ----------
    root : Path, optional
        See :func:`load_city`.
    """
    raw = (find_root() if root is None else root) / RAW
    cities: dict[str, list[int]] = {}
    for folder in sorted(path for path in raw.glob("*/*") if path.is_dir()):
        if folder.name.isdecimal():
            cities.setdefault(folder.parent.name, []).append(int(folder.name))
    return {city: tuple(sorted(years)) for city, years in cities.items()}


def find_root(start: Path | None = None) -> Path:
    """Return the folder that holds ``data/raw``.

    Parameters
    ----------
    start : Path, optional
        Where to begin; default is the current folder. ``SMARTCITY_ROOT`` goes before both.

    Raises
    ------
    CityNotFound
        If neither `start` nor any folder above it holds ``data/raw``.
    """
    named = os.environ.get(ROOT_VARIABLE)
    if named and start is None:
        return Path(named)
    first = (start or Path.cwd()).resolve()
    for folder in (first, *first.parents):
        if (folder / RAW).is_dir():
            return folder
    raise CityNotFound(
        "Folder data/raw tidak ditemukan di sini maupun di atasnya. Pindah ke folder proyek, atau "
        f"isi {ROOT_VARIABLE}."
    )


def shown(folder: Path) -> str:
    """Return the folder as a reader knows it, never with the machine's own path."""
    parts = folder.resolve().parts
    return "/".join((*RAW.parts, *parts[-2:]) if parts[-4:-2] == RAW.parts else parts[-2:])


def _existing(known: Mapping[str, Iterable[int]]) -> str:
    cities = [f"{city} ({', '.join(map(str, years))})" for city, years in known.items()]
    return f"Yang ada: {listed(cities, at_most=20)}" if cities else "Belum ada kota satu pun"


def _sentences(*sentences: str) -> str:
    return " ".join(
        f"{text.rstrip('.?')}{'?' if text.endswith('?') else '.'}" for text in sentences if text
    )
