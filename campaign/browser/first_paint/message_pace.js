// Delivers the app's first messages in small portions on phones and tablets.
//
// Streamlit draws everything that arrives within 10 ms in one task: half a page takes a phone a
// quarter of a second, in which it answers no touch. With pauses between the portions it can; the
// painted page is shown meanwhile. The first message of each kind takes longest, because its code
// runs for the first time.

const ALONE = 40; // messages sent one by one: the header, and the first of each kind
const PORTION = 400; // bytes after them: one text, or two or three containers
const PAUSE_MS = 14; // longer than the time in which Streamlit collects messages
const ON_PHONE = "(pointer: coarse), (max-width: 600px)";

// The first `alone` messages are delivered one by one.
export function createPace(pause = (task) => setTimeout(task, PAUSE_MS), alone = ALONE) {
  const waiting = [];
  let received = 0;
  let isPausing = false;
  let isPaced = true;

  function deliver() {
    let size = 0;
    while (waiting.length && (!isPaced || size < PORTION)) {
      const message = waiting.shift();
      size += message.isAlone ? PORTION : message.size;
      try {
        message.handle();
      } catch (error) {
        reportError(error); // the later messages are still delivered
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
      waiting.push({ size, handle, isAlone: received++ < alone });
      if (!isPausing) deliver();
    },
    // Delivers all waiting messages now, and later ones as they arrive.
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
