// What waits for it goes on in a task of its own: the browser answers a touch before.
export const nextTask = () =>
  new Promise((then) => {
    setTimeout(then);
  });
