// The host of the talk in the app: it covers the window, and tells the server only when it ends.

const PAGE_LAST = (window.__campaignTalk ??= { id: "", scene: 0 });
const ADDRESS_NAMES = ["scene", "lang", "notes"];

function runScript(url) {
  const page = (window.__campaignFigures ??= { scripts: new Map(), json: new Map() });
  if (!page.scripts.has(url)) {
    const loaded = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = () => (window.Plotly ? resolve(window.Plotly) : reject(new Error("no Plotly")));
      script.onerror = () => { script.remove(); reject(new Error("Plotly did not load")); };
      document.head.append(script);
    });
    page.scripts.set(url, loaded);
    loaded.catch(() => page.scripts.delete(url));
  }
  return page.scripts.get(url);
}

async function jsonAt(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

// Boundaries come once for all maps; without them every other figure is still drawn.
async function fetchGeometry(talk) {
  if (talk.geometry || !talk.addresses) return;
  try {
    const [oblasts, hatch] = await Promise.all(
      [talk.addresses.oblasts, talk.addresses.hatch].map(jsonAt));
    talk.geometry = { oblasts, hatch };
  } catch (error) {
    console.warn("talk:", error);
  }
}

// Streamlit reads the address when it next runs: writing it here asks for no run.
function keepAddress(scene, lang, isNotes) {
  const query = new URLSearchParams(location.search);
  for (const name of [...query.keys()]) if (!ADDRESS_NAMES.includes(name)) query.delete(name);
  if (!isNotes) query.set("scene", scene + 1);
  query.set("lang", lang);
  history.replaceState(history.state, "", `${location.pathname}?${query}`);
}

// The frame of the app is there, unseen and out of reach, until the talk ends.
function hideFrame(isHidden) {
  const frame = document.getElementById("root");
  if (!frame) return;
  frame.inert = isHidden;
  if (isHidden) frame.setAttribute("aria-hidden", "true");
  else frame.removeAttribute("aria-hidden");
}

function openPage(place, payload, talk) {
  const style = document.createElement("style");
  style.textContent = TALK_STYLE;
  document.head.append(style);
  const root = document.createElement("main");
  document.body.append(root);
  hideFrame(true);
  const query = new URLSearchParams(location.search);
  const isNotes = payload.role === "notes";
  // Back from another page comes to an address that Streamlit wrote, without the scene.
  const last = PAGE_LAST.id === talk.id ? PAGE_LAST.scene : 0;
  const way = (to) => (lang) => {
    if (document.fullscreenElement) document.exitFullscreen();
    place.trigger("leave", { to, lang });
  };
  const close = openTalk(root, talk, {
    role: payload.role,
    scene: query.has("scene") ? Number(query.get("scene")) - 1 : last,
    lang: query.get("lang") || payload.lang,
    loadPlotly: () => Promise.all([runScript(LIBRARY), fetchGeometry(talk)]),
    moved: (scene, lang) => {
      Object.assign(PAGE_LAST, { id: talk.id, scene });
      keepAddress(scene, lang, isNotes);
    },
    notesAddress: (lang) => `${location.pathname}?notes=1&lang=${lang}`,
    leave: isNotes ? null : way("overview"),
    edit: isNotes ? null : way("edit"),
    adopt: (other) => {
      place.close();
      place.close = openPage(place, payload, other);
    },
  });
  return () => {
    close();
    style.remove();
    hideFrame(false);
  };
}

export default function mount({ data, parentElement, setTriggerValue }) {
  // Streamlit calls again at every run without any cleanup in between: one talk per element.
  const place = (parentElement.__campaignTalk ??= { turn: 0 });
  place.turn += 1;
  const { turn } = place;
  place.trigger = setTriggerValue;
  const text = typeof data === "string" ? data : new TextDecoder().decode(data);
  if (text !== place.text) {
    place.close?.();
    const payload = JSON.parse(text);
    place.close = openPage(place, payload, payload.talk);
    place.text = text;
  }
  return () => {
    setTimeout(() => {
      if (place.turn !== turn) return;
      place.close?.();
      place.close = null;
      place.text = null;
    });
  };
}
