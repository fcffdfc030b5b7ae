// Scrolls to the top of a new page. The former page is shown until the new one is complete, so the
// browser itself does not scroll.

const MAIN = '[data-testid="stMain"]';
const PAGES = '[class*="st-key-page-"]:not(:empty)';

export function createArrival() {
  let place = -1;
  let isArriving = false;

  return {
    // `page` is the position of the current page in the menu.
    use(page) {
      isArriving ||= place !== -1 && page !== place;
      place = page;
    },
    // Called after every change of the page.
    complete() {
      if (!isArriving || document.querySelectorAll(PAGES).length > 1) return;
      isArriving = false;
      document.querySelector(MAIN).scrollTop = 0;
    },
  };
}
