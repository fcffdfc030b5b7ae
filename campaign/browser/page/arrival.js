// The arrival at another page: it is read from its top. The page before stands until the new one is
// complete, so nothing else would scroll.

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
    // After every change of the page.
    complete() {
      if (!isArriving || document.querySelectorAll(PAGES).length > 1) return;
      isArriving = false;
      document.querySelector(MAIN).scrollTop = 0;
    },
  };
}
