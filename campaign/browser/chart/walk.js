// Walking the points by keyboard: one hidden listbox per figure, a ring and a tooltip over it.

const MANY = 400; // above this, only options near the active one exist in the page
const NEAR = 3;

const plainText = (html) =>
  String(html ?? "").replace(/<br\s*\/?>/gi, ", ").replace(/<[^>]*>/g, "")
    .replace(/&nbsp;/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&")
    .trim();

const codeOf = (trace, i) => {
  const code = itemOf(trace.customdata, i);
  return typeof code === "string" && code ? code : null;
};

const hoverOf = (trace, i) => itemOf(trace.hovertext ?? trace.text, i);

function walkablePoints(data) {
  const points = [];
  data.forEach((trace, curve) => {
    if (!trace.meta?.walk || trace.visible === false) return;
    const places = trace.locations ?? trace.lon ?? trace.labels ?? trace.x ?? trace.y ?? [];
    const chosen = Array.isArray(trace.meta.selected) ? new Set(trace.meta.selected) : null;
    for (let i = 0; i < places.length; i += 1) {
      const label = plainText(hoverOf(trace, i));
      if (!label || places[i] == null) continue;
      const code = codeOf(trace, i);
      points.push({ curve, i, code, label, selected: chosen && chosen.has(code) });
    }
  });
  return points;
}

// Called after every draw; rebuilds the options only if they would differ.
function walkDrawn(view) {
  view.elements = null;
  if (view.play.running) {
    showActive(view);
    return;
  }
  const points = walkablePoints(view.drawn.data);
  const signature = JSON.stringify(points.map((p) => [p.code, p.label, p.selected]));
  const active = view.points[view.active];
  view.points = points;
  if (signature !== view.signature) {
    view.signature = signature;
    if (active) {
      const same = (p) => (active.code ? p.code === active.code : p.label === active.label);
      const again = points.findIndex(same);
      view.active = again < 0 ? Math.min(view.active, points.length - 1) : again;
    }
    fillOptions(view);
  }
  showActive(view);
}

function optionFor(view, n) {
  const point = view.points[n];
  const option = document.createElement("li");
  option.id = `${view.id}-${n}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-posinset", n + 1);
  option.setAttribute("aria-setsize", view.points.length);
  if (point.selected !== null) option.setAttribute("aria-selected", String(point.selected));
  option.textContent = point.label;
  option.dataset.n = n;
  return option;
}

function fillOptions(view) {
  const { points, list } = view;
  const many = points.length > MANY;
  const from = many ? Math.max(0, view.active - NEAR) : 0;
  const to = many ? Math.min(points.length, view.active + NEAR + 1) : points.length;
  const options = [];
  for (let n = from; n < to; n += 1) options.push(optionFor(view, n));
  list.replaceChildren(...options);
  list.hidden = points.length === 0;
  if (points.some((p) => p.selected !== null)) list.setAttribute("aria-multiselectable", "true");
  else list.removeAttribute("aria-multiselectable");
}

// d3 keeps each point's data on its element: found once per draw, and only if someone walks.
function elementOf(view, point) {
  if (!view.elements) {
    view.elements = new Map();
    for (const element of view.plot.querySelectorAll(".point, .choroplethlocation, .slice")) {
      if (element.__data__) view.elements.set(element.__data__, element);
    }
  }
  return view.elements.get(view.plot.calcdata?.[point.curve]?.[point.i]);
}

// Where a point is on the screen, in the stage's own pixels; null if that cannot be said.
function boxOf(view, point) {
  const stage = view.stage.getBoundingClientRect();
  const element = elementOf(view, point);
  if (element) {
    const box = element.getBoundingClientRect();
    if (box.width || box.height) {
      return {
        left: box.left - stage.left, top: box.top - stage.top,
        width: box.width, height: box.height,
      };
    }
  }
  return axisBox(view, point);
}

// Empty bars and bare lines have no element: their place follows from the axes.
function axisBox(view, point) {
  const item = view.plot.calcdata?.[point.curve]?.[point.i];
  const trace = view.plot._fullData?.[point.curve];
  const axis = (name) => view.plot._fullLayout?.[(name ?? "").replace(/^([xy])/, "$1axis")];
  const x = axis(trace?.xaxis);
  const y = axis(trace?.yaxis);
  if (!item || !x?.c2p || !y?.c2p) return null;
  const lying = item.p !== undefined && trace.orientation === "h";
  // A bar's `p` is where it stands; its value may be missing: then it is the foot of the bar.
  const place = (axis, value) => axis.c2p(Number.isFinite(value) ? value : 0);
  const px = lying ? place(x, item.s) : x.c2p(item.p ?? item.x);
  const py = lying ? y.c2p(item.p) : place(y, item.s ?? item.y);
  if (!Number.isFinite(px) || !Number.isFinite(py)) return null;
  return { left: x._offset + px - 8, top: y._offset + py - 8, width: 16, height: 16 };
}

const centre = (box) => [box.left + box.width / 2, box.top + box.height / 2];

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function nextActive(view, key) {
  const last = view.points.length - 1;
  if (key === "Home") return 0;
  if (key === "End") return last;
  const step = STEPS[key];
  return step ? Math.min(last, Math.max(0, view.active + step)) : null;
}

// A letter goes to the next point that begins with it: no point is out of reach.
function byLetter(view, letter) {
  const count = view.points.length;
  for (let step = 1; step <= count; step += 1) {
    const n = (view.active + step) % count;
    if (view.points[n].label.toLowerCase().startsWith(letter.toLowerCase())) return n;
  }
  return view.active;
}

function activate(view, n) {
  view.active = n;
  view.tipShut = false;
  if (view.points.length > MANY) fillOptions(view);
  showActive(view);
  // Scrolls only if the point is out of sight.
  view.ring.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function showActive(view) {
  const point = view.points[view.active];
  const focused = document.activeElement === view.list;
  const option = point && view.list.querySelector(`[data-n="${view.active}"]`);
  if (!focused || !option) {
    view.list.removeAttribute("aria-activedescendant");
    view.ring.hidden = true;
    view.shape.toggleAttribute("hidden", true);
    hideTip(view);
    return;
  }
  const label = currentLabel(view, point);
  if (option.textContent !== label) option.textContent = label;
  view.list.setAttribute("aria-activedescendant", option.id);
  view.list.querySelector(".cf-active")?.classList.remove("cf-active");
  option.classList.add("cf-active");
  const box = boxOf(view, point);
  view.stage.classList.toggle("cf-stage--focus", !box);
  view.ring.hidden = !box;
  view.shape.toggleAttribute("hidden", !box);
  if (!box) return;
  placeRing(view, box, elementOf(view, point));
  if (!view.tipShut) showTip(view, point, box);
}

const currentLabel = (view, point) =>
  plainText(hoverOf(view.drawn.data[point.curve] ?? {}, point.i)) || point.label;

// A unit of the map gets its own outline, for its box would cover half its neighbours.
function placeRing(view, box, element) {
  const shape = element?.matches(".choroplethlocation") ? element.getAttribute("d") : null;
  view.ring.classList.toggle("cf-ring--shape", Boolean(shape));
  view.shape.toggleAttribute("hidden", !shape);
  for (const path of shape ? view.shape.children : []) path.setAttribute("d", shape);
  const grow = (size) => Math.max(0, (24 - size) / 2) + 3;
  const left = Math.max(2, box.left - grow(box.width));
  const top = Math.max(2, box.top - grow(box.height));
  const right = Math.min(view.stage.clientWidth - 2, box.left + box.width + grow(box.width));
  const bottom = Math.min(view.stage.clientHeight - 2, box.top + box.height + grow(box.height));
  Object.assign(view.ring.style, {
    left: `${left}px`, top: `${top}px`,
    width: `${Math.max(8, right - left)}px`, height: `${Math.max(8, bottom - top)}px`,
  });
}

// Plotly's own label where it can be asked for one; ours on maps and where it stays silent.
function showTip(view, point, box) {
  const trace = view.plot._fullData?.[point.curve];
  clearHover(view); // an unasked-for label of the point before would stay
  if (trace?.xaxis && !/skip|none/.test(trace.hoverinfo ?? "") && !view.play.running) {
    window.Plotly.Fx.hover(view.plot, [{ curveNumber: point.curve, pointNumber: point.i }]);
    if (view.plot.querySelector(".hoverlayer > *")) {
      view.tip.hidden = true;
      return;
    }
  }
  const lines = String(hoverOf(view.drawn.data[point.curve] ?? {}, point.i) ?? point.label);
  view.tip.replaceChildren(...lines.split(/<br\s*\/?>/i).map((line, i) => {
    const row = document.createElement(i === 0 ? "strong" : "span");
    row.textContent = plainText(line);
    return row;
  }));
  view.tip.hidden = false;
  const [x, y] = centre(box);
  const { clientWidth: width, clientHeight: height } = view.stage;
  const left = Math.min(width - view.tip.offsetWidth - 4, Math.max(4, x - view.tip.offsetWidth / 2));
  const below = box.top + box.height + 10;
  const above = box.top - view.tip.offsetHeight - 10;
  const top = above >= 0 ? above : below + view.tip.offsetHeight <= height ? below : y;
  Object.assign(view.tip.style, { left: `${left}px`, top: `${top}px` });
}

function clearHover(view) {
  if (view.plot.querySelector(".hoverlayer > *")) window.Plotly.Fx.unhover(view.plot);
}

function hideTip(view) {
  view.tip.hidden = true;
  // The pointer's own label stays.
  if (!view.plot.matches(":hover")) clearHover(view);
}

function watchKeys(view) {
  on(view, view.list, "focus", () => {
    if (!view.points[view.active]) view.active = 0;
    if (!view.walked) {
      view.walked = true;
      view.active = Math.max(0, view.points.findIndex((point) => point.selected));
    }
    view.tipShut = false;
    showActive(view);
  });
  on(view, view.list, "blur", () => {
    view.stage.classList.remove("cf-stage--focus");
    showActive(view);
  });
  on(view, view.list, "click", (event) => {
    const n = event.target.closest("[data-n]")?.dataset.n;
    if (n !== undefined) pick(view, view.points[n]?.code);
  });
  on(view, view.list, "keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !view.points.length) return;
    const next = nextActive(view, event.key);
    if (next !== null) activate(view, next);
    else if (event.key === "Enter" || event.key === " ") pick(view, view.points[view.active]?.code);
    else if (event.key === "Escape") {
      view.tipShut = true;
      hideTip(view);
    } else if (event.key.length === 1) activate(view, byLetter(view, event.key));
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
