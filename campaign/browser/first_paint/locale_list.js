// Lets the browser read the list of its locales beside the page.
//
// One of the app's scripts asks for it while it is evaluated. The browser reads it once for all of
// its threads, 80 ms in which a phone answers no touch if the page does it.

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
