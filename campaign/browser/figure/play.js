// The play bars of a page: a button and a slider below a map that is played by day. Button and slider
// belong to the page; the script that plays and the days are loaded when one of them is first used.

const BAR = ".play-bar";

// A page in a folder cannot fetch anything, and an older browser cannot show the colours.
const canPlay = (page) =>
  page.location.protocol.startsWith("http") && CSS.supports("color", "light-dark(red,red)");

async function readDays(bar) {
  const script = bar.querySelector("script");
  if (script) return JSON.parse(script.textContent);
  const { days } = bar.dataset;
  const answer = await fetch(days);
  if (!answer.ok) throw new Error(`${days}: ${answer.status}`);
  return answer.json();
}

async function load(bar) {
  const player = new URL(bar.dataset.player, bar.baseURI).href;
  const [{ createPlayback }, play] = await Promise.all([import(player), readDays(bar)]);
  return createPlayback(bar, play);
}

// Called once for a document. `open(bar)` resolves to the playback of a bar.
export function addPlay(page, open = load) {
  if (!canPlay(page)) {
    const hide = () => page.querySelectorAll(BAR).forEach((bar) => (bar.hidden = true));
    page.addEventListener("page:changed", hide);
    hide();
    return;
  }
  let bar = null; // the one in use
  let playback = null; // of this bar, once it is loaded
  let opening = null;
  let date = null; // that the map showed before the page changed; null for the whole period
  let undone = null; // what the reader did while the days were loading

  async function use(next, act) {
    if (next !== bar) {
      bar = next;
      opening = open(next);
    }
    try {
      const opened = await opening;
      if (next !== bar) return; // the page has changed meanwhile
      playback = opened;
      undone = null;
      act(playback);
    } catch (error) {
      console.warn("days:", error);
      if (next === bar) bar = null; // the next press tries again
    }
  }

  function handle(next, action) {
    undone = action;
    use(next, action);
  }

  page.addEventListener("click", ({ target }) => {
    const pressed = target.closest?.(`${BAR} > button`)?.parentNode;
    // A second press does not stop what has not begun.
    if (pressed && (pressed !== bar || playback)) handle(pressed, (opened) => opened.toggle());
  });
  page.addEventListener("input", ({ target }) => {
    if (!target.matches?.(`${BAR} > input`)) return;
    const day = Number(target.value);
    handle(target.parentNode, (opened) => opened.pauseAt(day));
  });
  page.addEventListener("page:change", () => {
    if (playback) {
      ({ date } = playback);
      playback.close();
    }
    bar = playback = null;
  });
  // The same date of another selection or in another language.
  page.addEventListener("page:changed", () => {
    const next = (date || undone) && page.querySelector(BAR);
    if (!next) {
      date = undone = null;
      return;
    }
    const rest = undone;
    use(next, (opened) => {
      if (date) opened.pauseOn(date);
      rest?.(opened);
    });
  });
}
