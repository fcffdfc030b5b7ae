// The chart as a component of Streamlit, which calls it at every run.

import { decode } from "../shared/component_data.js";
import { createLoader } from "../shared/loader.js";
import { nextTask } from "../shared/next_task.js";
import { createChart } from "./chart.js";
import { createGroup } from "./group.js";
import { createLibraryDemand } from "./library_demand.js";
import { createParts } from "./parts.js";

// A payload begins with the picture: with another picture, a chart is still the same.
const isSame = (before, text) => before?.endsWith(text.slice(1));

// The first charts of a page arrive together; each is shown in a separate task.
async function showText(place, text) {
  if (isSame(place.text, text)) return;
  const isFirst = place.text === null;
  place.text = text;
  if (isFirst) await nextTask();
  if (place.text !== text) return;
  try {
    await place.chart.show(JSON.parse(text));
  } catch (error) {
    if (place.text !== text) return; // a newer payload has replaced it
    place.text = null; // the next run tries again
    place.chart.showFailure(error);
  }
}

// `plotly` is the address of Plotly, `words` are the words that all charts share, by language.
export function createComponent({ plotly, words }) {
  const page = {
    words,
    loader: createLoader(plotly),
    parts: createParts(),
    group: createGroup(),
    demand: createLibraryDemand(),
  };
  const places = new WeakMap();
  let isReported = false;

  function createPlace(parent) {
    const place = { text: null, runs: 0, trigger: null };
    place.chart = createChart(parent, {
      ...page,
      send: (choices) => place.trigger("pick", choices),
      requestPicture: () => place.trigger("picture", Date.now()),
      requestFile: () => place.trigger("file", Date.now()),
      sendTable: (state) => place.trigger("table", state),
      requestCsv: () => place.trigger("csv", Date.now()),
      addSlide: () => place.trigger("slide", Date.now()),
      reportDrawing() {
        if (!isReported) place.trigger("drawing", Date.now());
        isReported = true;
      },
    });
    places.set(parent, place);
    return place;
  }

  return function mount({ data, parentElement, setTriggerValue }) {
    // Streamlit does not clean up between two runs, so each element keeps its chart.
    const place = places.get(parentElement) ?? createPlace(parentElement);
    place.trigger = setTriggerValue;
    place.runs += 1;
    const { runs } = place;
    showText(place, decode(data));
    return () => {
      // Streamlit also cleans up a call that a later one has overtaken: only the last call unmounts.
      setTimeout(() => {
        if (place.runs !== runs) return;
        place.text = null;
        places.delete(parentElement);
        place.chart.close();
      });
    };
  };
}
