// The presentation: its state, the actions that change it, and what its windows show.

import { isAtEnd } from "../shared/animation.js";
import { sentenceOn } from "../shared/day_words.js";
import { createElement, setText } from "../shared/element.js";
import { createPlayer } from "../shared/player.js";
import { createChannel } from "./channel.js";
import { nextSecond, watchKeys } from "./keys.js";
import { createPanel } from "./panel.js";
import { createProjector } from "./projector.js";
import { createSpeakerWindow } from "./speaker_window.js";

const SPEAKER = "notes";
const ACTIONS = [
  ...["next", "previous", "first", "last", "black", "play", "table", "full"],
  ...["second", "print", "help"],
];
const ON_PROJECTOR = ["notes", "overview", "number"];

function paint(root, style) {
  root.classList.add("presentation");
  root.tabIndex = -1;
  for (const [name, color] of Object.entries(style)) {
    root.style.setProperty(`--presentation-${name.replace("_", "-")}`, color);
  }
}

function enterFullScreen() {
  document.documentElement.requestFullscreen?.().catch(() => {});
}

// What a screen reader says about the slide, or about the day at which the animation stands.
function announcementOf({ words, slides, charts }, { slide, lang, day, isBlack }) {
  if (isBlack) return words[lang].black;
  const { title, nothing, headline, rest } = slides[slide][lang];
  const play = charts[slide]?.[lang]?.play;
  const place = words[lang].slide.replace("{n}", slide + 1).replace("{total}", slides.length);
  const content = isAtEnd(play, day) ? [nothing || headline, rest] : [sentenceOn(play, day)];
  return [place, title, ...content].filter(Boolean).join(". ");
}

