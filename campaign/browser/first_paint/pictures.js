// The figures of the painted page go over into the charts of the live app that wait for them.

export function movePictures(first, root) {
  for (const place of root.querySelectorAll("[data-painted]")) {
    const figure = first.querySelector(`[data-picture="${place.dataset.painted}"]`);
    delete place.dataset.painted;
    // A value is chosen in the live app, and there it is the chart that says what is pointed at.
    for (const title of figure.querySelectorAll("title")) title.remove();
    for (const link of figure.querySelectorAll("a")) link.removeAttribute("href");
    place.append(figure);
  }
}
