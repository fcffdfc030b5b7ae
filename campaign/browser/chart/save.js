// Saving the figure as PNG or SVG, with title, source and mark, without asking any server.

const SAVE_WIDTH = 1000; // CSS px: at this width the chart's own text is readable in print
const SAVE_SCALE = 2; // a PNG is twice as wide: 2,000 px
const SAVE_EDGE = 32;
// A picture on its own has no web fonts: measured and drawn in a font that every machine has.
const SAVE_FONT = "Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

const escapeXml = (text) => text.replace(/[&<>"]/g, (c) =>
  ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

function wrapLines(text, font, width) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && pen.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else line = longer;
    while (pen.measureText(line).width > width && line.length > 1) {
      // A word wider than the page (an address) is cut where it must be.
      let cut = line.length - 1;
      while (cut > 1 && pen.measureText(line.slice(0, cut)).width > width) cut -= 1;
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  return line ? [...lines, line] : lines;
}

// One wrapped paragraph as SVG, and the height it takes.
function paragraph(text, top, { size, weight = 400, boxed = false }, colours) {
  if (!text) return { svg: "", height: 0 };
  const pad = boxed ? 12 : 0;
  const room = SAVE_WIDTH - 2 * (SAVE_EDGE + pad);
  // 4 % less: another machine's font may be a little wider.
  const lines = wrapLines(text, `${weight} ${size}px ${SAVE_FONT}`, room * 0.96);
  const step = Math.round(size * 1.35);
  const tall = lines.length * step + 2 * pad;
  const frame = boxed
    ? `<rect x="${SAVE_EDGE}" y="${top}" width="${SAVE_WIDTH - 2 * SAVE_EDGE}" height="${tall}"`
      + ` fill="none" stroke="${colours.text}" stroke-width="2"/>` : "";
  const spans = lines.map((line, i) =>
    `<tspan x="${SAVE_EDGE + pad}" y="${top + pad + i * step + size}">${escapeXml(line)}</tspan>`);
  const svg = `${frame}<text font-size="${size}" font-weight="${weight}"`
    + ` fill="${colours.text}" font-family="${SAVE_FONT}">${spans.join("")}</text>`;
  return { svg, height: tall + Math.round(size * 0.6) };
}

function saveColours(view, layout) {
  const style = getComputedStyle(view.root);
  const solid = (colour) => colour && !/^(transparent|rgba\(.*,\s*0\))$/.test(colour.trim());
  const page = style.getPropertyValue("--st-background-color").trim();
  return {
    text: solid(layout.font?.color) ? layout.font.color : style.color,
    background: solid(layout.paper_bgcolor) ? layout.paper_bgcolor : page || "#ffffff",
  };
}

async function pictureSvg(view) {
  const Plotly = await loadPlotly(LIBRARY);
  const inner = SAVE_WIDTH - 2 * SAVE_EDGE;
  const { data, layout } = compose(view, inner);
  delete layout.title; // our own title stands above
  const colours = saveColours(view, layout);
  layout.paper_bgcolor = colours.background;
  layout.font = { ...layout.font, family: SAVE_FONT };
  const chart = await Plotly.toImage(
    { data: structuredClone(data), layout, config: plotlyConfig(view) },
    { format: "svg", width: inner, height: layout.height, imageDataOnly: true },
  );
  const { title, subtitle, source, mark } = view.payload.export;
  const day = atRest(view) ? "" : dayLabel(view);
  const parts = [];
  let top = SAVE_EDGE - 8;
  const add = (text, style) => {
    const { svg, height } = paragraph(text, top, style, colours);
    parts.push(svg);
    top += height;
  };
  add(title, { size: 26, weight: 700 });
  add([subtitle, day].filter(Boolean).join(" · "), { size: 17 });
  add(mark, { size: 17, weight: 700, boxed: true });
  parts.push(`<g transform="translate(${SAVE_EDGE} ${top})">${chart}</g>`);
  top += layout.height + 8;
  add(source, { size: 14 });
  const height = top + SAVE_EDGE - 12;
  return {
    height,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`
      + ` width="${SAVE_WIDTH}" height="${height}" viewBox="0 0 ${SAVE_WIDTH} ${height}">`
      + `<title>${escapeXml(title ?? "")}</title>`
      + `<rect width="100%" height="100%" fill="${colours.background}"/>${parts.join("")}</svg>`,
  };
}

async function toPng({ svg, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = SAVE_WIDTH * SAVE_SCALE;
  canvas.height = height * SAVE_SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function save(view, format) {
  if (!view.drawn || view.saving) return;
  view.saving = true;
  try {
    const picture = await pictureSvg(view);
    const blob = format === "png"
      ? await toPng(picture) : new Blob([picture.svg], { type: "image/svg+xml" });
    download(blob, `${view.payload.export.file ?? "figure"}.${format}`);
  } catch (error) {
    tellFailure(view, error);
  } finally {
    view.saving = false;
  }
}
