// A public page of figures: a touch shows what a shape says, a region is marked on its legend.

import { addStripMarks } from "./strip_marks.js";
import { addTouchTooltips } from "./touch_tooltips.js";

addTouchTooltips(document);
addStripMarks(document);
