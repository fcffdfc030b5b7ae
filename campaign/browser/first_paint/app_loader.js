// Loads the live app into a page that the server has painted.

import { nextTask } from "../shared/next_task.js";
import { loadFont } from "./app_font.js";

const AT_ONCE = 8; // links per task: more would hold the page

// A script of a template runs only when it is made anew.
function createAnew(node) {
  if (node.nodeName !== "SCRIPT") return node;
  const script = document.createElement("script");
  for (const { name, value } of node.attributes) script.setAttribute(name, value);
  script.textContent = node.textContent;
  return script;
}

// Without it Streamlit asks for its server below the path of each page first, and waits for the 404.
function nameServer() {
  globalThis.__streamlit ??= { BACKEND_BASE_URL: `${location.origin}/` };
}

const evaluateModule = (address) => import(address);

// The app's main script evaluates all that it imports in one task, a third of a second on a phone.
// Evaluated before it one by one, in the order in which they need each other, they leave room for
// a touch between them.
async function evaluateParts(addresses, evaluate) {
  for (const address of addresses) {
    await evaluate(address).catch(() => {}); // the main script says what fails
  }
}

// It is fetched beside its parts, and put in only after them.
const createPreload = (script) =>
  Object.assign(document.createElement("link"), {
    rel: "modulepreload",
    crossOrigin: "",
    href: script.getAttribute("src"),
  });

// Its style sheet names its fonts.
function watchStyle(node) {
  if (node.rel === "stylesheet") node.addEventListener("load", loadFont, { once: true });
}

const isPart = (node) => node.rel === "modulepreload" && node.dataset.late === undefined;

export async function loadApp(template, evaluate = evaluateModule) {
  nameServer();
  const nodes = [...template.content.children];
  const mains = nodes.filter((node) => node.type === "module");
  const others = nodes.filter((node) => node.type !== "module");
  const parts = others.filter(isPart);
  others.forEach(watchStyle);
  others.unshift(...mains.map(createPreload));
  while (others.length) {
    document.head.append(...others.splice(0, AT_ONCE).map(createAnew));
    if (others.length) await nextTask();
  }
  await evaluateParts(
    parts.map((part) => part.href),
    evaluate,
  );
  document.head.append(...mains.map(createAnew));
}
