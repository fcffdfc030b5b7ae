// The room for the words beside the vertical axes. Where Plotly has to make it itself (`automargin`),
// it draws a chart, finds how wide the words are, and draws the chart once more.

const MOST_PAD = 12; // px around the words; less where a margin is smaller

const hasLabelsBeside = ({ visible = true, showticklabels = true, ticktext }) =>
  visible && showticklabels && ticktext;

const needsRoom = ([name, axis]) =>
  /^yaxis\d*$/.test(name) && axis.automargin && hasLabelsBeside(axis);

// Between the words and the plot, as Plotly's `makeLabelFns` has it.
const gapBeside = ({ ticklabelstandoff = 0, linewidth = 1 }) => ticklabelstandoff + linewidth / 2;

// `measureIn(font)` gives a function that measures words. Words with tags are left to Plotly.
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
