// Asks for the app's font before it draws its first letter.
//
// With each font that arrives the browser lays out the whole document anew, and the painted page
// with it. Beside the evaluation of scripts that is a short task; while the app draws, it makes a
// long task longer.

const FAMILY = "Source Sans"; // icons are on few pages

export function loadFont() {
  document.fonts.load(`16px "${FAMILY}"`).catch(() => {}); // the app asks again
}
