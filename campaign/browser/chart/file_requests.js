// Requests for a picture of a chart for a file, which the server sends with the next payload.

// `send` sends one request.
export function createFileRequests(send) {
  let isAwaited = false;
  let waiting = [];

  return {
    arrive() {
      isAwaited = false;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
    // Resolves when the picture has arrived, or after `ms`.
    request(ms) {
      if (!isAwaited) send();
      isAwaited = true;
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          isAwaited = false;
          resolve();
        }, ms);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}
