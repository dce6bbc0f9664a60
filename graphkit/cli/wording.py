"""How results look: lines for people, plain dictionaries for machines (the contract in docs/output.md)."""
import json

from .. import vocab
from ..catalog import Catalog, Passage, Resource
from ..query import Query
from ..search import Found, Hit
from ..sparql import Answer
from ..trace import DOWN, Path, Step
from . import recorded

PATH_COLUMNS = ("path", "step", "from", "link", "to", "direction", "basis", "file", "start", "end", "exact")
HIT_COLUMNS = ("iri", "label", "kind", "document", "why")
HOW = recorded.MATCHES
BASIS = {"stated": "staat er zo", "inferred": "conclusie", "": "zonder bewering"}


def passage_json(passage: Passage) -> dict:
    """A passage as the contract has it."""
    return {"iri": passage.iri, "file": passage.file, "start": passage.start, "end": passage.end, "exact": passage.exact}


def step_json(step: Step) -> dict:
    """A step as the contract has it: the stored triple, and how the walk went."""
    return {"from": step.source, "link": step.link, "to": step.target, "direction": step.direction, "basis": step.basis,
            "passages": [passage_json(p) for p in step.passages]}


def path_json(path: Path) -> list[dict]:
    """The steps of a chain in walking order."""
    return [step_json(step) for step in path.steps]


def path_rows(catalog: Catalog, paths):
    """A row per step and passage."""
    for number, path in enumerate(paths, 1):
        for place, step in enumerate(path.steps, 1):
            head = (number, place, step.source, step.link, step.target, step.direction, step.basis)
            for passage in step.passages:
                yield (*head, passage.file, passage.start, passage.end, passage.exact)
            if not step.passages:
                yield (*head, "", "", "", "")


def kind_of(catalog: Catalog, resource: Resource) -> str:
    """The kind of a thing in a lower-case word."""
    return catalog.name(resource.kind).label().lower()


def paths_text(catalog: Catalog, paths) -> str:
    """Each chain as a start and a line per step, with the quoted words below."""
    parts = []
    for number, path in enumerate(paths, 1):
        first = path.nodes[0]
        lines = [f"{number}. {catalog.label(first)} ({kind_of(catalog, catalog.resources[first])})"]
        for step in path.steps:
            name = catalog.name(step.link)
            words, end = (name.inverse(), step.source) if step.direction == DOWN else (name.label(), step.target)
            lines.append(f"   {words} → {catalog.label(end)} ({kind_of(catalog, catalog.resources[end])}) [{BASIS[step.basis]}]")
            lines += [f"      “{p.exact}” ({vocab.short(p.document)}, {p.start})" for p in step.passages]
            lines += [f"      omdat: {step.reason}"] if step.reason else []
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _links(catalog: Catalog, iri: str):
    """Claims about a thing as (words, other end, claim)."""
    for claim in catalog.claims(iri):
        name = catalog.name(claim.link)
        outward = claim.source == iri
        yield HOW.get(claim.link) or (name.label() if outward else name.inverse()), (claim.target if outward else claim.source), claim


def thing_text(catalog: Catalog, resource: Resource) -> str:
    """A thing on paper: its names, what is recorded about it, the words it rests on, its links."""
    lines = [resource.label(), f"{kind_of(catalog, resource)} · {vocab.short(resource.iri)}", resource.iri, "", resource.definition()]
    facts = recorded.lines(catalog, resource)
    lines += ["", "Gegevens:", *facts] if facts else []
    lines += ["", "Berust op:"] if catalog.passages(resource.iri) else []
    lines += [f"  “{p.exact}” ({vocab.short(p.document)}, {p.section}, {p.start})" for p in catalog.passages(resource.iri)]
    linked = list(_links(catalog, resource.iri))
    lines += ["", "Koppelingen:"] if linked else []
    for words, other, claim in linked:
        lines.append(f"  {words} → {catalog.label(other)} ({vocab.short(other)}) [{BASIS[vocab.local(claim.basis) if claim.basis else '']}]")
        lines += [f"      “{p.exact}”" for p in claim.passages]
    return "\n".join(lines)


