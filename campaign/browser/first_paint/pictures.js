// The figures of the painted page go over into the charts of the live app that wait for them.

const SVG = "http://www.w3.org/2000/svg";

// A link without an address is none to a search engine, and a group looks the same.
function replaceLink(link) {
  const group = document.createElementNS(SVG, "g");
  for (const { name, value } of link.attributes)
    if (name !== "href") group.setAttribute(name, value);
  group.append(...link.childNodes);
  link.replaceWith(group);
}

export function movePictures(first, root) {
  for (const place of root.querySelectorAll("[data-painted]")) {
    const figure = first.querySelector(`[data-picture="${place.dataset.painted}"]`);
    delete place.dataset.painted;
    // A value is chosen in the live app, and there it is the chart that says what is pointed at.
    for (const title of figure.querySelectorAll("title")) title.remove();
    for (const link of figure.querySelectorAll("a")) replaceLink(link);
    place.append(figure);
  }
}
