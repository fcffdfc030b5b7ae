// The speaker's window: this scene, the next, the notes, the time.

const STARTED = "campaign-talk-started";

function readStart() {
  try { return Number(sessionStorage.getItem(STARTED)) || 0; } catch { return 0; }
}

function keepStart(time) {
  try { sessionStorage.setItem(STARTED, String(time)); } catch { /* counts on until a reload */ }
}

function clockWords(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n) => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function createNotes(root, talk, loadPlotly, act) {
  const part = (name, tag = "div") => element(tag, `talk-notes-${name}`);
  const [now, next, said, bar] = [part("now"), part("next"), part("said"), part("bar")];
  const names = { now: part("name", "h2"), next: part("name", "h2"), said: part("name", "h2") };
  const places = { now: part("place"), next: part("place") };
  const ending = part("ending", "p");
  const text = part("text");
  const elapsed = part("elapsed", "p");
  const time = part("time", "span");
  const label = part("label", "span");
  const count = part("count", "p");
  const restart = element("button", "", "", { type: "button" });
  const back = element("button", "", "", { type: "button" });
  const on = element("button", "", "", { type: "button" });
  elapsed.append(label, time);
  bar.append(count, elapsed, restart, back, on);
  now.append(names.now, places.now);
  next.append(names.next, places.next, ending);
  said.append(names.said, text);
  const frame = part("frame");
  frame.append(now, next, said, bar);
  root.append(frame);
  const stages = {
    now: createStage(places.now, talk, loadPlotly),
    next: createStage(places.next, talk, loadPlotly),
  };
  let started = readStart() || Date.now();
  keepStart(started);
  const tick = () => setWords(time, clockWords(Date.now() - started));
  const timer = setInterval(tick, 500);
  restart.addEventListener("click", () => {
    started = Date.now();
    keepStart(started);
    tick();
  });
  back.addEventListener("click", () => act("back"));
  on.addEventListener("click", () => act("on"));
  tick();
  return {
    show(state) {
      const words = talk.words[state.lang];
      const following = state.scene + 1;
      frame.lang = state.lang;
      setWords(names.now, words.now);
      setWords(names.next, words.next);
      setWords(names.said, words.notes);
      setWords(label, words.elapsed);
      setWords(restart, words.restart);
      setWords(back, words.back);
      setWords(on, words.on);
      setWords(count, words.scene.replace("{n}", state.scene + 1)
        .replace("{total}", talk.scenes.length));
      const notes = talk.scenes[state.scene][state.lang].notes;
      setWords(text, notes || words.no_notes);
      const isLast = following >= talk.scenes.length;
      setWords(ending, isLast ? words.end : "");
      places.next.hidden = isLast;
      ending.hidden = !isLast;
      frame.classList.toggle("talk-notes--black", state.black);
      const shown = stages.now.show(state.scene, state.lang, state.day);
      if (isLast) return shown;
      return Promise.all([shown, stages.next.show(following, state.lang, null)]);
    },
    close() {
      clearInterval(timer);
      stages.now.close();
      stages.next.close();
      frame.remove();
    },
  };
}
