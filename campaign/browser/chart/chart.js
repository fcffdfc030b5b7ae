// A chart of a page: drawing, updates in place, animation, keyboard and download.

import { dayWords } from "../shared/day_words.js";
import { setText } from "../shared/element.js";
import { brushedDays, canBrush } from "./brush.js";
import { createCard } from "./card.js";
import { createChoices } from "../shared/choices.js";
import { composeChart, configOf, heightFor } from "./composition.js";
import { showDayControls } from "./day_controls.js";
import { downloadChart } from "./download.js";
import { createEmbedding } from "./embedding.js";
import { createDrawing } from "./drawing.js";
import { createChartElements } from "./elements.js";
import { createFirstPicture } from "./first_picture.js";
import { createHatchLines } from "./hatch_lines.js";
import { createKeyboardNavigation } from "./keyboard_navigation.js";
import { markChoices } from "./parts.js";
import { createFileRequests } from "./file_requests.js";
import { makeLabelRoom } from "./label_room.js";
import { alignLegend } from "./legend_flow.js";
import { createMenu } from "./menu.js";
import { createPlayback } from "./playback.js";
import { createPointer, keepTouches, listenToPlotly } from "./pointer.js";
import { fitToPaper } from "./print_chart.js";
import { createStripMark } from "./strip_mark.js";
import { measureIn } from "./text_width.js";

function showWords(elements, payload) {
  const { lang, words } = payload;
  elements.root.setAttribute("lang", lang);
  setText(elements.hint, payload.pick ? words.choose : words.walk);
  if (elements.failure.textContent) setText(elements.failure, words.failed);
}

const FILE_WAIT_MS = 10_000; // after which Plotly's drawing is saved instead

