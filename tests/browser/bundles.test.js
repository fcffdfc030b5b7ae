// The bundles are those of the present sources, and each module is in one.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { options } from "../../esbuild.config.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

test("bundles are up to date: run `make scripts`", async () => {
  const settings = { ...options, absWorkingDir: ROOT, write: false, metafile: true };
  const { outputFiles, metafile } = await build(settings);
  for (const { path, text } of outputFiles) {
    assert.ok((await readFile(path, "utf8")) === text, relative(ROOT, path));
  }
  const paths = await readdir(ROOT + options.outbase, { recursive: true });
  const modules = paths.filter((path) => path.endsWith(".js") && !path.startsWith("bundles/"));
  const bundled = Object.keys(metafile.inputs)
    .filter((path) => path.startsWith(options.outbase) && path.endsWith(".js"))
    .map((path) => relative(options.outbase, path));
  assert.deepEqual(bundled.sort(), modules.sort());
});
