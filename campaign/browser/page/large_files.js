// Chosen files that are too large for the uploader, which does not send them. Its message disappears
// when the other chosen files have arrived and a new uploader replaces it, so the server is told.

const UPLOADER = '.st-key-uploader [data-testid="stFileUploader"]';

export const namesOver = (files, most) =>
  [...files].filter(({ size }) => size > most).map(({ name }) => name);

export function createLargeFiles() {
  let most = Infinity;
  let report = () => {};
  const waiting = new Map(); // uploader: names

  function onFiles(event) {
    const uploader = event.target.closest?.(UPLOADER);
    const files = event.type === "drop" ? event.dataTransfer?.files : event.target.files;
    const names = uploader ? namesOver(files ?? [], most) : [];
    if (names.length) waiting.set(uploader, [...(waiting.get(uploader) ?? []), ...names]);
  }

  return {
    watch() {
      // In the capture phase, before the uploader empties the input.
      document.addEventListener("change", onFiles, true);
      document.addEventListener("drop", onFiles, true);
    },
    // `send(names)` sends the names of files of more than `limit` bytes to the server.
    use(limit, send) {
      [most, report] = [limit, send];
    },
    // Not earlier: a run during the upload would lose the files.
    complete() {
      for (const [uploader, names] of waiting) {
        if (uploader.isConnected) continue;
        waiting.delete(uploader);
        report(names);
      }
    },
  };
}
