// The tooltip of the active mark: Plotly's label where it can show one, otherwise ours, such as on
// maps.

import { createElement } from "../shared/element.js";
import { plainText } from "./marks.js";
import { hideLabel, showLabel } from "./plotly_internals.js";

const EDGE = 4; // px from the edge of the stage
const GAP = 10;

function placeTooltip(tooltip, stage, box) {
  const { offsetWidth: width, offsetHeight: height } = tooltip;
  const middle = box.left + box.width / 2;
  const left = Math.min(stage.clientWidth - width - EDGE, Math.max(EDGE, middle - width / 2));
  const above = box.top - height - GAP;
  const below = box.top + box.height + GAP;
  const top = [above, below].find((y) => y >= 0 && y + height <= stage.clientHeight);
  Object.assign(tooltip.style, { left: `${left}px`, top: `${top ?? box.top + box.height / 2}px` });
}

export function createTooltip({ plot, stage, tooltip }) {
  return {
    show(mark, html, box, { isOurs }) {
      hideLabel(plot); // otherwise the label of the former mark would stay
      if (!isOurs && showLabel(plot, mark)) {
        tooltip.hidden = true;
        return;
      }
      const lines = String(html).split(/<br\s*\/?>/i);
      tooltip.replaceChildren(
        ...lines.map((line, i) => createElement(i ? "span" : "strong", "", plainText(line))),
      );
      tooltip.hidden = false;
      placeTooltip(tooltip, stage, box);
    },
    hide() {
      tooltip.hidden = true;
      // The label at the pointer stays. The stage is asked: a new mark does not match :hover yet.
      if (!stage.matches(":hover")) hideLabel(plot);
    },
  };
}
