// The script of a public page.

import { attach } from "../figure/figure.js";
import { addCopying } from "../shared/copy_text.js";

attach(document);
addCopying(document);
