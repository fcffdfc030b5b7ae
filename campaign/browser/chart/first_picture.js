// What stands where Plotly will draw until it has drawn: the chart as the server has drawn it.

import { createElement } from "../shared/element.js";

export function createFirstPicture({ root, stage }) {
  const place = createElement("div", "cf-picture", "", { "aria-hidden": "true" });
  stage.prepend(place);
  root.classList.add("cf--first");
  let isShown = true;
  return {
    get isShown() {
      return isShown;
    },
    show(svg) {
      const picture = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
      if (picture.nodeName !== "svg") return;
      picture.setAttribute("preserveAspectRatio", "xMidYMin");
      place.replaceChildren(picture);
    },
    // Both change in one frame.
    giveWay() {
      isShown = false;
      place.remove();
      root.classList.remove("cf--first");
    },
  };
}
