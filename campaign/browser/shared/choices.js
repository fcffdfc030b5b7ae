// What a reader chooses on a chart or in the header, on its way to Python.

const KEPT_MS = 3000;

// Streamlit may join two quick triggers into one message, of which Python sees the last only: each
// message therefore carries the choices of the last seconds, numbered.
export function createChoices() {
  let choices = [];
  return {
    // Gives the message: [number, code] of each.
    add(code, now = Date.now()) {
      const number = Math.max(now, (choices.at(-1)?.[0] ?? 0) + 1);
      choices = [...choices.filter(([when]) => when > now - KEPT_MS), [number, code]];
      return choices;
    },
  };
}
