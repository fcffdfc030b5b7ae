// Asks for the app's fonts before it draws its first letter.
//
// With each font that arrives the browser lays out the whole document anew, and the painted page
// with it. Beside the evaluation of scripts that is a short task; while the app draws, it makes a
// long task longer.

const FAMILIES = ["Source Sans", "Material Symbols Rounded"]; // every page of the app has both

export function loadFonts() {
  for (const family of FAMILIES) {
    document.fonts.load(`16px "${family}"`).catch(() => {}); // the app asks again
  }
}
