// A stage: a place of any size in which the sheets of a talk are shown, scaled to fit.

const MOST_SHEETS = 4;

function createStage(host, talk, loadPlotly, { ahead = false } = {}) {
  const inner = element("div", "talk-stage");
  host.append(inner);
  const stage = { host, inner, sheets: new Map(), current: null, wanted: null, busy: null };

  const scale = () => {
    const by = Math.min(host.clientWidth / HALL_WIDTH, host.clientHeight / HALL_HEIGHT);
    const left = (host.clientWidth - HALL_WIDTH * by) / 2;
    const top = (host.clientHeight - HALL_HEIGHT * by) / 2;
    inner.style.transform = `translate(${left}px, ${top}px) scale(${by})`;
    inner.dataset.scale = by;
  };
  const observer = new ResizeObserver(scale);
  observer.observe(host);
  scale();

  const sheetOf = (number, lang) => {
    const key = `${number}:${lang}`;
    const known = stage.sheets.get(key);
    if (known) {
      stage.sheets.delete(key);
      stage.sheets.set(key, known); // the newest stands last
      return known;
    }
    const made = createSheet(talk, number, lang);
    made.root.setAttribute("aria-hidden", "true");
    inner.append(made.root);
    fitSheet(made);
    stage.sheets.set(key, made);
    return made;
  };

  const reveal = (sheet) => {
    if (stage.current === sheet) return;
    stage.current?.root.classList.remove("talk-sheet--on");
    stage.current?.root.setAttribute("aria-hidden", "true");
    sheet.root.classList.add("talk-sheet--on");
    sheet.root.removeAttribute("aria-hidden");
    stage.current = sheet;
    for (const [key, old] of stage.sheets) {
      if (stage.sheets.size <= MOST_SHEETS) break;
      if (old === sheet) continue;
      dropSheet(old);
      stage.sheets.delete(key);
    }
  };

  const drawn = async (sheet, day) => {
    try {
      if (sheet.box && !window.Plotly) {
        if (!stage.current) reveal(sheet); // words before figures
        await loadPlotly();
      }
      await drawSheet(sheet, talk, day);
    } catch (error) {
      tellUndrawn(sheet, talk, error);
    }
  };

  // One draw at a time; of what is asked meanwhile only the last is drawn.
  const work = async () => {
    while (stage.wanted && !stage.gone) {
      const { number, lang, day } = stage.wanted;
      stage.wanted = null;
      const sheet = sheetOf(number, lang);
      await drawn(sheet, day);
      if (stage.gone) return;
      if (!stage.wanted || stage.wanted.number === number) reveal(sheet);
    }
    stage.busy = null;
    if (ahead && !stage.gone) later();
  };

  // The next scene is drawn while the speaker speaks.
  const later = () => {
    clearTimeout(stage.timer);
    stage.timer = setTimeout(async () => {
      const next = stage.current && stage.current.number + 1;
      if (stage.busy || stage.gone || !next || next >= talk.scenes.length || stage.isPlaying?.()) {
        return;
      }
      const sheet = sheetOf(next, stage.current.lang);
      stage.sheets.set(stage.current.key, stage.current);
      await drawn(sheet, null);
    }, 250);
  };

  stage.show = (number, lang, day = null) => {
    stage.wanted = { number, lang, day };
    clearTimeout(stage.timer);
    stage.busy ??= work();
    return stage.busy;
  };
  stage.close = () => {
    stage.gone = true;
    clearTimeout(stage.timer);
    observer.disconnect();
    stage.sheets.forEach(dropSheet);
    inner.remove();
  };
  return stage;
}
