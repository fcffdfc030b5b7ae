// Reads the list of locales of the browser in a worker.
//
// One of the app's scripts needs the list when it is evaluated. The browser reads it once for all its
// threads, which takes a phone 80 ms; in the page's own thread, a touch would not be answered.

const SOURCE = "Intl.DateTimeFormat.supportedLocalesOf([]); postMessage(null); close();";

export function readLocales() {
  const address = URL.createObjectURL(new Blob([SOURCE], { type: "text/javascript" }));
  const revoke = () => URL.revokeObjectURL(address);
  try {
    const worker = new Worker(address);
    worker.addEventListener("message", revoke);
  } catch {
    revoke(); // a browser without workers: the app's script waits for the list
  }
}
