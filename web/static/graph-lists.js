/* The lists beside the picture: what opening a card adds to them, in the same markup as the server writes.
   Everything is written as text; no HTML is ever made from what comes out of the data. */
"use strict";
window.graphLists = (() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* A text in its own language, and a thing as a link with the shape of its group */
  function write(element, text, tongue) {
    element.textContent = text;
    if (tongue) element.lang = tongue; else element.removeAttribute("lang");
  }

  function writeThing(link, it) {
    link.href = it.page;
    link.querySelector(".shape").className = `shape ${it.group}`;
    write(link.querySelector(".name"), it.label, it.tongue);
  }

  /* Addresses that stand for the whole view follow what is opened */
  function follow(search) {
    all("a[data-follow]").forEach(a => { a.href = a.pathname + search; });
    const form = document.querySelector(".graph-filters");
    all("input[name=open]", form).forEach(i => i.remove());
    new URLSearchParams(search).getAll("open").forEach(value => form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "open", value })));
  }

  function addCards(fresh, things) {
    const list = document.getElementById("member-list"), form = document.getElementById("member-form").content;
    for (const n of fresh) {
      const it = things[n.id], item = document.importNode(form, true).firstElementChild;
      item.dataset.key = n.id;
      writeThing(item.querySelector("[data-field=page]"), it);
      item.querySelector("[data-field=kind]").textContent = it.kind;
      all("[data-field=named]", item).forEach(s => { s.textContent = `: ${it.label}`; });
      item.querySelector("[data-field=middle]").href = it.middle;
      item.querySelector("[data-choose]").dataset.choose = n.id;
      item.querySelector("[data-expand]").dataset.expand = n.id;
      list.append(item);
    }
    all("[data-expand]", list).forEach(a => {
      const it = things[a.dataset.expand];
      a.hidden = !it || !it.open;
      if (it && it.open) { a.href = it.open; a.querySelector("[data-field=more]").textContent = `(+${it.more})`; }
    });
    document.getElementById("members-tally").textContent = list.children.length;
  }

  function showKinds(groups) {
    document.getElementById("legend-kinds").replaceChildren(...groups.map(g => {
      const item = document.createElement("li"), shape = document.createElement("span"), label = document.createElement("strong");
      shape.className = `shape ${g.word}`;
      shape.ariaHidden = "true";
      label.textContent = `${g.label}:`;
      item.append(shape, label, ` ${g.kinds}`);
      return item;
    }));
  }

  function addRow(row, list, things) {
    const line = document.importNode(document.getElementById("row-form").content, true).firstElementChild;
    line.dataset.key = row.key;
    for (const end of ["source", "target"]) {
      const it = things[row[end]];
      writeThing(line.querySelector(`[data-field=${end}]`), it);
      line.querySelector(`[data-field=${end}-kind]`).textContent = it.kind;
    }
    line.querySelector("[data-field=words]").textContent = row.words;
    all(".basis", line).forEach(b => { if (!b.classList.contains(row.basis)) b.remove(); });
    const details = line.querySelector("details"), figure = details.querySelector("figure"), reason = details.querySelector(".reason");
    reason.textContent = row.reasons.join(" ");
    if (!row.reasons.length) reason.remove();
    for (const quoted of row.quotations) {
      const copy = figure.cloneNode(true);
      copy.querySelector("blockquote p").textContent = quoted.text;
      copy.querySelector("a").href = quoted.place;
      details.append(copy);
    }
    figure.remove();
    if (!row.quotations.length && !row.reasons.length) details.remove();
    list.append(line);
  }

  function addRows(rows, things) {
    const list = document.getElementById("row-list"), tally = document.getElementById("rows-tally");
    if (!list) return;
    rows.forEach(row => addRow(row, list, things));
    tally.textContent = Number(tally.textContent) + rows.length;
  }

  return { write, follow, addCards, addRows, showKinds };
})();
