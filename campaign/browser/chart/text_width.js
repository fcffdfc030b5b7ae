// The width of words in a font of the page, in px: `measureIn("14px Arial")("words")`.
export function measureIn(font) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  return (text) => pen.measureText(text).width;
}
