// A public page with an animated map and tables.

import { addCopying } from "../shared/copy_text.js";
import { addPlay } from "../figure/play.js";
import { addSorting } from "./sorting.js";
import { addStripMarks } from "./strip_marks.js";
import { addTouchTooltips } from "./touch_tooltips.js";

addCopying(document);
addSorting(document);
addTouchTooltips(document);
addStripMarks(document);
addPlay(document);
