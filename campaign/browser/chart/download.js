// The chart as PNG or SVG, with title, source and disclaimer, created in the browser.

import { composeChart, configOf } from "./composition.js";
import { measureIn } from "./text_width.js";
import { wrapText } from "./text_wrapping.js";

const WIDTH = 1000; // CSS px: at this width the chart's own text is readable in print
const SCALE = 2; // a PNG is twice as wide: 2,000 px
const EDGE = 32;
const CHART_WIDTH = WIDTH - 2 * EDGE; // also the width of the server's picture for a file
// A file cannot load web fonts, so words are measured and drawn in a font that every computer has.
const FONT = "Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";
const ROOM = 0.96; // the font of another computer may be a little wider
const REVOKE_MS = 60_000;

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escapeXml = (text) => text.replace(/[&<>"]/g, (character) => ENTITIES[character]);

// A wrapped paragraph as SVG, and its height.
function paragraph(text, top, { size, weight = 400, boxed = false }, color) {
  if (!text) return { svg: "", height: 0 };
  const pad = boxed ? 12 : 0;
  const room = WIDTH - 2 * (EDGE + pad);
  const lines = wrapText(text, room * ROOM, measureIn(`${weight} ${size}px ${FONT}`));
  const step = Math.round(size * 1.35);
  const tall = lines.length * step + 2 * pad;
  const frame = boxed
    ? `<rect x="${EDGE}" y="${top}" width="${WIDTH - 2 * EDGE}" height="${tall}"` +
      ` fill="none" stroke="${color}" stroke-width="2"/>`
    : "";
  const spans = lines.map((line, i) => {
    const y = top + pad + i * step + size;
    return `<tspan x="${EDGE + pad}" y="${y}">${escapeXml(line)}</tspan>`;
  });
  const svg =
    `${frame}<text font-size="${size}" font-weight="${weight}"` +
    ` fill="${color}" font-family="${FONT}">${spans.join("")}</text>`;
  return { svg, height: tall + Math.round(size * 0.6) };
}

const isSolid = (color) => color && !/^(transparent|rgba\(.*,\s*0\))$/.test(color.trim());

function colorsOf(root, layout) {
  const style = getComputedStyle(root);
  const page = style.getPropertyValue("--st-background-color").trim();
  return {
    text: isSolid(layout.font?.color) ? layout.font.color : style.color,
    background: isSolid(layout.paper_bgcolor) ? layout.paper_bgcolor : page || "#ffffff",
  };
}

// The day shown, as Plotly draws it.
async function drawByPlotly(Plotly, payload, state, { background }) {
  const { data, layout } = composeChart(payload, { ...state, width: CHART_WIDTH });
  delete layout.title; // our own title is above it
  layout.paper_bgcolor = background;
  layout.font = { ...layout.font, family: FONT };
  return Plotly.toImage(
    { data: structuredClone(data), layout, config: configOf(payload) },
    { format: "svg", width: CHART_WIDTH, height: layout.height, imageDataOnly: true },
  );
}

// Each picture names its typeface only once.
const setFont = (svg) => svg.replace(/ font-family="[^"]*"/, ` font-family="${FONT}"`);

const heightOf = (svg) => Math.ceil(Number(/<svg[^>]* height="([\d.]+)/.exec(svg)[1]));

// `state` is what the chart shows now, `day` the name of the day in words, "" for the whole period.
// Without `Plotly` the server's picture is used.
async function toSvg(payload, { Plotly, state, day, root }) {
  const colors = colorsOf(root, payload.figure.layout);
  const chart = Plotly ? await drawByPlotly(Plotly, payload, state, colors) : setFont(payload.file);
  const { title, subtitle, source, disclaimer } = payload.export;
  const parts = [];
  let top = EDGE - 8;
  const add = (text, style) => {
    const { svg, height } = paragraph(text, top, style, colors.text);
    parts.push(svg);
    top += height;
  };
  add(title, { size: 26, weight: 700 });
  add([subtitle, day].filter(Boolean).join(" · "), { size: 17 });
  add(disclaimer, { size: 17, weight: 700, boxed: true });
  parts.push(`<g transform="translate(${EDGE} ${top})">${chart}</g>`);
  top += heightOf(chart) + 8;
  add(source, { size: 14 });
  const height = top + EDGE - 12;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"` +
    ` width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">` +
    `<title>${escapeXml(title ?? "")}</title>` +
    `<rect width="100%" height="100%" fill="${colors.background}"/>${parts.join("")}</svg>`;
  return { svg, height };
}

async function toPng({ svg, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no PNG"))), "image/png");
  });
}

export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_MS);
}

// `format` is "png" or "svg".
export async function downloadChart(format, payload, shown) {
  const drawing = await toSvg(payload, shown);
  const blob =
    format === "png" ? await toPng(drawing) : new Blob([drawing.svg], { type: "image/svg+xml" });
  save(blob, `${payload.export.file ?? "figure"}.${format}`);
}
