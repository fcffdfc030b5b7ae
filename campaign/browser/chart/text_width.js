// How wide words are in a font of the page: `measureIn("14px Arial")("words")` in px.
export function measureIn(font) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  return (text) => pen.measureText(text).width;
}
