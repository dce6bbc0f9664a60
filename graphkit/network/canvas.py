"""A drawing as pyvis has it: nodes, edges and options for vis-network, and the one file of vis-network that is served.

The HTML that pyvis writes is never used; its data is. No `group` key (it drops colours), always
directed (else parallel links merge), never an empty label (it would become the identifier).
"""
from pathlib import Path

import pyvis
from pyvis.network import Network

from .cards import Drawing

VERSION = "vis-9.1.2"
OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "selectionWidth": 1.5, "hoverWidth": 0.5},
    "nodes": {"shape": "custom"},
    "interaction": {
        "hover": True, "multiselect": False, "tooltipDelay": 1_000_000, "zoomView": True, "dragView": True,
        "keyboard": {"enabled": False, "bindToWindow": False}, "navigationButtons": False,
    },
}
INK = {"serves": "#44545b", "needs": "#7c4a00", "touches": "#75848a"}


def vis_network_file() -> Path:
    """vis-network.min.js inside the installed pyvis: the only file of it that may be served."""
    return Path(pyvis.__file__).parent / "lib" / VERSION / "vis-network.min.js"


def network_data(drawing: Drawing) -> dict:
    """The drawing as lists of nodes and edges and the options, as pyvis gives them to vis-network."""
    net = Network(directed=True, cdn_resources="local")
    for c in drawing.cards:
        net.add_node(
            c.key, label=c.label or c.key, shape="custom", color=c.look.colour, x=c.x, y=c.y, fixed=False, physics=False,
            lines=c.lines, word=c.kind, form=c.form, width=c.width, height=c.height, more=c.more, focus=c.focus,
        )
    for li in drawing.lines:
        net.add_edge(
            li.source, li.target, arrows={"to": {"enabled": li.forward, "scaleFactor": 0.6}, "from": {"enabled": li.backward, "scaleFactor": 0.6}},
            dashes=[6, 5] if li.inferred else False, width=li.width, color=dict.fromkeys(("color", "highlight", "hover"), INK[li.family]),
            names=[{"text": la.text, "at": la.at, "inferred": la.inferred} for la in li.labels],
        )
    nodes, edges, *_ = net.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": OPTIONS}
