// A public page with figures and texts to copy; its tables are on a separate page.

import { addCopying } from "../shared/copy_text.js";
import { addStripMarks } from "./strip_marks.js";
import { addTouchTooltips } from "./touch_tooltips.js";

addCopying(document);
addTouchTooltips(document);
addStripMarks(document);
