"""What was changed in an exported sheet, as wishes that a desk decides on."""

from collections.abc import Iterator, Mapping

from parley.desk.wishes import Wish
from parley.export.edits import Added, Edited, Stale
from parley.items import Document, Problem


def wished(
    edited: Edited, documents: Mapping[str, Document], author: str, reason: str | None
) -> Iterator[tuple[str, Wish]]:
    """Where in the file each stands, and what it wishes; fields of one row together."""
    rows: dict[str, dict[str, object]] = {}
    for edit in edited.edits:
        rows.setdefault(edit.target, {})[edit.field] = edit.new
    for target, fields in rows.items():
        first = next(edit for edit in edited.edits if edit.target == target)
        yield (
            first.place,
            Wish(
                act="edit",
                author=author,
                ids=(target,),
                fields=fields,
                reason=first.note or reason,
            ),
        )
    for mark in edited.marks:
        if mark.decision is not None:
            why = mark.note or reason
            wish = Wish(act=mark.decision, author=author, ids=(mark.target,), reason=why)
        else:
            wish = Wish(act="note", author=author, ids=(mark.target,), note=mark.note)
        yield mark.place, wish
    for added in edited.added:
        yield added.place, _added(added, documents, author, reason)


def _added(
    added: Added, documents: Mapping[str, Document], author: str, reason: str | None
) -> Wish:
    """From the words of a document of the desk where they stand in it, else by hand."""
    document = documents.get(added.source or "")
    fields = {name: value for name, value in added.fields.items() if name != "type"}
    if document is not None and added.evidence and added.evidence in document.text:
        return Wish(
            act="add",
            author=author,
            fields=fields,
            doc=document.id,
            text=added.evidence,
            reason=added.note or reason,
        )
    return Wish(
        act="add",
        author=author,
        fields=fields,
        url=added.url,
        title=added.source or added.headline or added.evidence,
        text=added.evidence,
        reason=added.note or reason,
    )


def outdated(stale: Stale, path: str) -> Problem:
    """An edit of what the desk has changed since the sheet was exported."""
    edit = stale.edit
    if stale.gone:
        return Problem(path, f"{edit.place}: {edit.target} is no event of this desk any more")
    return Problem(
        path,
        f"{edit.place}: the desk has {edit.field} as {stale.now!r} by now, not {edit.old!r}",
        hint=f"to change it to {edit.new!r} all the same: parley review edit {edit.target}"
        f" {edit.field}=…",
    )
