import assert from "node:assert/strict";
import { test } from "node:test";

import { embedCode } from "../../campaign/browser/chart/embed_code.js";

test("the code has the address of the chart with its selection, and its height", () => {
  const embed = { path: "/embed/map?lang=ky&oblast=KG-N", title: "Аймактар боюнча" };
  assert.equal(
    embedCode(embed, 640, "https://data.example.kg"),
    '<iframe src="https://data.example.kg/embed/map?lang=ky&amp;oblast=KG-N" ' +
      'title="Аймактар боюнча" width="100%" height="640" style="border:0" loading="lazy"></iframe>',
  );
});

test("a title cannot end its attribute", () => {
  const code = embedCode({ path: "/embed/map", title: '"><script>' }, 300, "http://localhost");
  assert.ok(code.includes('title="&quot;&gt;&lt;script&gt;"'));
});
