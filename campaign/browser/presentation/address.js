// The slide that an address names. Links made before the word was "slide" have "scene".

// Its number from 0; null where the address names none.
export function readSlide(query) {
  const number = query.get("slide") ?? query.get("scene");
  return number === null ? null : Number(number) - 1;
}

export function writeSlide(query, slide) {
  query.delete("scene");
  query.set("slide", slide + 1);
}
