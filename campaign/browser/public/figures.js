// A public page with figures: a touch shows a shape's tooltip, and the legend marks a region.

import { addStripMarks } from "./strip_marks.js";
import { addTouchTooltips } from "./touch_tooltips.js";

addTouchTooltips(document);
addStripMarks(document);
