import assert from "node:assert/strict";
import { test } from "node:test";

import { createDataTable } from "../../campaign/browser/presentation/panel.js";

// An element without a way to parse markup.
class TextElement {
  constructor(name) {
    Object.assign(this, { name, children: [], attributes: {} });
  }
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  append(...children) {
    this.children.push(...children);
  }
  set innerHTML(_) {
    throw new Error("markup is parsed");
  }
  all(name) {
    return [...(this.name === name ? [this] : []), ...this.children.flatMap((c) => c.all(name))];
  }
}

test("a table has the words of its cells as text", () => {
  globalThis.document = { createElement: (name) => new TextElement(name) };
  const bad = "<img src=x onerror=alert(1)>";
  const table = createDataTable({
    caption: bad,
    headers: ["Region", bad],
    kinds: ["", "number"],
    rows: [
      [bad, "1"],
      ["Osh", "–"],
    ],
  });
  const words = (name) => table.all(name).map((element) => element.textContent);
  assert.deepEqual(words("caption"), [bad]);
  assert.deepEqual(words("th"), ["Region", bad]);
  assert.deepEqual(words("td"), [bad, "1", "Osh", "–"]);
  assert.deepEqual(
    table.all("td").map((cell) => cell.className),
    [undefined, "number", undefined, "number"],
  );
});
