// The component of links: HTML of the painted page whose links change the selection of the live app.

import { createUnpack } from "../shared/packed_text.js";
import { createLinks } from "./links.js";

export function createComponent() {
  const links = createLinks(document.body);
  const unpack = createUnpack();
  let last = 0;
  return async ({ data, setTriggerValue }) => {
    const number = (last += 1);
    const send = (choices) => setTriggerValue("act", choices);
    const text = await unpack(data).catch(() => null);
    if (number === last) links.update(text, send);
  };
}
