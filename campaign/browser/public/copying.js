// A public page of figures and of texts to copy; its tables stand on a page of their own.

import { addCopying } from "../shared/copy_text.js";
import { addStripMarks } from "./strip_marks.js";
import { addTouchTooltips } from "./touch_tooltips.js";

addCopying(document);
addTouchTooltips(document);
addStripMarks(document);
