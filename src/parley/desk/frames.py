"""Tables as pandas has them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from parley.desk.errors import DeskError

if TYPE_CHECKING:
    import pandas


def frame(
    rows: Iterable[Mapping[str, object]], columns: Sequence[str], days: Iterable[str]
) -> "pandas.DataFrame":
    """Rows by column as a frame, those of ``days`` as ``datetime64``.

    Raises ``DeskError`` where pandas is not installed.
    """
    try:
        import pandas
    except ImportError as fault:
        raise DeskError("a frame needs pandas: pip install 'parley-workbench[frames]'") from fault
    made = pandas.DataFrame(list(rows), columns=list(columns))
    for column in days:
        made[column] = pandas.to_datetime(made[column])
    return made
