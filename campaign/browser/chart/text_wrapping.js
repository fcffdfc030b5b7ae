// Words broken into lines of a given width.

const SPACES = /[^\S\u00a0\u202f]+/; // not those that hold «10 000» together

// `measure(text)` gives the width of a text.
export function wrapText(text, width, measure) {
  const lines = [];
  let line = "";
  for (const word of text.split(SPACES).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
    while (measure(line) > width && line.length > 1) {
      // A word wider than the page (an address) is cut where it must be.
      let cut = line.length - 1;
      while (cut > 1 && measure(line.slice(0, cut)) > width) cut -= 1;
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  return line ? [...lines, line] : lines;
}
