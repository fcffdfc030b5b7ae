// A public page with tables, which a click on a header sorts.

import { addSorting } from "./sorting.js";

addSorting(document);
