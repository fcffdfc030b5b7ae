// The presentation as Python sends it; the payload's own names are known here and nowhere else.

// {id, langs, words, style, geometry, addresses, slides, charts}: of each slide and language the
// words and the chart.
export const readPresentation = ({ scenes, drawn, ...others }) => ({
  ...others,
  slides: scenes,
  charts: drawn,
});
