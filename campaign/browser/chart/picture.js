// The chart as the server has drawn it: SVG for any width and height.

import { heightFor } from "./composition.js";

// How far `at` is on the way from the first of two values to the second; beyond them too.
function wayOf(values, at) {
  const [from, to] = values ?? [];
  return to === undefined ? 0 : (at - from) / (to - from);
}

const round = (value) => Math.round(value * 1e4) / 1e4;

// `drawing` is {widths, heights, parts}: a part is text, the number of an outline, or what a number
// is at the first width, at the second one, and at the second height.
function fillPicture({ widths, heights, parts }, { width, height, outlines }) {
  const across = wayOf(widths, width);
  const down = wayOf(heights, height);
  const fill = ([first, wider, taller = first]) =>
    first + (wider - first) * across + (taller - first) * down;
  return parts
    .map((part) => {
      if (typeof part === "string") return part;
      return typeof part === "number" ? outlines[part] : String(round(fill(part)));
    })
    .join("");
}

// The picture of a payload as SVG at this width, in the height that the chart has there.
export function pictureAt({ picture, height }, width) {
  const { drawings, outlines } = picture;
  const drawing = drawings.findLast(({ from }) => from <= width);
  return fillPicture(drawing, { width, height: heightFor(height, width), outlines });
}

// Each picture names its typeface once.
export const setFont = (svg, family) =>
  svg.replace(/ font-family="[^"]*"/, ` font-family="${family}"`);
