// Loads the live app into a server-rendered page.

const AT_ONCE = 8; // elements per task: more would block the page
const FONT = '16px "Source Sans"'; // few pages have icons

// So that the browser can answer a touch before the work goes on.
const nextTask = () => new Promise((then) => setTimeout(then));

// A script that was parsed in a template runs only as a new element.
function createAnew(node) {
  if (node.nodeName !== "SCRIPT") return node;
  const script = document.createElement("script");
  for (const { name, value } of node.attributes) script.setAttribute(name, value);
  script.textContent = node.textContent;
  return script;
}

// Otherwise Streamlit first looks for its server below the path of the page, and waits for the 404.
function nameServer() {
  globalThis.__streamlit ??= { BACKEND_BASE_URL: `${location.origin}/` };
}

const evaluateModule = (address) => import(address);

// The app's main script evaluates all its imports in one task, which takes a phone a third of a
// second. Evaluating the imports one by one before it, in the order of their dependencies, lets the
// browser answer a touch between two of them.
async function evaluateParts(addresses, evaluate) {
  for (const address of addresses) {
    await evaluate(address).catch(() => {}); // the main script reports the error
  }
}

// The main script is fetched together with its imports, but inserted after them.
const createPreload = (script) =>
  Object.assign(document.createElement("link"), {
    rel: "modulepreload",
    crossOrigin: "",
    href: script.getAttribute("src"),
  });

// Loads the app's font, which its style sheet declares, before the app draws its first letter: when a
// font arrives, the browser lays out the whole document again. That takes little time while scripts
// are evaluated, but makes a long task longer while the app draws.
function loadFont() {
  document.fonts.load(FONT).catch(() => {}); // the app loads it again
}

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
