// The request for the table of a chart, repeated until the table has arrived.

const MOST = 3; // repetitions of a request

// `send` sends "open" or "close". Streamlit keeps only the last of two triggers in one message, so a
// simultaneous request for a picture may replace this one.
export function createTableRequest(send) {
  let remaining = 0;
  return {
    open() {
      remaining = MOST;
      send("open");
    },
    close() {
      remaining = 0;
      send("close");
    },
    // Called when the chart has arrived, with its table as `html` or ""; true if it is still to come.
    isAwaited(html) {
      if (html) remaining = 0;
      if (!remaining) return false;
      remaining -= 1;
      send("open");
      return true;
    },
  };
}