// `presentation` is {id, langs, words, style, slides, charts, sections}; `slides` has the words,
// `charts` the table and the animation, and `sections` the HTML of each slide and language. `host` has
// what differs between the app and the file: role ("notes" is the speaker's window), the first slide,
// language and second language, onMove(slide, lang, second), adopt(presentation), notesAddress(lang),
// in the file the key of its windows and, in the app, leave(lang), edit(lang) and isStartedHere. Returns
// a function that closes the presentation.
export function openPresentation(root, presentation, host) {
  const { slides, charts, langs, words } = presentation;
  const isSpeaker = host.role === SPEAKER;
  const closing = new AbortController();
  const { signal } = closing;
  const clamp = (slide) => Math.min(slides.length - 1, Math.max(0, slide || 0));
  const known = (code) => (Object.hasOwn(langs, code ?? "") ? code : null);
  const state = {
    slide: clamp(host.slide),
    lang: known(host.lang) ?? Object.keys(langs)[0],
    second: known(host.second),
    day: null,
    isPlaying: false,
    isBlack: false,
    isTableOpen: false,
  };
  let isHelpOpen = false;

  const playNow = () => charts[state.slide]?.[state.lang]?.play;
  // A second language that has become the first one is not shown twice.
  const secondNow = () => (state.second === state.lang ? null : state.second);
  const act = (name, value) => acts[name]?.(value);
  const isPanelOpen = () => panel.isOpen;

  paint(root, presentation.style);
  const screen = createElement("div", "presentation-screen");
  const announcer = createElement("div", "presentation-live", "", {
    role: "status",
    "aria-live": "polite",
  });
  root.append(screen, announcer);
  const view = isSpeaker
    ? createSpeakerWindow(screen, presentation, { act })
    : createProjector(root, screen, presentation, {
        act,
        isPlaying: () => state.isPlaying,
        isPanelOpen,
        signal,
      });
  const offers = new Set([
    ...ACTIONS,
    ...(isSpeaker ? [] : ON_PROJECTOR),
    ...(host.leave ? ["leave"] : []),
    ...(host.edit ? ["edit"] : []),
  ]);
  const panel = createPanel(root, presentation, { offers, act });
  const channel = createChannel(receive, { key: host.key, isSpeaker });
  const player = createPlayer({
    position: () => ({ play: playNow(), day: state.day }),
    showDay(day) {
      state.day = day;
      if (day === null) {
        state.isPlaying = false;
        sendState();
      }
      show();
    },
  });

  function show() {
    const { slide, lang, isPlaying, isBlack } = state;
    document.documentElement.lang = lang;
    document.title = `${slide + 1}. ${slides[slide][lang].title}`;
    root.lang = lang;
    root.setAttribute("aria-label", words[lang].presentation);
    Object.assign(root.dataset, { slide: slide + 1, lang, playing: isPlaying });
    const isTableShown = state.isTableOpen && !isSpeaker;
    panel.show((isHelpOpen && "help") || (isTableShown && "table") || null, state);
    if (!isPlaying || isBlack) setText(announcer, announcementOf(presentation, state));
    host.onMove?.(slide, lang, secondNow());
    view.show({ ...state, second: secondNow() });
  }

  function sendState() {
    channel.send({ kind: "state", id: presentation.id, isSpeaker, state: { ...state } });
  }

  function change(changes) {
    Object.assign(state, changes);
    sendState();
    show();
  }

  function showHelp(isOpen) {
    isHelpOpen = isOpen;
    show();
  }

  function goTo(slide) {
    const target = clamp(slide);
    const isOther = target !== state.slide;
    if (isOther) player.stop();
    change({ isBlack: false, ...(isOther && { slide: target, day: null, isPlaying: false }) });
  }

  function togglePlaying() {
    const play = playNow();
    if (!play) return;
    if (state.isPlaying) {
      player.stop();
      change({ isPlaying: false });
      return;
    }
    change({ isPlaying: true, day: isAtEnd(play, state.day) ? 0 : state.day });
    if (!isSpeaker) player.start();
  }

  function openSpeakerWindow() {
    if (isSpeaker) return;
    const features = "popup,width=1280,height=760";
    channel.addWindow(
      window.open(host.notesAddress(state.lang), "campaign-presentation-notes", features),
    );
    showHelp(false);
  }

  function closeTopmost() {
    if (isHelpOpen || state.isTableOpen) act("close");
    else if (view.isOverview) view.toggleOverview(false);
    else if (state.isBlack) change({ isBlack: false });
    else if (document.fullscreenElement) document.exitFullscreen();
    else host.leave?.(state.lang);
  }

  const acts = {
    next: () => goTo(state.slide + 1),
    // The Enter key leaves the overview at its slide; elsewhere it is a key for the next slide.
    choose: () => (view.isOverview ? view.toggleOverview(false) : act("next")),
    previous: () => goTo(state.slide - 1),
    first: () => goTo(0),
    last: () => goTo(slides.length - 1),
    go: (slide) => slide !== state.slide && goTo(slide),
    black: () => change({ isBlack: !state.isBlack }),
    lang: (code) => change({ lang: code }),
    second: () => change({ second: nextSecond(Object.keys(langs), state.lang, secondNow()) }),
    table: () => {
      isHelpOpen = false;
      change({ isTableOpen: !state.isTableOpen });
    },
    help: () => showHelp(!isHelpOpen),
    close: () => {
      isHelpOpen = false;
      change({ isTableOpen: false });
    },
    play: togglePlaying,
    full: () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else enterFullScreen();
      showHelp(false);
    },
    overview: () => {
      act("close");
      view.toggleOverview?.();
    },
    number: () => {
      act("close");
      view.askNumber?.(words[state.lang].number);
    },
    notes: openSpeakerWindow,
    print: () => {
      act("close");
      window.print();
    },
    edit: () => host.edit?.(state.lang),
    leave: closeTopmost,
  };

  function follow({ day, ...others }, isFromSpeaker) {
    const wasPlaying = state.isPlaying;
    const isOther = others.slide !== state.slide;
    Object.assign(state, others);
    // The animation runs in the projector's window; the speaker's window follows it.
    if (!isFromSpeaker || isOther) state.day = day;
    if (!isSpeaker && isOther) player.stop();
    else if (!isSpeaker && state.isPlaying !== wasPlaying) {
      if (state.isPlaying && isAtEnd(playNow(), state.day)) state.day = 0;
      if (state.isPlaying) player.start();
      else player.stop();
    }
    show();
  }

  function receive(message) {
    const isOurs = message.id === presentation.id;
    if (message.kind === "hello" && !isSpeaker) {
      // A window that was opened by its address has the shipped slides, so it is sent the current ones.
      if (!isOurs) channel.send({ kind: "presentation", presentation });
      sendState();
    } else if (message.kind === "presentation" && isSpeaker) {
      if (message.presentation.id !== presentation.id) host.adopt?.(message.presentation);
    } else if (message.kind === "state" && isOurs) {
      follow(message.state, message.isSpeaker);
    }
  }

  // A browser allows it shortly after the click that opened the presentation.
  if (host.isStartedHere && navigator.userActivation?.isActive) enterFullScreen();
  watchKeys(act, { langs: Object.keys(langs), isPanelOpen, signal });
  root.focus({ preventScroll: true });
  show();
  if (isSpeaker) channel.send({ kind: "hello", id: presentation.id });
  else sendState();
  Promise.all([view.ready, document.fonts.ready]).then(() => {
    if (signal.aborted) return;
    show();
    root.dataset.ready = "true";
  });

  return function close() {
    player.stop();
    closing.abort();
    channel.close();
    view.close();
    root.remove();
  };
}
