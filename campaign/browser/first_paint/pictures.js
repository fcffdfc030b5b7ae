// Moves the figures of the painted page into the charts of the live app that wait for them.

const SVG = "http://www.w3.org/2000/svg";

// A link without an address would be an error for search engines; a group looks the same.
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
    // In the live app the chart handles clicks and tooltips.
    for (const title of figure.querySelectorAll("title")) title.remove();
    for (const link of figure.querySelectorAll("a")) replaceLink(link);
    place.append(figure);
  }
}
