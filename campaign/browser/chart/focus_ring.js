// The ring around the active mark.

const LEAST = 24; // px
const GAP = 3;
const INSET = 2;

const grow = (size) => Math.max(0, (LEAST - size) / 2) + GAP;

export function createFocusRing({ stage, ring, shape }) {
  const hide = () => {
    ring.hidden = true;
    shape.toggleAttribute("hidden", true);
  };
  return {
    hide,
    // A unit of the map gets its outline, because its box would overlap its neighbours.
    show(box, element) {
      const outline = element?.matches(".choroplethlocation") ? element.getAttribute("d") : null;
      ring.hidden = false;
      ring.classList.toggle("cf-ring--shape", Boolean(outline));
      shape.toggleAttribute("hidden", !outline);
      for (const path of outline ? shape.children : []) path.setAttribute("d", outline);
      const left = Math.max(INSET, box.left - grow(box.width));
      const top = Math.max(INSET, box.top - grow(box.height));
      const right = Math.min(stage.clientWidth - INSET, box.left + box.width + grow(box.width));
      const bottom = Math.min(stage.clientHeight - INSET, box.top + box.height + grow(box.height));
      Object.assign(ring.style, {
        left: `${left}px`,
        top: `${top}px`,
        width: `${Math.max(8, right - left)}px`,
        height: `${Math.max(8, bottom - top)}px`,
      });
    },
    // Scrolls only if the mark is out of sight.
    scrollIntoView: () => ring.scrollIntoView({ block: "nearest", inline: "nearest" }),
  };
}
