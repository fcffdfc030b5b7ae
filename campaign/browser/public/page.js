// The script of a public page.

import { attach } from "../figure/figure.js";
import { addCopying } from "../shared/copy_text.js";
import { addPlayButtons } from "./play_button.js";

attach(document);
addCopying(document);
addPlayButtons(document);
