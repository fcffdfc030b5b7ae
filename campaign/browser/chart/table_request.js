// The request for the table of a chart, until it has come.

const MOST = 3; // times that it is asked for again

// `send` takes "open" or "close". Of two reports of a chart in one message Streamlit keeps the last,
// so that a request may be lost beside that for a picture.
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
    // The chart has come, with its table as `html` or without: whether that is still to come.
    isAwaited(html) {
      if (html) remaining = 0;
      if (!remaining) return false;
      remaining -= 1;
      send("open");
      return true;
    },
  };
}
