// The figure: mounts, updates in place and unmounts. The other files here come before this one
// in the same module; each of them works on the `view` made below.

const DAY = 86_400_000;

function on(view, target, name, handler, options) {
  target.addEventListener(name, handler, options);
  view.undo.push(() => target.removeEventListener(name, handler, options));
}

function setText(element, text) {
  if (element.textContent !== (text ?? "")) element.textContent = text ?? "";
}

function createView(parent) {
  if (!parent.querySelector(".cf-root")) parent.insertAdjacentHTML("beforeend", MARKUP);
  const find = (name) => parent.querySelector(`.cf-${name}`);
  const view = {
    parent,
    root: find("root"), stage: find("stage"), plotBox: find("plot"), ring: find("ring"),
    shape: find("shape"), tip: find("tip"), list: find("list"), playBar: find("play"), slider: find("slider"),
    dayLabel: find("day"), bar: find("bar"), failed: find("failed"), reading: find("reading"),
    hint: find("hint"),
    buttons: {}, undo: [], points: [], active: 0, turn: 0, brushed: 0, picks: [],
    play: { index: Infinity, running: false },
    id: `cf-${Math.random().toString(36).slice(2, 10)}`,
  };
  // Plotly gets an element of its own: what it writes into it never meets our listeners.
  view.plot = document.createElement("div");
  view.plotBox.append(view.plot);
  for (const button of parent.querySelectorAll("button[data-do]")) {
    view.buttons[button.dataset.do] = button;
    on(view, button, "click", () => ACTIONS[button.dataset.do](view));
  }
  view.reading.id = `${view.id}-reading`;
  view.hint.id = `${view.id}-hint`;
  view.root.setAttribute("aria-describedby", view.reading.id);
  view.list.setAttribute("aria-describedby", `${view.reading.id} ${view.hint.id}`);
  on(view, view.slider, "input", () => {
    stopPlaying(view);
    goToDay(view, Number(view.slider.value));
    showDay(view);
  });
  // Plotly takes touches for drags and stops the page from scrolling; a tap still reaches it,
  // as the mouse events that the browser makes of it.
  on(view, view.plotBox, "touchstart", (event) => event.stopPropagation(),
    { capture: true, passive: true });
  watchKeys(view);
  watchWidth(view);
  FIGURES.add(view);
  return view;
}

const ACTIONS = {
  play: togglePlaying,
  png: (view) => save(view, "png"),
  svg: (view) => save(view, "svg"),
};

// Streamlit may join two quick triggers into one message, of which Python sees the last only:
// each message therefore carries the choices of the last seconds, numbered.
function pick(view, code) {
  if (!code || !view.payload.pick) return;
  send(view, code);
}

function send(view, code) {
  const now = Date.now();
  const number = Math.max(now, (view.picks.at(-1)?.[0] ?? 0) + 1);
  view.picks = [...view.picks.filter(([when]) => when > now - 3000), [number, code]];
  view.trigger("pick", view.picks);
}

function listenToPlotly(view) {
  if (view.listening) return;
  view.listening = true;
  const chosen = (event) =>
    event?.points?.map((point) => codeOf({ customdata: point.customdata }, 0)).find(Boolean);
  view.plot.on("plotly_click", (event) => pick(view, chosen(event)));
  view.plot.on("plotly_hover", (event) =>
    view.root.classList.toggle("cf--pick", Boolean(view.payload.pick && chosen(event))));
  view.plot.on("plotly_unhover", () => view.root.classList.remove("cf--pick"));
  view.plot.on("plotly_selected", (event) => brushed(view, event));
}

const isoDay = (time) => new Date(time).toISOString().slice(0, 10);

// The first and last day that any trace knows: a box may be drawn past the data.
function daysShown(view) {
  const days = view.payload.figure.data.flatMap((trace) => trace.x ?? [])
    .filter((x) => /^\d{4}-\d{2}-\d{2}/.test(x)).map((x) => x.slice(0, 10)).sort();
  return [days[0], days.at(-1)];
}

