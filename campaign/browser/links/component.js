// The component of links: HTML of the painted page that changes the selection of the live app.

import { decode } from "../shared/component_data.js";
import { createLinks } from "./links.js";

export function createComponent() {
  const known = new WeakMap(); // what was mounted before in the same place
  return ({ data, parentElement, setTriggerValue }) => {
    const place = parentElement.querySelector(".campaign-links");
    if (!known.has(place)) known.set(place, createLinks(place));
    known.get(place).update(JSON.parse(decode(data)), (choices) => setTriggerValue("act", choices));
  };
}
