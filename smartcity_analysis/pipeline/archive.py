"""Tables of a page as one file to fetch."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

NO_DATE = (1980, 1, 1, 0, 0, 0)
UNIX = 3
READABLE = 0o644 << 16


def archive(contents: Mapping[str, bytes]) -> bytes:
    """Pack files into a ZIP that carries no clock.

    Parameters
    ----------
    contents : mapping of str to bytes
        File name → content.

    Returns
    -------
    bytes
        The same for the same input, whatever its order.
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(contents):
            info = zipfile.ZipInfo(name, NO_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = UNIX
            info.external_attr = READABLE
            packed.writestr(info, contents[name])
    return buffer.getvalue()
