"""How values are written in words: names, kinds, dates, money; and where a link leads."""
import re
from datetime import date
from decimal import Decimal, InvalidOperation

from flask import Flask, current_app, url_for

from graphkit import __version__, vocab
from graphkit.audit import reasons
from graphkit.audit.words import fraction, rule_text, severity, share, state
from graphkit.catalog import Name, Resource
from graphkit.sources import unmarked
from graphkit.validate import spoken
from graphkit.validate.spoken import MONTHS

from . import facts, places
from .desk import desk
from .kinds import GROUPS, Group, group_of
from .language import lang, t
from .paging import changed

MEDIA = {"turtle": "text/turtle", "jsonld": "application/ld+json", "csv": "text/csv"}
WEB = re.compile(r"https?://[^\s<>\"'`\\]+\Z")


def named(thing) -> Resource | Name:
    """The element or term for an IRI; a value that is one already stays as it is."""
    return thing if isinstance(thing, (Resource, Name)) else desk().named(str(thing))


def label(thing) -> str:
    """The name of an element or term in the language of this request."""
    return named(thing).label(lang())


def speaks(thing) -> str:
    """The language of that name where it differs from the page, else nothing: for a `lang` attribute."""
    found = named(thing)
    return "nl" if lang() == "en" and found.nl and not found.en else ""


def definition(thing) -> str:
    """The explanation of an element or term in the language of this request."""
    found = named(thing)
    return found.definition(lang()) if isinstance(found, Resource) else found.comment(lang())


def kind(thing) -> str:
    """The word for the kind of an element."""
    found = named(thing)
    return label(found.kind) if isinstance(found, Resource) else ""


def group(thing) -> Group:
    """The group of kinds that an element, or a class, belongs to: its colour and shape."""
    found = named(thing)
    return group_of((desk().catalog.name(found.kind) if isinstance(found, Resource) else found).order)


def address(iri) -> str:
    """Where a link to this thing leads within the application; empty when it has no page here."""
    iri = iri.iri if isinstance(iri, (Resource, Name)) else str(iri)
    if iri.startswith(vocab.ID):
        return url_for("linked_data.doc", name=iri[len(vocab.ID):])
    if iri.startswith(vocab.BG):
        return url_for("model.view", _anchor=vocab.local(iri))
    if iri.startswith(vocab.BGSH):
        return url_for("coherence.rule", rule=vocab.local(iri))
    return ""


def outside(value) -> str:
    """The value when it is a web address that may stand in a link, else nothing."""
    return str(value) if WEB.match(str(value)) else ""


def day(value) -> str:
    """2021-03-01 as 1 maart 2021; what is no date stays as it is."""
    try:
        return spoken.day(date.fromisoformat(str(value)[:10]), lang())
    except ValueError:
        return str(value)


def number(value) -> str:
    """1234.50 as 1.234,5 in Dutch and 1,234.5 in English."""
    plain = _plain(value)
    if plain is None:
        return str(value)
    text = f"{Decimal(plain):,f}"
    return text if lang() == "en" else text.translate(str.maketrans(",.", ".,"))


def money(value) -> str:
    """-3000.00 as € −3.000, 2.5 as € 2,50: as messages write it."""
    plain = _plain(value)
    return "€ " + (str(value) if plain is None else spoken.number(plain, lang()).replace("-", "−"))


def _plain(value) -> str | None:
    """A decimal without exponent and idle zeros; None for what is no number."""
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return None
    if not exact.is_finite():
        return None
    text = f"{exact:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def count(n: int, one: str, many: str) -> str:
    """A number with its noun: 1 doel, 2 doelen."""
    return f"{number(n)} {one if n == 1 else many}"


def span(period: facts.Period) -> str:
    """A period as people write it."""
    return facts.span(period, MONTHS[lang()], t("tot en met", "up to and including"))


def capitalize_first(text: str) -> str:
    """The text with a capital at its beginning; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def place(name: str) -> str:
    """Where a nearest name leads: a question by its name, else a thing."""
    return url_for("questions.ask", name=name) if "/" not in name else address(vocab.expand(name))


def in_words(name: str) -> str:
    """A nearest name in words: the name and kind of an element, else the name as it is."""
    found = desk().catalog.resources.get(vocab.expand(name)) if "/" in name else None
    return f"{label(found)} ({kind(found)})" if found else name


def message(finding) -> str:
    """What a finding says in the language of this request."""
    return finding.message(lang())


def advice(finding) -> str:
    """What to do about a finding in the language of this request."""
    return finding.advice(lang())


def severity_word(which: str) -> str:
    """What a severity is called; of an observation also that a person made it."""
    said = severity(which, lang())
    return capitalize_first(said.replace("waarneming, ", "opgemerkt door een mens: ").replace("observation, ", "noticed by a person: "))


def state_word(which: str) -> str:
    """What a state is called."""
    return state(which, lang())


def term(explanation) -> str:
    """From and until when an explanation holds."""
    return reasons.term(explanation, lang())


def ending(explanation) -> str:
    """That an explanation ends soon after the day of the audit; else nothing."""
    return reasons.ending(explanation, desk().audit.day, lang())


def _has(endpoint: str) -> bool:
    return endpoint in current_app.view_functions


def fit(app: Flask) -> None:
    """Give every template these filters."""
    app.jinja_env.filters.update(
        label=label, speaks=speaks, definition=definition, kind=kind, group=group, address=address, outside=outside,
        day=day, number=number, money=money, named=named, span=span, capitalize_first=capitalize_first, place=place,
        in_words=in_words, message=message, advice=advice, reading=places.reading, unmarked=unmarked, media=lambda form: MEDIA[form],
        short=lambda iri: vocab.short(str(iri)), local=lambda iri: vocab.local(str(iri)),
        severity_word=severity_word, term=term, ending=ending, state_word=state_word, blanks=rule_text, share=lambda measure: share(measure, lang()), fraction=lambda measure: fraction(measure, lang()),
        slug=lambda iri: vocab.kind_slug(vocab.local(str(iri))),
    )
    app.jinja_env.globals.update(changed=changed, count=count, has=_has, version=__version__, groups=GROUPS)
    app.jinja_env.policies["json.dumps_kwargs"] = {"ensure_ascii": True, "sort_keys": True}
