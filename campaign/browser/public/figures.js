// A public page of figures: a touch shows what a shape says.

import { addTouchTooltips } from "./touch_tooltips.js";

addTouchTooltips(document);
