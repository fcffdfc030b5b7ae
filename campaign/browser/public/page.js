// A public page of figures and tables.

import { addSorting } from "./sorting.js";
import { addTouchTooltips } from "./touch_tooltips.js";

addSorting(document);
addTouchTooltips(document);
