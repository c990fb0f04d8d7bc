"""Events of which little is sure, found by what they are kept with."""

from sqlalchemy import Connection, select

from parley.items import MergedEvent, from_json
from parley.record.bulk import pieces
from parley.record.facets import CONFLICTS, level
from parley.record.joined import joins
from parley.record.merge import with_reference
from parley.record.tables import events, facets


def doubtful(
    connection: Connection, limit: int, below: float, with_known: bool = True
) -> list[MergedEvent]:
    """Some events to be asked about: so many drafts, so many on which sources differ, and so
    many of the least sure, as far as there are any ``below`` a confidence."""
    places: set[str] = set()
    for facet in ("status draft", CONFLICTS):
        places.update(_having(connection, facet, limit))
    least: list[str] = []
    for step in range(level(below) + 1):
        if len(least) < limit:
            least += _having(connection, f"confidence {step}", limit - len(least))
    known = joins(connection) if with_known else {}
    found = []
    for piece in pieces(sorted({*places, *least})):
        for row in connection.execute(select(events).where(events.c.event.in_(piece))):
            event = from_json(row.payload, MergedEvent)
            found.append(with_reference(event, known.get(row.event, ())))
    return found


def _having(connection: Connection, facet: str, limit: int) -> list[str]:
    asked = select(facets.c.event).where(facets.c.facet == facet).limit(limit)
    return list(connection.scalars(asked))
