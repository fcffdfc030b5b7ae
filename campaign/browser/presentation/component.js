// The presentation in the app. It covers the window, and tells the server only when it ends.

import { readSlide, writeSlide } from "./address.js";
import { openPresentation } from "./presentation.js";

const ADDRESS_KEYS = ["slide", "lang", "second", "notes"];

// Streamlit reads the address at its next run; this change starts no run.
function writeAddress(slide, { lang, second }, isSpeaker) {
  const query = new URLSearchParams(location.search);
  for (const name of [...query.keys()]) if (!ADDRESS_KEYS.includes(name)) query.delete(name);
  if (!isSpeaker) writeSlide(query, slide);
  query.set("lang", lang);
  if (second) query.set("second", second);
  else query.delete("second");
  history.replaceState(history.state, "", `${location.pathname}?${query}`);
}

// The app stays in the page, hidden and inert, until the presentation ends.
function hideFrame(isHidden) {
  const frame = document.getElementById("root");
  if (!frame) return;
  frame.inert = isHidden;
  if (isHidden) frame.setAttribute("aria-hidden", "true");
  else frame.removeAttribute("aria-hidden");
}

// Whether the address of the presentation was loaded, rather than opened by a click in the app.
function isLoadedAtSlides() {
  const { pathname, searchParams } = new URL(performance.getEntriesByType("navigation")[0].name);
  return pathname === location.pathname && !searchParams.has("edit");
}

function createRoot(css) {
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
  const root = document.createElement("main");
  document.body.append(root);
  hideFrame(true);
  return {
    root,
    close() {
      style.remove();
      hideFrame(false);
    },
  };
}

// `style` is the CSS of the presentation.
export function createComponent({ style }) {
  const places = new WeakMap();
  let last = { id: "", slide: 0 };

  function openIn(place, { role, lang }, presentation) {
    const { root, close: closeRoot } = createRoot(style);
    const query = new URLSearchParams(location.search);
    const isSpeaker = role === "notes";
    // When a reader comes back from another page, Streamlit has removed the slide from the address.
    const lastSlide = last.id === presentation.id ? last.slide : 0;
    const leaveTo = (to) => (lastLang) => {
      if (document.fullscreenElement) document.exitFullscreen();
      place.trigger("leave", { to, lang: lastLang });
    };
    const leave = openPresentation(root, presentation, {
      role,
      slide: readSlide(query) ?? lastSlide,
      lang: query.get("lang") || lang,
      second: query.get("second"),
      onMove(slide, lastLang, second) {
        last = { id: presentation.id, slide };
        writeAddress(slide, { lang: lastLang, second }, isSpeaker);
      },
      notesAddress: (lastLang) => `${location.pathname}?notes=1&lang=${lastLang}`,
      isStartedHere: !isSpeaker && !isLoadedAtSlides(),
      leave: isSpeaker ? null : leaveTo("overview"),
      edit: isSpeaker ? null : leaveTo("edit"),
      adopt(other) {
        place.close();
        place.close = openIn(place, { role, lang }, other);
      },
    });
    return () => {
      leave();
      closeRoot();
    };
  }

  function close(place) {
    place.close?.();
    place.close = null;
  }

  return function mount({ data, parentElement, setTriggerValue }) {
    // Streamlit does not clean up between two runs, so each element keeps its place.
    const place = places.get(parentElement) ?? { runs: 0, text: null, close: null };
    places.set(parentElement, place);
    place.runs += 1;
    place.trigger = setTriggerValue;
    const { runs } = place;
    const text = typeof data === "string" ? data : new TextDecoder().decode(data);
    if (text !== place.text) {
      close(place);
      const payload = JSON.parse(text);
      place.close = openIn(place, payload, payload.presentation);
      place.text = text;
    }
    return () => {
      setTimeout(() => {
        if (place.runs !== runs) return;
        close(place);
        place.text = null;
      });
    };
  };
}