// `words` are the words that all charts share, by language; `parts`, `loader`, `group` and `demand`
// are shared by the charts of the page. `send` sends the reader's choices to Python;
// `requestPicture` and `requestFile` request the chart again, with its picture or with a picture for
// a file; `reportDrawing` reports that Plotly has drawn. The menu uses `sendTable`, `requestCsv` and
// `addSlide`.
export function createChart(parent, options) {
  const { words, loader, parts, group, demand, send, reportDrawing } = options;
  const elements = createChartElements(parent);
  const { root, stage, plot, failure } = elements;
  const leaving = new AbortController();
  const { signal } = leaving;
  const choices = createChoices();
  const stripMark = createStripMark(elements);
  let payload = null;
  let arriving = null;
  let width = 0;
  let brushCount = 0;
  let isDrawn = false;
  let drawn = null;
  let isSaving = false;

  const playback = createPlayback({ parts, group, showDay: showMoment });
  const pointer = createPointer(elements, { signal, onTurn: () => entry.request() });
  const firstPicture = createFirstPicture(elements, { signal, choose, onLeave: pointer.replay });
  const files = createFileRequests(options.requestFile);
  const embedding = createEmbedding(elements, signal);
  const menu = createMenu(elements, {
    signal,
    actions: {
      png: () => download("png"),
      svg: () => download("svg"),
      slide: options.addSlide,
      embed: embedding.toggle,
    },
    sendTable: options.sendTable,
    requestCsv: options.requestCsv,
  });
  const card = createCard(elements, {
    signal,
    getMoment: () => (isDrawn ? playback.moment : null),
  });
  const hatch = createHatchLines({
    loadJson: loader.loadJson,
    onLoad: draw,
    onFailure(error) {
      showFailure(error);
      showDrawing();
    },
  });
  const keyboard = createKeyboardNavigation(elements, {
    signal,
    choose,
    isPlaying: () => playback.isPlaying,
    findInPicture: firstPicture.find,
  });
  const drawing = createDrawing({
    plot,
    load: () => loader.loadFor(payload.figure),
    compose,
    onDrawn,
    onFailure(error) {
      // The former drawing, by Plotly or by the server, stays beside the message.
      root.classList.toggle("cf--failed", !isDrawn);
      showFailure(error);
      if (!isDrawn && !playback.isAtRest) playback.pauseAt(null); // a picture shows no day
    },
  });
  const entry = demand.add(stage, draw);

  function showFailure(error) {
    if (error) console.warn("chart:", error);
    setText(failure, error ? words[(payload ?? arriving)?.lang]?.failed : "");
  }

  function isTall() {
    const { tall_screen: screen } = payload?.height ?? {};
    return Boolean(screen) && matchMedia(screen).matches;
  }

  const heightAt = (px) => `${heightFor(payload.height, px, isTall())}px`;

  const stateNow = () => ({
    isTall: isTall(),
    moment: playback.moment,
    lines: hatch.lines,
    brush: { isOn: canBrush(payload), count: brushCount },
  });

  function compose(px = width) {
    if (!payload || px < 1) return null; // no data yet, or hidden: the resize observer calls again
    const { data, layout } = composeChart(payload, { ...stateNow(), width: px });
    makeLabelRoom(layout, measureIn);
    alignLegend(layout);
    return { data, layout, config: configOf(payload) };
  }

  // The picture is shown until Plotly is needed.
  async function draw() {
    if (!entry.isRequested || !payload) return;
    hatch.fetch(payload.hatch?.url);
    await drawing.draw();
  }

  function onDrawn(chart) {
    const { data } = chart;
    drawn = chart;
    if (!isDrawn) begin();
    stripMark.show(chart, playback.moment);
    root.classList.remove("cf--failed");
    showDrawing();
    keyboard.update(data);
    if (!hatch.hasFailed) showFailure(null);
  }

  function begin() {
    isDrawn = true;
    listenToPlotly(elements, { choose, canChoose: () => payload.pick, brush, pointAt });
    showDay(); // the animation may be running
    demand.begin();
    reportDrawing();
  }

  // Without its hatching, *not reported* would look like a value for a moment.
  function showDrawing() {
    if (isDrawn && !hatch.isAwaited) firstPicture.remove();
  }

  function pointAt(code) {
    stripMark.pointAt(code);
    stripMark.show(drawn, playback.moment);
  }

  function choose(code) {
    if (code && payload.pick) send(choices.add(code));
  }

  function brush(range) {
    if (!range || !payload.brush) return;
    brushCount += 1; // removes the box and the dimming
    drawing.draw();
    const days = brushedDays(range, payload.figure.data);
    if (days) send(choices.add(days));
  }

  function showDay() {
    card.show(payload);
    showDayControls(elements, playback, payload.words);
    playback.lead();
  }

  function showMoment() {
    showDay();
    // The picture cannot show a day, so Plotly is needed.
    return playback.moment && !entry.isRequested ? entry.request() : draw();
  }

  // The height is set before Plotly draws, so that nothing on the page moves then.
  function reserveRoom() {
    if (width < 1) return;
    stage.style.height = heightAt(width);
    if (!isDrawn) keyboard.update(compose().data); // the keyboard works at once
  }

  // Without a new picture, the one of the former filter would stay.
  function showPicture() {
    firstPicture.setCanChoose(Boolean(payload.pick));
    if (payload.picture) firstPicture.show(payload.picture, payload.picture_name);
    else if (firstPicture.has(payload.picture_name)) return;
    else if (demand.hasBegun) entry.request();
    else options.requestPicture();
  }

  function update(next) {
    payload = { ...next, words: words[next.lang] };
    playback.receive(payload.play);
    showWords(elements, payload);
    embedding.show(payload);
    menu.show(payload);
    showDay();
    // Read only once, because reading it forces a layout; the observer reports later changes.
    width ||= stage.clientWidth;
    reserveRoom();
    draw();
    if (firstPicture.isShown) showPicture();
    if (payload.file) files.arrive();
  }

  async function download(format) {
    if (!payload || isSaving) return;
    isSaving = true;
    try {
      const { moment } = playback;
      if (!moment && !payload.file) await files.request(FILE_WAIT_MS);
      const day = moment ? dayWords(moment.play, moment.day) : "";
      const Plotly = moment || !payload.file ? await loader.loadFor(payload.figure) : null;
      await downloadChart(format, payload, { Plotly, state: stateNow(), day, root });
    } catch (error) {
      showFailure(error);
    } finally {
      isSaving = false;
    }
  }

  function listen() {
    const { playButton, slider } = elements;
    playButton.addEventListener("click", () => playback.toggle(), { signal });
    slider.addEventListener("input", () => playback.pauseAt(Number(slider.value)), { signal });
    keepTouches(elements, signal);
    fitToPaper(plot, {
      signal,
      draw,
      drawAt: (px) => isDrawn && width && drawing.drawAtOnce(compose(px)),
    });
    const onResize = () => {
      const now = stage.clientWidth;
      if (!payload || (now === width && stage.style.height === heightAt(now))) return;
      width = now;
      reserveRoom();
      draw();
    };
    const observer = new ResizeObserver(onResize);
    observer.observe(stage);
    window.addEventListener("resize", onResize, { signal });
    signal.addEventListener("abort", () => observer.disconnect());
  }

  listen();
  return {
    showFailure,
    // Waits for the shared parts of the payload; a newer payload replaces one that waits.
    async show(next) {
      arriving = next;
      const figure = next.figure ?? parts.find(next.base) ?? (await parts.wait(next.base));
      if (signal.aborted || arriving !== next) return;
      update({ ...next, figure: markChoices(figure, next) });
    },
    close() {
      leaving.abort();
      entry.leave();
      playback.close();
      drawing.close();
      root.remove();
    },
  };
}
