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
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp makes files that only their owner can read: no web server could show the page.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def replace_all(contents: Mapping[Path, bytes]) -> None:
    """Write several files; the last one (a manifest) says that the others are complete."""
    for path, content in contents.items():
        replace(path, content)


def as_json(value: Mapping[str, Any]) -> bytes:
    """Encode for people and machines: sorted, indented, one line feed at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def digest(content: bytes) -> str:
    """Fingerprint of a file's content.

    Examples
    --------
    >>> digest(b"")[:12]
    'e3b0c44298fc'
    """
    return sha256(content).hexdigest()
