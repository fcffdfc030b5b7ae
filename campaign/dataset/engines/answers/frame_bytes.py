"""The conversion of a small frame to bytes and back without any change (Arrow IPC)."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
from pandas.api.types import is_object_dtype


def write_frame(frame: pd.DataFrame) -> bytes | None:
    """Return the frame as bytes; None if `read_frame` would return a different one."""
    try:
        table = pa.Table.from_pandas(frame, preserve_index=False)
        sink = pa.BufferOutputStream()
        options = pa.ipc.IpcWriteOptions(compression="zstd")
        with pa.ipc.new_stream(sink, table.schema, options=options) as writer:
            writer.write_table(table)
        content: bytes = sink.getvalue().to_pybytes()
        is_same = _are_identical(read_frame(content), frame)
    except (pa.ArrowException, ValueError, OverflowError):
        return None
    return content if is_same else None


def read_frame(content: bytes) -> pd.DataFrame:
    """Return the frame of bytes from `write_frame`."""
    frame: pd.DataFrame = pa.ipc.open_stream(content).read_all().to_pandas()
    return frame


def _are_identical(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Return True if all types are equal, also those of missing values among objects."""
    if not one.dtypes.equals(other.dtypes) or not one.equals(other):
        return False
    places = [at for at, dtype in enumerate(one.dtypes) if is_object_dtype(dtype)]
    return all(
        list(map(type, one.iloc[:, at])) == list(map(type, other.iloc[:, at])) for at in places
    )
