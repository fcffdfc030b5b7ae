// Delivers the app's first messages in small portions on phones and tablets.
//
// Streamlit draws all that arrives within 10 ms in one task: half a page takes a phone a quarter of
// a second in which it answers no touch. Pauses between the portions leave room for one; the
// painted page stands meanwhile. The first of each kind takes longest: its code has never run.

const ALONE = 40; // messages: the header, and the first of each kind
const PORTION = 400; // bytes after them: one text, or two or three containers
const PAUSE_MS = 14; // longer than Streamlit collects messages
const ON_PHONE = "(pointer: coarse), (max-width: 600px)";

// The first `alone` messages come one by one.
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
      waiting.push({ size, handle, isAlone: received++ < alone });
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
