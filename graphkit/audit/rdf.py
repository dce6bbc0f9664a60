"""An audit as RDF: a SHACL validation report, and EARL assertions with DQV measurements."""
from collections.abc import Iterator

import pyoxigraph as ox

from .. import vocab
from ..validate.records import EXPLAINED, OBSERVATION, OPEN
from .choose import OBSERVATION_RULE
from .measures import METRICS
from .records import Audit, Placed
from .words import day, rule_parts, scope, share, verdict, words

EARL, DQV = "http://www.w3.org/ns/earl#", "http://www.w3.org/ns/dqv#"
PREFIXES = {n: vocab.PREFIXES[n] for n in ("bg", "bgsh", "rdf", "rdfs", "xsd", "dct", "sh", "owl", "prov")} | {"earl": EARL, "dqv": DQV}
REPORT, FINDING, METRIC = vocab.ID + "audit/", vocab.ID + "finding/", vocab.ID + "metric/"
SEVERITY = {"violation": "Violation", "warning": "Warning", "info": "Info"}
COMPONENT, STATE = vocab.BGSH + "RuleConstraintComponent", vocab.BGSH + "state"
Triples = Iterator[ox.Triple]


def shacl(audit: Audit, lang: str = "nl") -> bytes:
    """A sh:ValidationReport in Turtle: a result for each finding of a rule that differs, open or explained.

    As SHACL has it, sh:conforms is true only without any result. What agrees or cannot be derived is no
    result, and what people observed comes from no shape: both are left out.
    """
    return _turtle(_shacl(audit, lang))


def earl(audit: Audit, lang: str = "nl") -> bytes:
    """EARL in Turtle: how each rule ended in each document, what people observed; and the measures as DQV."""
    return _turtle([*_earl(audit, lang), *_dqv(audit, lang)])


def _shacl(audit: Audit, lang: str) -> Triples:
    report = _report(audit)
    results = [p for p in audit.findings if p.finding.kind != OBSERVATION and p.finding.state in (OPEN, EXPLAINED)]
    yield from _says(report, vocab.TYPE, vocab.SH + "ValidationReport")
    yield from _about(audit, report, lang)
    yield _triple(report, vocab.SH + "conforms", ox.Literal(not results))
    for placed in results:
        yield _triple(report, vocab.SH + "result", _iri(FINDING + placed.finding.id))
        yield from _result(placed)
    yield from _says(COMPONENT, vocab.TYPE, vocab.SH + "ConstraintComponent")
    yield from _both(COMPONENT, vocab.RDFS + "comment", "De regel als geheel; welke eis ervan het is, staat in de vorm.",
                     "The rule as a whole; which of its demands it is stands in the shape.")
    yield from _says(STATE, vocab.TYPE, vocab.OWL + "AnnotationProperty")
    yield from _both(STATE, vocab.RDFS + "comment", "Of een bevinding open is, of verantwoord met een reden.", "Whether a finding is open, or explained with a reason.")


def _result(placed: Placed) -> Triples:
    f = placed.finding
    node = FINDING + f.id
    yield from _says(node, vocab.TYPE, vocab.SH + "ValidationResult")
    yield _triple(node, vocab.SH + "focusNode", _term(f.elements[0] if f.elements else f.value))
    yield from _says(node, vocab.SH + "resultSeverity", vocab.SH + SEVERITY[f.severity])
    yield from _says(node, vocab.SH + "sourceShape", f.rule)
    yield from _says(node, vocab.SH + "sourceConstraintComponent", COMPONENT)
    yield from _both(node, vocab.SH + "resultMessage", f.message_nl, f.message_en)
    yield from _both(node, vocab.BGSH + "advice", f.advice_nl, f.advice_en)
    if f.value and f.value not in f.elements[:1]:
        yield _triple(node, vocab.SH + "value", _term(f.value))
    yield _triple(node, vocab.DCT + "identifier", ox.Literal(f.id))
    yield _triple(node, STATE, ox.Literal(f.state))
    if f.reason:
        yield _triple(node, vocab.BG + "reason", ox.Literal(f.reason))
    if f.explanation:
        yield from _says(node, vocab.DCT + "relation", f.explanation.deviation)
    for name, values in (("concerns", f.elements), ("statedIn", placed.documents), ("municipality", placed.municipalities)):
        yield from (_triple(node, vocab.BG + name, _term(v)) for v in values)
    for passage in f.passages:
        yield from _says(node, vocab.EVIDENCE, passage.iri)
        yield from _says(passage.iri, vocab.IN_DOCUMENT, passage.document)
        for name, value in (("start", passage.start), ("end", passage.end), ("exact", passage.exact)):
            yield _triple(passage.iri, vocab.OA + name, ox.Literal(value))


