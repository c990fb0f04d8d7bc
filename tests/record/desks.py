"""Small desks whose items are as a coder makes them."""

from parley.coding.ids import item_id
from parley.items import Document, Event, Evidence, Item
from parley.record import Store

CODER = "rules 1"


def document(number: int, text: str = "", lang: str = "en") -> Document:
    return Document(id=f"d{number:03}", text=text or f"They met on day {number}.", lang=lang)


def items(given: Document, many: int = 2) -> list[Item]:
    """Events that quote the document's first words, with the ids that follow from that."""
    quoted = Evidence(0, 8, given.text[:8])
    return [
        Event(
            id=item_id("event", given, 0, 8, "meet", ordinal),
            doc=given.id,
            mode="meet",
            type="CONSULT",
            evidence=(quoted,),
            coder="rules",
        )
        for ordinal in range(many)
    ]


def filled(address: str, many: int = 5) -> str:
    """A desk with documents, one in two versions, and one under two ids."""
    with Store.open(address) as store:
        for number in range(many):
            put(store, document(number))
        put(store, document(0, "They met again, it says now."))
        put(store, document(many, document(1).text))
    return address


def put(store: Store, given: Document) -> None:
    store.add(given, items(given), CODER)


def contents(address: str) -> tuple[list[Document], list[Item]]:
    with Store.open(address) as store:
        return store.documents(), store.assertions()
