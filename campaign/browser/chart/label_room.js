// The room for the words beside the vertical axes. Plotly's own `automargin` is slower: it draws a
// chart, measures the words, and draws the chart again.

const MOST_PAD = 12; // px around the words; less where a margin is smaller

const hasLabelsBeside = ({ visible = true, showticklabels = true, ticktext }) =>
  visible && showticklabels && ticktext;

const needsRoom = ([name, axis]) =>
  /^yaxis\d*$/.test(name) && axis.automargin && hasLabelsBeside(axis);

// The gap between the words and the plot, as in Plotly's `makeLabelFns`.
const gapBeside = ({ ticklabelstandoff = 0, linewidth = 1 }) => ticklabelstandoff + linewidth / 2;

// `measureIn(font)` returns a function that measures words. Plotly measures words with tags.
export function makeLabelRoom(layout, measureIn) {
  const axes = Object.entries(layout)
    .filter(needsRoom)
    .map(([, axis]) => axis);
  const labels = axes.map((axis) => axis.ticktext.flatMap((words) => words.split("<br>")));
  if (!axes.length || labels.flat().some((words) => /[<&]/.test(words))) return;
  const { font, margin } = layout;
  const widths = axes.map((axis, at) => {
    const measure = measureIn(`${axis.tickfont?.size ?? font.size}px ${font.family}`);
    return Math.max(...labels[at].map(measure)) + gapBeside(axis);
  });
  const pad = Math.min(MOST_PAD, margin.l, margin.r, margin.t, margin.b);
  for (const axis of axes) axis.automargin = false;
  margin.l = Math.max(margin.l, Math.ceil(Math.max(...widths) + pad));
}
