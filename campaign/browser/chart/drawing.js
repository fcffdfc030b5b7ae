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

  async function drawStale() {
    try {
      while (isStale && !isClosed) {
        isStale = false;
        const Plotly = await load();
        // Several charts may wait for Plotly: each is drawn in a separate task.
        if (isFirst) await nextTask();
        isFirst = false;
        const chart = isClosed ? null : compose();
        if (!chart) break;
        // Set apart, because Plotly rebuilds the whole chart when its config changes.
        setLocale(plot, chart.config.locale);
        await Plotly.react(plot, chart.data, chart.layout, chart.config);
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
    close() {
      isClosed = true;
      window.Plotly?.purge(plot);
    },
  };
}
