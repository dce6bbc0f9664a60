/* Draws the relation graph that the server has chosen and placed; adds cards when one is opened.
   Everything it writes is text: no HTML is ever made from what comes out of the data. */
"use strict";
(() => {
  const box = document.getElementById("picture");
  if (!box) return;
  const told = document.getElementById("told"), panel = document.getElementById("chosen");
  const style = getComputedStyle(document.documentElement);
  const paint = name => style.getPropertyValue(name).trim();
  const INK = paint("--ink"), SOFT = paint("--soft"), PAPER = paint("--paper"), EDGE = paint("--edge"), WASH = paint("--wash"), DEEP = paint("--deep");
  const SANS = getComputedStyle(document.body).fontFamily;
  const LEGIBLE = 0.4, SMALLEST = 0.08, LARGEST = 3;
  let network, nodes, edges, things = {}, chosen = null, shownSearch = location.search;

  const SPOTS = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78];
  const all = selector => [...document.querySelectorAll(selector)];
  const lists = window.graphLists;
  const say = text => { told.textContent = text; };

  function fail() { box.removeAttribute("role"); box.classList.add("failed"); box.textContent = box.dataset.failed; }

  async function fetchData(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  /* Cards and lines */

  const dim = id => chosen !== null && id !== chosen && !network.getConnectedNodes(chosen).includes(id);

  function card({ ctx, id, x, y, state }) {
    const n = nodes.get(id), left = x - n.width / 2, top = y - n.height / 2;
    const drawNode = () => {
      ctx.save();
      ctx.globalAlpha = dim(id) ? 0.25 : 1;
      ctx.beginPath();
      ctx.roundRect(left, top, n.width, n.height, 8);
      ctx.fillStyle = n.focus ? WASH : PAPER;
      ctx.fill();
      ctx.lineWidth = state.selected ? 3 : n.focus ? 2.5 : 1;
      ctx.strokeStyle = state.selected ? DEEP : n.focus || state.hover ? n.color : EDGE;
      ctx.stroke();
      ctx.save();
      ctx.translate(left + 12, top + 9);
      ctx.fillStyle = n.color;
      ctx.fill(new Path2D(n.form));
      ctx.restore();
      ctx.textAlign = "left";
      ctx.textBaseline = "alphabetic";
      ctx.font = `11.5px ${SANS}`;
      ctx.fillStyle = n.color;
      ctx.fillText(n.word, left + 30, top + 19);
      ctx.fillStyle = INK;
      ctx.font = `13.5px ${SANS}`;
      n.lines.forEach((line, i) => ctx.fillText(line, left + 12, top + 39 + i * 17));
      if (n.more) {
        ctx.font = `11.5px ${SANS}`;
        ctx.textAlign = "right";
        ctx.fillStyle = SOFT;
        ctx.fillText(`(+${n.more})`, left + n.width - 9, top + 19);
      }
      ctx.restore();
    };
    return { drawNode, nodeDimensions: { width: n.width, height: n.height } };
  }

  function border(from, to, a, b) {
    const dx = b.x - a.x, dy = b.y - a.y;
    const part = Math.min(dx ? (from.width / 2 + 3) / Math.abs(dx) : 9e9, dy ? (from.height / 2 + 3) / Math.abs(dy) : 9e9, 0.5);
    return { x: a.x + dx * part, y: a.y + dy * part };
  }

  /* A place on a line, for a name that the server found none for: the first that lies on no card */
  function spot(a, b, places) {
    const free = at => Object.entries(places).every(([id, p]) => Math.abs(a.x + (b.x - a.x) * at - p.x) > nodes.get(id).width / 2 + 10 || Math.abs(a.y + (b.y - a.y) * at - p.y) > nodes.get(id).height / 2 + 8);
    return SPOTS.find(free) || 0.5;
  }

  function names(ctx) {
    if (network.getScale() < LEGIBLE) return;
    const places = network.getPositions();
    ctx.save();
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 4;
    edges.forEach(e => {
      const mine = chosen !== null && (e.from === chosen || e.to === chosen);
      if (chosen !== null && !mine) return;
      const a = border(nodes.get(e.from), null, places[e.from], places[e.to]), b = border(nodes.get(e.to), null, places[e.to], places[e.from]);
      e.names.forEach(name => {
        if (name.at === null && !mine) return;
        const at = name.at === null ? spot(a, b, places) : name.at;
        ctx.font = `${name.inferred ? "italic " : ""}11.5px ${SANS}`;
        ctx.strokeStyle = PAPER;
        ctx.fillStyle = INK;
        const x = a.x + (b.x - a.x) * at, y = a.y + (b.y - a.y) * at;
        ctx.strokeText(name.text, x, y);
        ctx.fillText(name.text, x, y);
      });
    });
    ctx.restore();
  }

  const dressed = list => list.map(n => ({ ...n, ctxRenderer: card }));
  const named = list => list.map(e => ({ ...e, id: `${e.from} ${e.to}` }));

  function fade() {
    edges.update(edges.map(e => ({ id: e.id, color: { ...e.color, opacity: chosen === null || e.from === chosen || e.to === chosen ? 1 : 0.15 } })));
  }

  /* These cards in view (all of them without a list). With `readable` never smaller than letters can be
     read: then the focus, or what has most links, is in the middle. vis-network's own fit does not know the size of our cards. */
  function fit(ids, readable) {
    const places = network.getPositions(ids || nodes.getIds());
    let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
    for (const [id, { x, y }] of Object.entries(places)) {
      const { width, height } = nodes.get(id);
      left = Math.min(left, x - width / 2); right = Math.max(right, x + width / 2);
      top = Math.min(top, y - height / 2); bottom = Math.max(bottom, y + height / 2);
    }
    const scale = Math.max(SMALLEST, Math.min(1, box.clientWidth / (right - left + 40), box.clientHeight / (bottom - top + 40)));
    if (readable && scale < 0.5) network.moveTo({ position: places[nodes.getIds()[0]], scale: 0.65 });
    else network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale });
  }

  function zoom(factor) {
    const scale = Math.min(LARGEST, Math.max(SMALLEST, network.getScale() * factor));
    network.moveTo({ scale });
  }

  /* The chosen card */

  function choose(id, { move = false, focus = false } = {}) {
    chosen = id;
    network.selectNodes(id === null ? [] : [id]);
    fade();
    if (id === null) return;
    const it = things[id];
    for (const [part, tongue] of [["kind", ""], ["label", it.tongue], ["definition", it.definition_tongue]]) lists.write(panel.querySelector(`[data-field=${part}]`), it[part], tongue);
    panel.querySelector("[data-field=page]").href = it.page;
    const middle = panel.querySelector("[data-field=middle]");
    middle.parentElement.hidden = !it.middle;
    if (it.middle) middle.href = it.middle;
    const open = panel.querySelector("[data-field=open]");
    open.parentElement.hidden = !it.open;
    open.dataset.expand = id;
    if (it.open) open.href = it.open;
    panel.querySelector("[data-field=more]").textContent = `(+${it.more})`;
    if (move) network.moveTo({ position: network.getPosition(id), scale: Math.max(network.getScale(), 0.7) });
    if (focus) { panel.scrollIntoView({ block: "nearest" }); panel.focus({ preventScroll: true }); }
    say(`${it.label} (${it.kind})`);
  }

  /* Opening: one request, for exactly the view that the address will name */

  async function expand(link) {
    const page = new URL(link.href), data = new URL(box.dataset.source, location.href);
    data.search = page.search + "&fresh=1";
    let added;
    try { added = await fetchData(data); } catch { location.href = link.href; return; }
    things = added.things;
    nodes.add(dressed(added.nodes.filter(n => !nodes.get(n.id))));
    edges.add(named(added.edges).filter(e => !edges.get(e.id)));
    nodes.update(nodes.map(n => ({ id: n.id, more: things[n.id] ? things[n.id].more : 0 })));
    history.pushState(null, "", page.search);
    shownSearch = location.search;
    lists.follow(page.search);
    lists.addCards(added.nodes, things);
    lists.addRows(added.rows, things);
    lists.showKinds(added.legend);
    document.getElementById("summary").textContent = added.summary;
    box.setAttribute("aria-label", added.summary);
    const id = link.dataset.expand;
    choose(id);
    fit([id, ...added.nodes.map(n => n.id)]);
    say(added.said);
  }

  /* Finding, saving */

  function find(text) {
    const wanted = text.trim().toLocaleLowerCase();
    if (!wanted) return;
    const ids = nodes.getIds().filter(id => things[id] && things[id].label.toLocaleLowerCase().includes(wanted));
    if (!ids.length) { say(`“${text}”: 0`); return; }
    const next = ids[(ids.indexOf(chosen) + 1) % ids.length];
    choose(next, { move: true });
    say(`“${text}”: ${ids.indexOf(next) + 1} / ${ids.length}. ${things[next].label}`);
  }

  function save() {
    const shown = box.querySelector("canvas"), whole = document.createElement("canvas");
    whole.width = shown.width;
    whole.height = shown.height;
    const ctx = whole.getContext("2d");
    ctx.fillStyle = PAPER;
    ctx.fillRect(0, 0, whole.width, whole.height);
    ctx.drawImage(shown, 0, 0);
    whole.toBlob(blob => {
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "beleidsgraaf.png" });
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }

  const DEEDS = { in: () => zoom(1.35), out: () => zoom(1 / 1.35), fit: () => fit(), png: save };

  function listen() {
    document.addEventListener("click", event => {
      const deed = event.target.closest("[data-do]"), pick = event.target.closest("[data-choose]"), open = event.target.closest("a[data-expand]");
      if (deed) DEEDS[deed.dataset.do]();
      else if (pick) choose(pick.dataset.choose, { move: true, focus: true });
      else if (open && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); expand(open); }
    });
    document.getElementById("find").addEventListener("submit", event => { event.preventDefault(); find(document.getElementById("find-text").value); });
    window.addEventListener("popstate", () => { if (location.search !== shownSearch) location.reload(); });  /* a link to #main is no other view */
    network.on("click", event => choose(event.nodes.length ? event.nodes[0] : null));
    network.on("doubleClick", event => { const it = event.nodes.length && things[event.nodes[0]]; if (it && it.open) expand(panel.querySelector("[data-field=open]")); });
    network.on("afterDrawing", names);
  }

  function unhide() {
    all("[data-choose][hidden], [data-do][hidden], #tools").forEach(b => { b.hidden = false; });
  }

  async function start() {
    const data = await fetchData(box.dataset.source);
    things = data.things;
    const wide = Number(box.dataset.wide), high = Number(box.dataset.high);
    const tallest = Math.min(Math.max(480, window.innerHeight * 0.82), Math.max(480, box.clientWidth * 1.4)), fitting = box.clientWidth / wide;
    box.style.height = `${Math.round(fitting < 0.5 ? tallest : Math.min(Math.max(high * fitting, 380), high + 40, tallest))}px`;
    nodes = new vis.DataSet(dressed(data.nodes));
    edges = new vis.DataSet(named(data.edges));
    network = new vis.Network(box, { nodes, edges }, data.options);
    box.firstElementChild.tabIndex = -1;
    listen();
    unhide();
    fit(null, true);
    box.dataset.ready = "true";
  }

  if (!window.vis) fail();
  else start().catch(fail);
})();
