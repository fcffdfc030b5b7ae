// Panels over the hall: the keys, and the table with the sources. One is open at a time.

function createPanel(root, act) {
  const box = element("div", "talk-panel", null, { role: "dialog", "aria-modal": "true" });
  box.hidden = true;
  root.append(box);
  const panel = { box, kind: null };
  const fill = (title, words, ...parts) => {
    const head = element("div", "talk-panel-head");
    const name = element("h2", "", title);
    const close = element("button", "", words.close, { type: "button" });
    close.addEventListener("click", () => act("close"));
    head.append(name, close);
    box.setAttribute("aria-label", title);
    box.replaceChildren(head, ...parts);
  };
  panel.hide = () => {
    if (box.hidden) return;
    box.hidden = true;
    panel.kind = null;
    box.replaceChildren();
    root.focus({ preventScroll: true });
  };
  panel.show = (kind, talk, state, offers) => {
    const words = talk.words[state.lang];
    const isNew = panel.kind !== kind;
    panel.kind = kind;
    if (kind === "help") fill(words.keys, words, ...helpParts(talk, words, offers, act));
    else fill(talk.scenes[state.scene][state.lang].title, words, ...tableParts(talk, state));
    box.lang = state.lang;
    box.hidden = false;
    if (isNew) box.querySelector("button").focus({ preventScroll: true });
  };
  return panel;
}

function helpParts(talk, words, offers, act) {
  const rows = [
    ["on", `PageDown, →, ${words.space}`, words.on],
    ["back", "PageUp, ←", words.back],
    ["first", "Home", words.first],
    ["last", "End", words.last],
    ["black", "B", words.black],
    ["play", "P", words.play_key],
    ["table", "T", words.table],
    ["full", "F", words.full],
    ["notes", "N", words.notes_key],
    ["print", "Ctrl P", words.print],
    ["help", "?", words.help],
    ["out", "Esc", words.out],
    ["edit", "", words.edit],
  ].filter(([name]) => offers.has(name));
  const list = element("ul", "talk-keys");
  for (const [name, keys, meaning] of rows) {
    const item = element("li", "");
    const button = element("button", "", meaning, { type: "button" });
    button.addEventListener("click", () => act(name));
    item.append(element("kbd", "", keys), button);
    list.append(item);
  }
  const langs = element("ul", "talk-keys");
  Object.entries(talk.langs).forEach(([code, name], i) => {
    const item = element("li", "");
    const button = element("button", "", name, { type: "button", lang: code });
    button.addEventListener("click", () => act("lang", code));
    item.append(element("kbd", "", String(i + 1)), button);
    langs.append(item);
  });
  return [list, langs, element("p", "", words.touch)];
}

function tableParts(talk, state) {
  const drawn = talk.drawn[state.scene]?.[state.lang] ?? {};
  const told = talk.scenes[state.scene][state.lang];
  const parts = [];
  if (drawn.table) {
    const table = element("div", "talk-table");
    table.innerHTML = drawn.table; // made by campaign.analysis.data_table.html, which escapes every value
    parts.push(table);
  }
  parts.push(...told.lines.map((line) => element("p", "", line)));
  const about = element("ul", "talk-sources");
  about.append(...told.imprint.map((line) => element("li", "", line)));
  return [...parts, about];
}
