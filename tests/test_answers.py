"""Every named question gives exactly the answer that was read and approved (tests/answers/*.csv).

After a change in the data: `python -m tests.test_answers` writes them anew; read the difference
against the texts before it is committed.
"""
from pathlib import Path

import pytest

from graphkit import config, query
from graphkit.cells import table
from graphkit.store import open_store
from graphkit.vocab import short

FOLDER = Path(__file__).parent / "answers"
GIVEN = {
    "thema-per-gemeente": {"theme": "theme/nl-wendbaarheid"}, "elementen-van-een-document": {"document": "policy-document/weert-beleidsplan"},
    "wat-loopt-op": {"day": "2012-05-15"}, "wat-loopt-in": {"period": "2012-12"}, "wat-heeft-dit-nodig": {"thing": "project/dalfsen-klantcontactcentrum"},
    "wie-heeft-dit-nodig": {"thing": "deliverable/dalfsen-kennissysteem-kcc"}, "wie-hoort-bij": {"thing": "project/weert-dienstverleningsconcept"},
    "waarop-berust-dit": {"thing": "value/weert-duidelijkheid"}, "waartoe-dient-dit": {"thing": "activity/weert-termijnen-herijken"},
    "wat-steunt-dit": {"thing": "result/weert-draagvlak"},
}
NAMED = query.questions()


def answer(question, store) -> str:
    """The answer as CSV, identifiers as people write them."""
    rows = question.rows(store, **GIVEN.get(question.name, {}))
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return table(columns, ([short(row[c]) if c in row and row[c].iri else row.get(c, "") for c in columns] for row in rows)).decode()


def test_every_question_has_an_answer_and_every_answer_a_question():
    assert {p.stem for p in FOLDER.glob("*.csv")} == {q.name for q in NAMED}


@pytest.mark.parametrize("question", NAMED, ids=lambda q: q.name)
def test_a_question_gives_the_answer_that_was_approved(question, store):
    assert answer(question, store).splitlines() == (FOLDER / f"{question.name}.csv").read_text("utf-8").splitlines()


if __name__ == "__main__":
    opened = open_store("memory", config.rooms())
    for asked in NAMED:
        (FOLDER / f"{asked.name}.csv").write_text(answer(asked, opened), "utf-8", newline="")