def _earl(audit: Audit, lang: str) -> Triples:
    report = _report(audit)
    yield from _about(audit, report, lang)
    yield from _says(report, vocab.TYPE, vocab.PREFIXES["prov"] + "Entity")
    for rule in audit.tallies:
        yield from _says(rule.rule.iri, vocab.TYPE, EARL + "TestCriterion")
        yield _triple(rule.rule.iri, vocab.DCT + "description", ox.Literal(rule_parts(rule.rule, lang)[0], language=lang))
    for document in audit.documents:
        yield from _says(document, vocab.TYPE, EARL + "TestSubject")
        yield _triple(document, vocab.DCT + "title", ox.Literal(audit.name(document).label(lang), language=lang))
    tool, person = report + "/beleidsgraaf", report + "/auditor"
    yield from _says(tool, vocab.TYPE, EARL + "Software")
    yield _triple(tool, vocab.DCT + "title", ox.Literal("Beleidsgraaf"))
    for version in audit.versions:
        yield _triple(tool, vocab.DCT + "hasVersion", ox.Literal(f"{version.name} {version.version}"))
    for outcome in audit.outcomes:
        manual = outcome.rule == OBSERVATION_RULE
        node = f"{report}/{'observed' if manual else vocab.local(outcome.rule)}/{vocab.local(outcome.document)}"
        yield from _says(node, vocab.TYPE, EARL + "Assertion")
        yield from _says(node, EARL + "assertedBy", person if manual else tool)
        yield from _says(node, EARL + "mode", EARL + ("manual" if manual else "automatic"))
        yield from _says(node, EARL + "test", outcome.rule)
        yield from _says(node, EARL + "subject", outcome.document)
        yield from _says(node, EARL + "result", node + "/result")
        yield from _says(node + "/result", vocab.TYPE, EARL + "TestResult")
        yield from _says(node + "/result", EARL + "outcome", EARL + outcome.outcome)
        yield _triple(node + "/result", vocab.DCT + "date", _date(audit))
        for finding in (f for f in outcome.findings if f.state in (OPEN, EXPLAINED)):
            yield from _says(node + "/result", EARL + "pointer", FINDING + finding.id)
            yield _triple(FINDING + finding.id, vocab.DCT + "identifier", ox.Literal(finding.id))
            yield _triple(FINDING + finding.id, vocab.DCT + "description", ox.Literal(finding.message(lang), language=lang))
            yield from [_triple(node + "/result", EARL + "info", ox.Literal(finding.reason))] if finding.reason else []
    if any(o.rule == OBSERVATION_RULE for o in audit.outcomes):
        yield from _says(OBSERVATION_RULE, vocab.TYPE, EARL + "TestCriterion")
        yield from _says(person, vocab.TYPE, EARL + "Assertor")
        yield _triple(person, vocab.DCT + "title", ox.Literal(words(lang)["observation"], language=lang))


def _dqv(audit: Audit, lang: str) -> Triples:
    report = _report(audit)
    for metric in METRICS:
        node = METRIC + metric.name
        yield from _says(node, vocab.TYPE, DQV + "Metric")
        yield from _both(node, vocab.LABEL, metric.title_nl, metric.title_en)
        yield from _both(node, vocab.RDFS + "comment", metric.told_nl, metric.told_en)
        yield from _says(node, DQV + "expectedDataType", vocab.XSD + "decimal")
    for measure in audit.measures:
        about = measure.scope or report
        node = f"{report}/{measure.metric}/{measure.within}{'/' + vocab.local(measure.scope) if measure.scope else ''}"
        yield from _says(node, vocab.TYPE, DQV + "QualityMeasurement")
        yield from _says(node, DQV + "isMeasurementOf", METRIC + measure.metric)
        yield from _says(node, DQV + "computedOn", about)
        said = f"{scope(audit, measure.within, measure.scope, lang)}: {share(measure, lang)}, {measure.numerator}/{measure.denominator}"
        yield _triple(node, vocab.RDFS + "comment", ox.Literal(said, language=lang))
        if measure.percentage is not None:  # without anything to count there is no value, and none is given
            yield _triple(node, DQV + "value", ox.Literal(str(measure.percentage), datatype=ox.NamedNode(vocab.XSD + "decimal")))


def _about(audit: Audit, report: str, lang: str) -> Triples:
    yield _triple(report, vocab.DCT + "title", ox.Literal(f"{words(lang)['title']}, {day(audit, lang)}", language=lang))
    yield _triple(report, vocab.DCT + "description", ox.Literal(verdict(audit, lang), language=lang))
    yield _triple(report, vocab.DCT + "created", _date(audit))


def _report(audit: Audit) -> str:
    return REPORT + audit.day.isoformat()


def _date(audit: Audit) -> ox.Literal:
    return ox.Literal(audit.day.isoformat(), datatype=ox.NamedNode(vocab.XSD + "date"))


def _both(subject: str, predicate: str, nl: str, en: str) -> Triples:
    yield from (_triple(subject, predicate, ox.Literal(text, language=lang)) for lang, text in (("nl", nl), ("en", en)) if text)


def _says(subject: str, predicate: str, target: str) -> Triples:
    yield _triple(subject, predicate, _iri(target))


def _triple(subject: str, predicate: str, target) -> ox.Triple:
    return ox.Triple(_iri(subject), ox.NamedNode(predicate), target)


def _iri(text: str) -> ox.NamedNode:
    return ox.NamedNode(text)


def _term(text: str):
    """A node for what is an IRI, else the text itself."""
    try:
        return ox.NamedNode(text)
    except ValueError:
        return ox.Literal(text)


def _turtle(triples) -> bytes:
    return ox.serialize(dict.fromkeys(triples), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
