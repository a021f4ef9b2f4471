"""Writing without ever showing a half-written file."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any


def replace(path: Path, content: bytes) -> None:
    """Write beside the target and rename, so that a reader sees the old file or the new one.

    Parameters
    ----------
    path : Path
        Its folder is made when it is missing.
    content : bytes
    """
    replace_all({path: content})


def replace_all(contents: Mapping[Path, bytes]) -> None:
    """Write several files beside their targets, and only then rename them one after the other.

    Whatever can fail for long (a full disk, a folder without permission) fails before the first
    file has changed.

    Parameters
    ----------
    contents : mapping of Path to bytes
        Renamed in this order: put last what vouches for the others.

    Raises
    ------
    OSError
        If a file cannot be written or replaced, such as a workbook that Excel holds open.
    """
    staged: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            staged[path] = _stage(path, content)
        for path, beside in staged.items():
            beside.replace(path)
    finally:
        for beside in staged.values():
            beside.unlink(missing_ok=True)


def _stage(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp makes files that only their owner can read: no web server could show the page.
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def as_json(value: Mapping[str, Any]) -> bytes:
    """Encode for people and machines: sorted, indented, one line feed at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def read_record(path: Path) -> dict[str, Any] | None:
    """Read a ledger, a failure or another record that :func:`as_json` wrote.

    Parameters
    ----------
    path : Path

    Returns
    -------
    dict or None
        None when there is none or it is damaged: such a record vouches for nothing.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def digest(content: bytes) -> str:
    """Fingerprint of a file's content.

    Examples
    --------
    >>> digest(b"")[:12]
    'e3b0c44298fc'
    """
    return sha256(content).hexdigest()