// Bars stand centred on midnight, so the nearest midnight is the day that was touched.
function brushed(view, event) {
  const axis = Object.keys(event?.range ?? {}).find((name) => name.startsWith("x"));
  if (!axis || !view.payload.brush) return;
  const toTime = (value) => (typeof value === "number"
    ? value : Date.parse(`${value.replace(" ", "T")}${/[ T]/.test(value) ? "" : "T00:00"}Z`));
  const [start, end] = event.range[axis].map(toTime).sort((a, b) => a - b)
    .map((time) => isoDay(Math.round(time / DAY) * DAY));
  view.brushed += 1; // takes the box and the dimming away again
  draw(view);
  const [first, last] = daysShown(view);
  const from = first && start < first ? first : start;
  const to = last && end > last ? last : end;
  if (from <= to) send(view, `from=${from}&to=${to}`);
}

// "PNG" says enough to the eye; the full words are the button's name and tip.
function nameButton(button, name, words) {
  const file = name === "png" || name === "svg";
  setText(button, file ? name.toUpperCase() : words);
  if (!file) return;
  button.setAttribute("aria-label", words ?? "");
  button.title = words ?? "";
}

function showWords(view) {
  const { payload } = view;
  const words = payload.words ?? {};
  view.root.setAttribute("lang", payload.lang);
  setText(view.hint, payload.hint);
  if (view.failed.textContent) setText(view.failed, words.failed);
  for (const [name, button] of Object.entries(view.buttons)) {
    if (name !== "play") nameButton(button, name, words[name]);
    if (name === "png" || name === "svg") button.hidden = !payload.export;
  }
}

// What comes before its base has waits for it; a newer one takes its place.
function receive(view, payload, waits = 0) {
  view.coming = payload;
  payload.figure = figureOf(payload);
  if (payload.figure) {
    update(view, payload);
    return;
  }
  if (waits >= MOST_WAITS) throw new Error("the figure's base did not come");
  setTimeout(() => {
    if (view.gone || view.coming !== payload) return;
    try {
      receive(view, payload, waits + 1);
    } catch (error) {
      tellFailure(view, error);
    }
  }, WAIT);
}

function update(view, payload) {
  const before = view.payload;
  if (payload.play) payload.play.dates = datesOf(payload.play);
  payload.words = WORDS[payload.lang];
  payload.hint = payload.pick ? payload.words.choose : payload.words.walk;
  view.payload = payload;
  keepPosition(view, before?.play);
  watchCard(view);
  showWords(view);
  showDay(view);
  reserve(view);
  fetchHatch(view);
  draw(view);
}

function destroy(view) {
  view.gone = true;
  FIGURES.delete(view);
  stopPlaying(view);
  view.undo.splice(0).forEach((undo) => undo());
  window.Plotly?.purge(view.plot);
  view.plot.remove();
  delete view.parent.__campaignFigure;
}

function decode(data) {
  if (data instanceof Uint8Array || data instanceof ArrayBuffer) {
    return new TextDecoder().decode(data);
  }
  return typeof data === "string" ? data : JSON.stringify(data);
}

export default function mount({ data, parentElement, setTriggerValue }) {
  // Streamlit calls again at every run without any cleanup in between: one view per element.
  const view = (parentElement.__campaignFigure ??= createView(parentElement));
  view.turn += 1;
  const { turn } = view;
  view.trigger = setTriggerValue;
  try {
    const text = decode(data);
    if (text !== view.text) {
      receive(view, JSON.parse(text));
      view.text = text;
    }
  } catch (error) {
    tellFailure(view, error);
  }
  return () => {
    // It also cleans up a call that a quicker one has overtaken: only the last call unmounts.
    setTimeout(() => view.turn === turn && destroy(view));
  };
}
