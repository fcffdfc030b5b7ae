// Loads the app's font before the app draws its first letter.
//
// When a font arrives, the browser lays out the whole document again, with the first paint. This
// takes little time while scripts are evaluated, but makes a long task longer while the app draws.

const FAMILY = "Source Sans"; // few pages have icons

export function loadFont() {
  document.fonts.load(`16px "${FAMILY}"`).catch(() => {}); // the app loads it again
}
