// Delivers the app's first messages in small portions on phones and tablets.
//
// Streamlit draws all that arrives within 10 ms in one task: half a page takes a phone a quarter of
// a second in which it answers no touch. Pauses between the portions leave room for one; the
// painted page stands meanwhile.

const PORTION = 400; // bytes: one text, or two or three containers
const PAUSE_MS = 14; // longer than Streamlit collects messages
const ON_PHONE = "(pointer: coarse), (max-width: 600px)";

export function createPace(pause = (task) => setTimeout(task, PAUSE_MS)) {
  const waiting = [];
  let isPausing = false;
  let isPaced = true;

  function deliver() {
    let size = 0;
    while (waiting.length && (!isPaced || size < PORTION)) {
      const message = waiting.shift();
      size += message.size;
      try {
        message.handle();
      } catch (error) {
        reportError(error); // the messages after it are delivered all the same
      }
    }
    isPausing = isPaced;
    if (isPausing) pause(proceed);
  }

  function proceed() {
    isPausing = false;
    if (waiting.length) deliver();
  }

  return {
    receive(size, handle) {
      waiting.push({ size, handle });
      if (!isPausing) deliver();
    },
    // All that waits is delivered now, and the rest as it comes.
    end() {
      isPaced = false;
      deliver();
    },
  };
}

// Returns a function that ends the pauses.
export function paceMessages() {
  if (!matchMedia(ON_PHONE).matches) return () => {};
  const pace = createPace();
  const Socket = globalThis.WebSocket;
  globalThis.WebSocket = class extends Socket {
    addEventListener(type, listener, options) {
      const paced = (event) => pace.receive(event.data.byteLength, () => listener(event));
      super.addEventListener(type, type === "message" ? paced : listener, options);
    }
  };
  return () => {
    globalThis.WebSocket = Socket;
    pace.end();
  };
}
