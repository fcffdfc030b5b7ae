// Chosen files that are too large for the uploader: it never sends them, and says so only until the
// files chosen with them have come, when another uploader takes its place. Then the server is told.

const UPLOADER = '.st-key-bring [data-testid="stFileUploader"]';

export const namesOver = (files, most) =>
  [...files].filter(({ size }) => size > most).map(({ name }) => name);

export function createLargeFiles() {
  let most = Infinity;
  let tell = () => {};
  const waiting = new Map(); // uploader: names

  function look(event) {
    const uploader = event.target.closest?.(UPLOADER);
    const files = event.type === "drop" ? event.dataTransfer?.files : event.target.files;
    const names = uploader ? namesOver(files ?? [], most) : [];
    if (names.length) waiting.set(uploader, [...(waiting.get(uploader) ?? []), ...names]);
  }

  return {
    watch() {
      // Before the uploader, which empties the input.
      document.addEventListener("change", look, true);
      document.addEventListener("drop", look, true);
    },
    // `report(names)` tells the server of files of more than `limit` bytes.
    use(limit, report) {
      [most, tell] = [limit, report];
    },
    // Not earlier: a run that starts while files are sent would lose them.
    complete() {
      for (const [uploader, names] of waiting) {
        if (uploader.isConnected) continue;
        waiting.delete(uploader);
        tell(names);
      }
    },
  };
}
