// The messages that send a reader's choices on a chart or in the header to Python.

const KEPT_MS = 3000;

// Streamlit may join two quick triggers, and Python then gets the last one only. So each message has
// all choices of the last seconds, with numbers.
export function createChoices() {
  let choices = [];
  return {
    // Returns the message: [number, code] of each choice.
    add(code, now = Date.now()) {
      const number = Math.max(now, (choices.at(-1)?.[0] ?? 0) + 1);
      choices = [...choices.filter(([when]) => when > now - KEPT_MS), [number, code]];
      return choices;
    },
  };
}
