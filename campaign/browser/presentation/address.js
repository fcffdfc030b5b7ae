// The slide in an address. Older links call it "scene".

// The number of the slide from 0; null without one.
export function readSlide(query) {
  const number = query.get("slide") ?? query.get("scene");
  return number === null ? null : Number(number) - 1;
}

export function writeSlide(query, slide) {
  query.delete("scene");
  query.set("slide", slide + 1);
}
