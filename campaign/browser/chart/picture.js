// The picture: payload + width + play day → the data and layout that Plotly draws.

const NARROW = 600;

function isNarrow(view, width) {
  return width < NARROW;
}

function heightFor(view, width) {
  const rule = view.payload.height ?? {};
  const narrow = isNarrow(view, width);
  if (narrow && rule.narrow_px) return rule.narrow_px;
  if (rule.ratio == null) return rule.px || 420;
  const { ratio, min = 0, max = Infinity } = rule;
  return Math.round(Math.min(max, Math.max(min, width * ratio)));
}

// "xaxis2.domain" and "annotations[0].x" are Plotly's own way to name an attribute.
function setAttribute(target, path, value) {
  const steps = path.replace(/\[(\d+)\]/g, ".$1").split(".");
  const last = steps.pop();
  let at = target;
  steps.forEach((step, i) => {
    const next = steps[i + 1] ?? last;
    at = at[step] ??= /^\d+$/.test(next) ? [] : {};
  });
  at[last] = structuredClone(value);
}

function brushes(view) {
  // A thumb must scroll the page: only a mouse or a pen draws a range.
  return Boolean(view.payload.brush) && matchMedia("(pointer: fine)").matches;
}

function composeLayout(view, width) {
  const { payload } = view;
  const layout = structuredClone(payload.figure.layout ?? {});
  if (isNarrow(view, width)) {
    for (const [path, value] of Object.entries(payload.narrow ?? {})) {
      if (!path.startsWith("data[")) setAttribute(layout, path, value);
    }
  }
  const brush = brushes(view);
  return Object.assign(layout, {
    width,
    height: heightFor(view, width),
    autosize: false,
    uirevision: layout.uirevision ?? "kept",
    dragmode: brush ? "select" : false,
    ...(brush && {
      selectdirection: "h",
      selections: [],
      // A new revision takes the dimming of the last selection away.
      selectionrevision: view.brushed,
    }),
  });
}

// "data[3].visible" in the narrow patch is an attribute of the fourth trace.
function narrowTraces(view, data) {
  for (const [path, value] of Object.entries(view.payload.narrow ?? {})) {
    const [, index, attribute] = /^data\[(\d+)\]\.(.+)$/.exec(path) ?? [];
    if (data[index]) setAttribute(data[index], attribute, value);
  }
}

function compose(view, width) {
  const layout = composeLayout(view, width);
  playLayout(view, layout, isNarrow(view, width));
  // Shallow copies: Plotly writes into traces, but tells changed arrays by identity.
  const data = (view.payload.figure.data ?? []).map((trace) =>
    hatchTrace(view, playTrace(view, { ...trace }), width));
  if (isNarrow(view, width)) narrowTraces(view, data);
  return { data, layout };
}

function plotlyConfig(view) {
  return {
    displayModeBar: false,
    topojsonURL: "/assets/topojson/",
    scrollZoom: false,
    doubleClick: "reset",
    responsive: false,
    showTips: false,
    locale: view.payload.lang,
  };
}

// One draw at a time; whatever changes meanwhile is drawn once, afterwards.
async function draw(view) {
  view.stale = true;
  if (view.drawing) return;
  view.drawing = true;
  try {
    while (view.stale && !view.gone) {
      view.stale = false;
      const Plotly = await loadPlotly(LIBRARY);
      const width = view.stage.clientWidth;
      if (view.gone || width < 1) break; // hidden: the resize observer calls again
      const { data, layout } = compose(view, width);
      // Plotly rebuilds the whole chart when its config changes; a language is no reason.
      if (view.plot._context) view.plot._context.locale = view.payload.lang;
      await Plotly.react(view.plot, data, layout, plotlyConfig(view));
      if (view.gone) break;
      view.drawn = { data, layout };
      listenToPlotly(view);
      view.root.classList.remove("cf--failed");
      walkDrawn(view);
      if (!view.hatchFailed) tellFailure(view, null);
    }
  } catch (error) {
    // What was drawn before stays on show beside the message.
    view.root.classList.toggle("cf--failed", !view.drawn);
    tellFailure(view, error);
  } finally {
    view.drawing = false;
  }
}

function tellFailure(view, error) {
  if (error) console.warn("figure:", error);
  setText(view.failed, error ? view.payload?.words?.failed : "");
}

// The height is taken before Plotly is there, so that nothing on the page moves later.
function reserve(view) {
  const width = view.stage.clientWidth;
  if (width < 1) return;
  view.width = width;
  view.stage.style.height = `${heightFor(view, width)}px`;
  view.root.classList.toggle("cf--narrow", isNarrow(view, width));
}

function watchWidth(view) {
  const observer = new ResizeObserver(() => {
    if (view.stage.clientWidth === view.width || !view.payload) return;
    reserve(view);
    draw(view);
  });
  observer.observe(view.stage);
  view.undo.push(() => observer.disconnect());
}
