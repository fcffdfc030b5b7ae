// A public page of tables: a click on a header sorts.

import { addSorting } from "./sorting.js";

addSorting(document);
