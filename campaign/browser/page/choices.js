// A reader's choices: how a link looks until the server has answered, and the messages to Python.

const MANY = ".dropdown:not(.select), .pills, .figure";

// An SVG link has no `pathname`.
export const urlOf = (link) => new URL(link.getAttribute("href"), document.baseURI);

const pathAndQuery = ({ pathname, search }) => `${pathname}${search}`;
export const addressOf = (link) => pathAndQuery(urlOf(link));

// Marks the choice at once; the answer of the server replaces the mark.
export function markChoice(link) {
  const isChosen = link.hasAttribute("aria-current");
  const isOneOfMany = link.closest(MANY) !== null;
  if (isOneOfMany && isChosen) link.removeAttribute("aria-current");
  if (isChosen) return;
  if (!isOneOfMany) {
    for (const other of link.parentElement.querySelectorAll("[aria-current]"))
      other.removeAttribute("aria-current");
  }
  link.setAttribute("aria-current", link.closest(".menu") ? "page" : "true");
}

// The addresses before and after the choice of a link in a page at `address`. `marked` are the links
// chosen since the server sent the page: that address does not have their choices yet.
export function changeOf(link, address, marked) {
  if (link.closest(MANY)) {
    // A second click undoes the first one.
    return marked.has(link) ? [addressOf(link), address] : [address, addressOf(link)];
  }
  const chosen = link.parentElement.querySelector("[aria-current]");
  return [marked.has(chosen) ? addressOf(chosen) : address, addressOf(link)];
}

// Shows the choice at once.
export function showChoice(link) {
  if (link.closest(".chips")) removeChip(link);
  else if (link.closest("nav, .dropdown, .pills")) markChoice(link);
  // A list with a single choice closes.
  const select = link.closest("details.select");
  if (select) close(select);
}

function removeChip(chip) {
  const next = chip.nextElementSibling;
  (next?.matches("a") ? next : next?.querySelector("a"))?.focus();
  chip.hidden = true;
}

export function close(list) {
  list.open = false;
  list.querySelector("summary").focus();
}

const KEPT_MS = 3000;

// Streamlit may join two quick triggers, and Python then gets the last one only. So each message has
// all choices of the last seconds, with numbers.
export function createChoices() {
  let choices = [];
  return {
    // Returns the message: [number, code] of each choice.
    add(code, now = Date.now()) {
      const number = Math.max(now, (choices.at(-1)?.[0] ?? 0) + 1);
      choices = [...choices.filter(([when]) => when > now - KEPT_MS), [number, code]];
      return choices;
    },
  };
}
