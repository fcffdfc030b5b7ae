// Waits for a new task, so that the browser can answer a touch before the work goes on.
export const nextTask = () =>
  new Promise((then) => {
    setTimeout(then);
  });
