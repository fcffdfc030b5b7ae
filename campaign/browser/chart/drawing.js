// Draws with Plotly, one drawing at a time; changes during a drawing are drawn together after it.

import { nextTask } from "../shared/next_task.js";
import { setLocale } from "./plotly_internals.js";

// `load()` resolves to Plotly once everything that the chart needs is loaded; `compose()` returns
// {data, layout, config}, or null while the chart is hidden.
export function createDrawing({ plot, load, compose, onDrawn, onFailure }) {
  let isFirst = true;
  let isStale = false;
  let isClosed = false;
  let work = null;
  let width = null;

  // Plotly positions a legend by the margins of the previous drawing: at another width, its lines
  // may differ, and it has to be positioned again.
  function react(Plotly, { data, layout, config }) {
    const isResized = width !== null && width !== layout.width;
    width = layout.width;
    const drawing = Plotly.react(plot, data, layout, config);
    if (!isResized || !layout.legend) return drawing;
    return Promise.all([drawing, Plotly.relayout(plot, { "legend.y": layout.legend.y ?? null })]);
  }

  async function drawStale() {
    try {
      while (isStale && !isClosed) {
        const Plotly = await load();
        // Several charts may wait for Plotly: each is drawn in a separate task.
        if (isFirst) await nextTask();
        isFirst = false;
        // Only now, because changes during the wait are part of this drawing.
        isStale = false;
        const chart = isClosed ? null : compose();
        if (!chart) break;
        // Set separately, because Plotly rebuilds the whole chart when its config changes.
        setLocale(plot, chart.config.locale);
        await react(Plotly, chart);
        if (isClosed) break;
        onDrawn(chart);
      }
    } catch (error) {
      if (!isClosed) onFailure(error);
    } finally {
      work = null;
    }
  }

  return {
    draw() {
      isStale = true;
      work ??= drawStale();
      return work;
    },
    // Printing does not wait. Plotly fits a chart that it has drawn before this returns.
    drawAtOnce(chart) {
      react(window.Plotly, chart).catch(onFailure);
    },
    close() {
      isClosed = true;
      window.Plotly?.purge(plot);
    },
  };
}
