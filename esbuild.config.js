// Bundles of the scripts in campaign/browser, for `npm run build`. They are under version control, so
// that a server needs no Node.js; tests/browser/bundles.test.js fails where they are out of date.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

export const options = {
  entryPoints: [
    "page/live_page.js",
    "presentation/component.js",
    "presentation/standalone.js",
    "presentation/first_slide.js",
    "first_paint/boot.js",
    "public/page.js",
    "figure/playback.js",
  ].map((path) => `campaign/browser/${path}`),
  outbase: "campaign/browser",
  outdir: "campaign/browser/bundles",
  bundle: true,
  minify: true,
  charset: "utf8",
  target: "es2022",
  // `entry` has the exports of the entry point, for the line that the server adds.
  format: "iife",
  globalName: "entry",
  legalComments: "none",
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await build(options);
