// The talk: where it is, what is asked of it, and what the windows show.

const CURSOR_MS = 2500;

// `host` says what differs between the app and the file: role ("hall" or "notes"), the scene and
// language to begin with, loadPlotly(), leave(lang) and edit(lang) where there is a way out, and
// notesAddress(lang). Gives a function that takes the talk off the screen.
function openTalk(root, talk, host) {
  root.classList.add("talk");
  root.tabIndex = -1;
  for (const [name, colour] of Object.entries(talk.style)) {
    root.style.setProperty(`--talk-${name.replace("_", "-")}`, colour);
  }
  const total = talk.scenes.length;
  const isHall = host.role !== "notes";
  const inside = (scene) => Math.min(total - 1, Math.max(0, scene || 0));
  const state = {
    scene: inside(host.scene), lang: talk.langs[host.lang] ? host.lang : Object.keys(talk.langs)[0],
    day: null, playing: false, black: false, table: false,
  };
  const undo = [];
  let isHelp = false;
  let loading = null;
  const loadPlotly = () => (loading ??= host.loadPlotly().then((loaded) => {
    offerGeometry(talk);
    return loaded;
  }));

  const screen = element("div", "talk-screen");
  const black = element("div", "talk-black");
  const live = element("div", "talk-live", "", { role: "status", "aria-live": "polite" });
  const more = element("button", "talk-hint", "?", { type: "button", tabindex: "-1" });
  black.hidden = true;
  root.append(screen, black, live);
  if (isHall) root.append(more);
  const act = (name, value) => ACTS[name]?.(value);
  more.addEventListener("click", () => act("help"));
  const panel = createPanel(root, act);
  const stage = isHall ? createStage(screen, talk, loadPlotly, { ahead: true }) : null;
  if (stage) stage.isPlaying = () => state.playing;
  const notes = isHall ? null : createNotes(screen, talk, loadPlotly, act);
  const player = createPlayer((day) => {
    state.day = day;
    if (day === null) {
      state.playing = false;
      tell();
    }
    return show();
  });
  const channel = createChannel(receive);
  const offers = new Set(["on", "back", "first", "last", "black", "play", "table", "full", "print",
    "help"]);
  if (isHall) offers.add("notes");
  if (host.leave) offers.add("out");
  if (host.edit) offers.add("edit");

  const playOf = () => talk.drawn[state.scene]?.[state.lang]?.play;

  function show() {
    document.documentElement.lang = state.lang;
    const words = talk.words[state.lang];
    const told = talk.scenes[state.scene][state.lang];
    document.title = `${state.scene + 1}. ${told.title}`;
    root.lang = state.lang;
    root.dataset.scene = state.scene + 1;
    root.dataset.lang = state.lang;
    root.dataset.playing = state.playing;
    black.hidden = !state.black || !isHall;
    root.classList.toggle("talk--black", state.black && isHall);
    more.setAttribute("aria-label", words.keys);
    root.setAttribute("aria-label", words.talk);
    if (isHelp) panel.show("help", talk, state, offers);
    else if (state.table && isHall) panel.show("table", talk, state, offers);
    else panel.hide();
    announce(words, told);
    host.moved?.(state.scene, state.lang);
    if (!stage) return notes.show(state);
    return stage.show(state.scene, state.lang, state.day).then(nameDay);
  }

  // A button in the looks of a label: a hall sees no widget, a mouse and a finger find one.
  function nameDay() {
    const label = stage.current?.dayLabel;
    if (!label) return;
    const words = talk.words[state.lang];
    label.setAttribute("aria-label",
      `${label.textContent}. ${state.playing ? words.pause : words.play}`);
    label.onclick = () => act("play");
  }

  let announced = "";
  function announce(words, told) {
    const play = playOf();
    // Of a day on which the map stands still; while it plays nothing is announced.
    if (!state.black && state.playing) return;
    const day = isAtEnd(play, state.day) ? null : state.day;
    const place = words.scene.replace("{n}", state.scene + 1).replace("{total}", total);
    const said = state.black ? words.black
      : [place, told.title, ...(day === null
        ? [told.nothing || told.headline, told.rest] : [sentenceOn(play, day)])]
        .filter(Boolean).join(". ");
    if (said === announced) return;
    announced = said;
    live.textContent = said;
  }

  function tell() {
    channel.send({ kind: "state", talkId: talk.id, role: host.role, state: { ...state } });
  }

  function change(changes) {
    Object.assign(state, changes);
    tell();
    return show();
  }

  function goTo(scene) {
    const target = inside(scene);
    const changes = { black: false };
    if (target !== state.scene) {
      player.stop();
      Object.assign(changes, { scene: target, day: null, playing: false });
    }
    change(changes);
  }

  const ACTS = {
    on: () => goTo(state.scene + 1),
    back: () => goTo(state.scene - 1),
    first: () => goTo(0),
    last: () => goTo(total - 1),
    black: () => change({ black: !state.black }),
    lang: (code) => change({ lang: code }),
    table: () => { isHelp = false; change({ table: !state.table }); },
    help: () => { isHelp = !isHelp; show(); },
    close: () => { isHelp = false; change({ table: false }); },
    play: () => {
      const play = playOf();
      if (!play) return;
      if (state.playing) {
        player.stop();
        change({ playing: false });
        return;
      }
      if (isHall) player.start(play, state.day);
      change({ playing: true, day: isAtEnd(play, state.day) ? 0 : state.day });
    },
    full: () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen?.().catch(() => {});
      isHelp = false;
      show();
    },
    notes: () => {
      if (!isHall) return;
      channel.knows(window.open(host.notesAddress(state.lang), "campaign-talk-notes",
        "popup,width=1280,height=760"));
      isHelp = false;
      show();
    },
    print: () => { isHelp = false; change({ table: false }); window.print(); },
    edit: () => host.edit?.(state.lang),
    out: () => {
      if (isHelp || state.table) act("close");
      else if (state.black) change({ black: false });
      else if (document.fullscreenElement) document.exitFullscreen();
      else host.leave?.(state.lang);
    },
  };

  function receive(message) {
    if (message.kind === "hello" && isHall) {
      // A window that was opened by its address has the shipped scenes: it gets those of the hall.
      if (message.talkId !== talk.id) channel.send({ kind: "talk", talk });
      tell();
    } else if (message.kind === "talk" && !isHall && message.talk.id !== talk.id) {
      host.adopt?.(message.talk);
    } else if (message.kind === "state" && message.talkId === talk.id) {
      const was = state.playing;
      const { day, ...others } = message.state;
      const sameScene = others.scene === state.scene;
      Object.assign(state, others);
      if (message.role === "hall" || !sameScene) state.day = day;
      if (isHall && state.playing !== was) {
        if (state.playing && playOf()) player.start(playOf(), state.day);
        else player.stop();
      }
      if (isHall && !sameScene) player.stop();
      show();
    }
  }

  undo.push(watchKeys(talk, act, () => !panel.box.hidden));
  if (isHall) undo.push(watchTaps(root, act, () => !panel.box.hidden));
  const printing = createPrinting(root, talk, () => state.lang);
  let resting = 0;
  const onMove = () => {
    root.classList.remove("talk--still");
    clearTimeout(resting);
    resting = setTimeout(() => root.classList.add("talk--still"), CURSOR_MS);
  };
  if (isHall) {
    root.addEventListener("pointermove", onMove);
    onMove();
  }
  root.focus({ preventScroll: true });
  loadPlotly().catch(() => {}); // also for paper; a sheet that needs it tells its own failure
  const first = show();
  if (isHall) tell();
  else channel.send({ kind: "hello", talkId: talk.id });
  Promise.resolve(first).then(() => { root.dataset.ready = "true"; });

  return () => {
    player.stop();
    clearTimeout(resting);
    undo.forEach((take) => take());
    printing.close();
    channel.close();
    stage?.close();
    notes?.close();
    root.remove();
  };
}
