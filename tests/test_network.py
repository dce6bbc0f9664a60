"""Pictures choose well, never put one thing over another, say what they leave out, and grow without moving."""
import json
import random
from collections import Counter
from itertools import combinations

import pytest

from graphkit import config, network, vocab
from graphkit.catalog import Catalog
from graphkit.errors import GraphkitError, NotFound
from graphkit.network import canvas, cards, layout, overview
from graphkit.network.picture import AT_ONCE, MOST, Pictures, View
from graphkit.store import open_store
from web.kinds import group_of

VALUE, PROJECT = vocab.ID + "value/weert-duidelijkheid", vocab.ID + "project/weert-dienstverleningsconcept"
HUB, CROWD = vocab.ID + "goal/menigte-doel", 700
HEAD = """@prefix bg: <https://w3id.org/beleidsgraaf/def#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix id: <https://w3id.org/beleidsgraaf/id/> .
<https://w3id.org/beleidsgraaf/id/policy-document/menigte> a bg:PolicyDocument ; rdfs:label "Menigte"@nl ; bg:graph <https://w3id.org/beleidsgraaf/graph/menigte/menigte> .
<https://w3id.org/beleidsgraaf/id/goal/menigte-doel> a bg:Goal ; rdfs:label "Doel"@nl .
"""
ONE = """<https://w3id.org/beleidsgraaf/id/{kind}/menigte-{n}> a bg:{name} ; rdfs:label "Ding {n}"@nl .
<https://w3id.org/beleidsgraaf/id/claim/menigte-{n}> a bg:Claim ; bg:basis bg:stated ;
  rdf:subject <https://w3id.org/beleidsgraaf/id/{kind}/menigte-{n}> ; rdf:predicate bg:{link} ; rdf:object <https://w3id.org/beleidsgraaf/id/goal/menigte-doel> .
"""


@pytest.fixture(scope="module")
def pictures(catalog, links):
    return Pictures(catalog, links)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """A goal with seven hundred things around it."""
    folder = tmp_path_factory.mktemp("data") / "documents" / "menigte"
    folder.mkdir(parents=True)
    around = [("result", "Result", "contributesTo"), ("project", "Project", "realises"), ("statement", "Statement", "concernsElement")]
    text = "".join(ONE.format(kind=k, name=c, link=link, n=n) for n in range(CROWD) for k, c, link in [around[n % 3]])
    (folder / "menigte.ttl").write_text(HEAD + text, "utf-8")
    catalog = Catalog(open_store("memory", config.rooms(data=folder.parent.parent)))
    return Pictures(catalog, network.of(catalog))


def overlaps(places):
    return [(a, b) for a, b in combinations(places, 2) if abs(places[a][0] - places[b][0]) < layout.WIDTH and abs(places[a][1] - places[b][1]) < layout.HEIGHT]


def places_of(picture):
    return {n.iri: (n.x, n.y) for n in picture.nodes}