def thing_json(catalog: Catalog, resource: Resource) -> dict:
    """A thing with its passages and links."""
    return {
        "iri": resource.iri, "label": resource.label(), "kind": vocab.kind_slug(vocab.local(resource.kind)),
        "definition": resource.definition(), "municipalities": list(resource.municipalities),
        "documents": list(resource.documents), "themes": list(resource.themes), "status": resource.status,
        "passages": [passage_json(p) for p in catalog.passages(resource.iri)],
        "links": [
            {"from": c.source, "link": c.link, "to": c.target, "basis": vocab.local(c.basis) if c.basis else "",
             "reason": c.reason, "passages": [passage_json(p) for p in c.passages]}
            for _, _, c in _links(catalog, resource.iri)
        ],
    }


def hit_json(hit: Hit) -> dict:
    """A search hit as the contract has it."""
    resource = hit.resource
    return {"iri": resource.iri, "label": resource.label(), "kind": vocab.kind_slug(vocab.local(resource.kind)),
            "document": next(iter(resource.documents), ""), "why": hit.why_nl}


def hits_text(catalog: Catalog, found: Found) -> str:
    """Hits, or the nearest names when there are none."""
    if not found.hits:
        near = "\n".join(f"  {r.label()} ({vocab.short(r.iri)})" for r in found.near)
        return "Niets gevonden." + (f" Bedoelt u:\n{near}" if near else " Probeer een ander of korter woord.")
    lines = [f"{h.resource.label()} ({kind_of(catalog, h.resource)}) · {vocab.short(h.resource.iri)}\n    {h.why_nl}" for h in found.hits]
    more = found.total - len(found.hits)
    return "\n".join(lines) + (f"\n… en nog {more}; geef --limit {found.total} voor alles." if more else "")


def question_json(question: Query) -> dict:
    """A named question with its parameters."""
    return {
        "name": question.name, "question_nl": question.question_nl, "question_en": question.question_en,
        "parameters": [
            {"name": p.name, "type": p.type, "optional": p.optional, "hint_nl": p.hint_nl, "hint_en": p.hint_en} for p in question.parameters
        ],
    }


def asks_about(row: dict, words) -> bool:
    """Whether each word stands in the name, the question or a parameter of a named question."""
    whole = " ".join([row["name"], row["question_nl"], row["question_en"], *(f"{p['name']} {p['hint_nl']}" for p in row["parameters"])]).casefold()
    return all(word.casefold() in whole for word in words)


def question_text(row: dict) -> str:
    """A named question on two lines."""
    parameters = " ".join(f"[{p['name']}=…]" if p["optional"] else f"{p['name']}=…" for p in row["parameters"])
    return f"{row['name']} {parameters}".rstrip() + f"\n    {row['question_nl']}"


def answer_text(catalog: Catalog, answer: Answer) -> str:
    """A table of an answer for people: labels beside identifiers, columns lined up, what is the same in every row said once above."""
    found = json.loads(answer.body)
    if answer.form == "ask":
        return "ja" if found["boolean"] else "nee"
    columns, bindings = found["head"]["vars"], found["results"]["bindings"]
    told = {value: recorded.words(catalog, value) for value in {cell["value"] for row in bindings for cell in row.values() if cell["type"] == "uri"}}
    rows = [[_cell(told, row.get(c)) for c in columns] for row in bindings]
    if not rows:
        return "Geen antwoord: er is niets dat hieraan voldoet.\n(0 rijen)"
    same = [i for i in range(len(columns)) if len(rows) > 1 and len({row[i] for row in rows}) == 1]
    shown = [i for i in range(len(columns)) if i not in same] or [same.pop()]
    widths = {i: min(60, max(len(r[i]) for r in [columns, *rows])) for i in shown}
    above = [f"{columns[i]}: {rows[0][i]}" for i in same if rows[0][i]]
    lines = ["  ".join(row[i].ljust(widths[i]) for i in shown).rstrip() for row in [columns, *rows]]
    return "\n".join([*above, *lines, f"({len(rows)} {'rij' if len(rows) == 1 else 'rijen'})"])


def _cell(told: dict[str, str], cell: dict | None) -> str:
    if cell is None:
        return ""
    return told[cell["value"]] if cell["type"] == "uri" else " ".join(cell["value"].split())