@pytest.mark.parametrize("count", [1, 2, 17, 60, 150, 400])
@pytest.mark.parametrize("name", sorted(layout.LAYOUTS))
def test_no_layout_ever_puts_a_card_over_another_and_each_is_the_same_twice(name, count):
    dice = random.Random(count)
    items = [layout.Item(str(i), dice.choice([2, 3, 4, 5, 101, 102, 104]), min(i, 1 if i < count // 2 else 2)) for i in range(count)]
    pairs = [(str(i), str(dice.randrange(i))) for i in range(1, count)] + [(str(dice.randrange(count)), str(dice.randrange(count))) for _ in range(count)]
    places = layout.LAYOUTS[name](items, [p for p in pairs if p[0] != p[1]])
    assert len(places) == count and not overlaps(places)
    assert places == layout.LAYOUTS[name](items, [p for p in pairs if p[0] != p[1]])


@pytest.mark.parametrize("name", sorted(layout.LAYOUTS))
def test_opening_adds_ten_new_cards_moves_none_and_ends_when_all_are_there(pictures, name):
    view, before = View(VALUE, layout=name), pictures.draw(View(VALUE, layout=name))
    hub = max(before.nodes, key=lambda n: n.hidden)
    for opened in range(1, hub.hidden // AT_ONCE + 3):
        after = pictures.draw(View(VALUE, layout=name, opened=(hub.iri,) * opened))
        old, new = places_of(before), places_of(after)
        left = next(n.hidden for n in before.nodes if n.iri == hub.iri)
        assert {iri: new[iri] for iri in old} == old
        assert len(new) - len(old) == min(AT_ONCE, left) and not overlaps(new)
        before = after
    assert next(n.hidden for n in before.nodes if n.iri == hub.iri) == 0
    assert view.opened == ()


def test_a_card_says_how_many_neighbours_are_not_in_the_picture(pictures, links):
    picture = pictures.draw(View(PROJECT))
    shown = {n.iri for n in picture.nodes}
    around = {n.iri: {*links.succ[n.iri], *links.pred[n.iri]} - shown for n in picture.nodes}
    assert {n.iri: n.hidden for n in picture.nodes} == {iri: len(others) for iri, others in around.items()}


def test_sixty_cards_by_default_and_what_is_left_out_is_counted_per_relation(crowd):
    picture = crowd.draw(View(HUB))
    assert (len(picture.nodes), picture.within, picture.cut) == (60, CROWD + 1, CROWD - 59)
    assert sum(m.count for m in picture.missing) == picture.cut
    assert {m.direction for m in picture.missing} == {"down"} and {vocab.local(m.link) for m in picture.missing} <= {"contributesTo", "realises", "concernsElement"}
    assert len(crowd.draw(View(HUB, limit=300)).nodes) == 300
    assert len(crowd.draw(View(HUB, limit=5000)).nodes) == MOST == 400


def test_means_to_end_goes_before_what_only_touches(crowd):
    kinds = Counter(vocab.local(n.kind) for n in crowd.draw(View(HUB)).nodes)
    assert kinds["Statement"] == 0 and kinds["Result"] + kinds["Project"] == 59


def test_the_same_document_goes_before_another(pictures, catalog):
    from graphkit.network.picture import Around
    view = View(VALUE, steps=2)
    around = Around(catalog, pictures.network, view)
    near, far = [], []
    for iri in around.levels():
        shared = set(catalog.resources[iri].documents) & set(catalog.resources[VALUE].documents)
        (near if shared else far).append(around.rank(iri))
    assert near and far and max(near) < min(far)


def test_filters_on_kind_family_link_and_document_let_only_those_pass(pictures, catalog):
    families = pictures.draw(View(vocab.ID + "project/dalfsen-klantcontactcentrum", families=("needs",)))
    assert {r.family for r in families.relations} == {"needs"}
    kinds = pictures.draw(View(VALUE, kinds=(vocab.BG + "Result",)))
    assert {n.kind for n in kinds.nodes if n.iri != VALUE} == {vocab.BG + "Result"}
    by_link = pictures.draw(View(VALUE, links=(vocab.BG + "expresses",), steps=2))
    assert {r.link for r in by_link.relations} == {vocab.BG + "expresses"}
    document = vocab.ID + "policy-document/weert-beleidsplan"
    inside = pictures.draw(View(document=document, limit=MOST))
    assert all(document in catalog.resources[n.iri].documents or n.iri == document for n in inside.nodes) and len(inside.nodes) > 50


def test_a_class_filter_takes_its_subclasses_along(pictures, catalog):
    everything = pictures.draw(View(PROJECT, steps=2, limit=MOST, kinds=(vocab.BG + "PolicyElement",)))
    assert len(everything.nodes) == len(pictures.draw(View(PROJECT, steps=2, limit=MOST)).nodes)


def test_a_view_that_cannot_be_is_refused_with_what_can(pictures):
    for view in (View(VALUE, layout="spiraal"), View(VALUE, steps=5), View(VALUE, families=("alles",)), View(), View(VALUE, opened=(VALUE,) * 41)):
        with pytest.raises(GraphkitError):
            pictures.draw(view)
    with pytest.raises(NotFound):
        pictures.draw(View(vocab.ID + "goal/bestaat-niet"))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", sorted(layout.LAYOUTS))
def test_names_of_links_cover_no_card_and_no_other_name(pictures, catalog, name, lang):
    drawing = cards.draw(pictures.draw(View(document=vocab.ID + "policy-document/weert-beleidsplan", layout=name)), catalog, lang, group_of)
    names = [cards.label_box(la.text, line.spot(la.at)) for line in drawing.lines for la in line.labels if la.at is not None]
    boxes = names + [c.box for c in drawing.cards]
    assert len(names) > 80
    for a, b in combinations(boxes, 2):
        assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]


def test_above_seventy_lines_only_those_of_the_focus_carry_their_names(pictures, catalog):
    drawing = cards.draw(pictures.draw(View(VALUE, steps=2)), catalog, "nl", group_of)
    named = [line for line in drawing.lines if any(la.at is not None for la in line.labels)]
    assert len(drawing.lines) > cards.DENSE and named and all(VALUE in (line.source, line.target) for line in named)


@pytest.mark.parametrize("text", ["Wendbaarheid", "Het dienstverleningsconcept zit in het DNA van raad, college en organisatie", "x" * 5000, "W" * 30, "", "Lang " * 2000, "kop- en staart"])
def test_a_name_is_broken_to_fit_its_card(text):
    lines = cards.wrap(text, 180, cards.LABEL)
    assert len(lines) <= cards.MOST_LINES and all(cards.width_of(line, cards.LABEL) <= 180 for line in lines)
    whole = "".join(lines).replace("-", "").replace("…", "").replace(" ", "")
    assert text.replace(" ", "").replace("-", "").startswith(whole)


def test_pyvis_data_walks_into_none_of_its_traps(pictures, catalog, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    picture = pictures.draw(View(PROJECT))
    data = canvas.network_data(cards.draw(picture, catalog, "nl", group_of))
    assert not any("group" in n or "title" in n for n in data["nodes"]) and all(n["label"] for n in data["nodes"])
    assert {n["color"] for n in data["nodes"]} > {"#1f5fa6"}
    named = Counter((*sorted((e["from"], e["to"])), name["text"]) for e in data["edges"] for name in e["names"])
    stored = Counter((*sorted((r.source, r.target)), catalog.name(r.link).nl) for r in picture.relations if r.source != r.target)
    assert set(named) == set(stored)
    assert data["options"]["physics"] == {"enabled": False} and data["options"]["edges"]["smooth"] is False
    assert data["options"]["interaction"]["keyboard"]["bindToWindow"] is False
    assert json.dumps(data) and not list(tmp_path.iterdir())


def test_vis_network_comes_out_of_the_installed_pyvis():
    file = canvas.vis_network_file()
    assert file.name == "vis-network.min.js" and "@version 9.1.2" in file.read_text("utf-8")[:600]


def test_the_overview_counts_each_kind_and_names_the_commonest_link(crowd):
    drawing = overview.kinds(crowd.catalog, crowd.network, list(crowd.network), "nl", group_of)
    assert {(c.label, c.kind) for c in drawing.cards} == {("Doel", "1 ×"), ("Resultaat", "234 ×"), ("Project", "233 ×"), ("Constatering", "233 ×")}
    assert {la.text for line in drawing.lines for la in line.labels} == {"234 × draagt bij aan", "233 × realiseert", "233 × zegt iets over"}


def test_a_picture_as_network_holds_just_its_cards_and_links(pictures):
    picture = pictures.draw(View(VALUE))
    part = pictures.part(picture)
    assert (part.number_of_nodes(), part.number_of_edges()) == (len(picture.nodes), len(picture.relations))
