// Streamlit's own English, in the reader's language: one observer per page, one dictionary.

const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt", "data-title"];
// What we write ourselves is translated in Python; code is nobody's language.
const OURS = ".talk, .cf-root, .done, .stHtml, .stMarkdown, .stCode, script, style, textarea, pre, code";

// The English behind what is shown: {text: {english, shown}} per node, kept as long as the node.
const PAGE = (window.__campaignWords ??= {
  texts: new WeakMap(), attributes: new WeakMap(), exact: new Map(), patterns: [], observer: null,
});

const tidy = (text) => text.trim().replace(/\s+/g, " ");

// "Help for …*" stands for whatever follows, "*…MB per file" for whatever comes before; each "…" of
// the translation takes the next piece that was found.
function readDictionary(dictionary) {
  PAGE.exact = new Map();
  PAGE.patterns = [];
  for (const [english, translated] of Object.entries(dictionary)) {
    const open = english.startsWith("*…") || english.endsWith("…*");
    if (!open) {
      PAGE.exact.set(tidy(english), translated);
      continue;
    }
    const body = english.replace(/^\*/, "").replace(/\*$/, "");
    const source = body.split("…")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("(.*)");
    const match = new RegExp(`^${source}$`, "s");
    PAGE.patterns.push({ match, translated: translated.replace(/^\*|\*$/g, "") });
  }
}

function translate(text) {
  const key = tidy(text);
  if (!key) return text;
  let words = PAGE.exact.get(key);
  for (const { match, translated } of words === undefined ? PAGE.patterns : []) {
    const found = match.exec(key);
    if (!found) continue;
    let piece = 0;
    // A missing piece is a translation that needs no "…" at its end.
    words = translated.replace(/…/g, () => found[(piece += 1)] ?? "");
    break;
  }
  if (words === undefined) return text;
  const [before] = /^\s*/.exec(text);
  const [after] = /\s*$/.exec(text);
  return before + words + after;
}

// React may have put new English there: the record counts only while its words still stand.
function inWords(record, now) {
  const english = record && record.shown === now ? record.english : now;
  return { english, shown: translate(english) };
}

function wordText(node) {
  const parent = node.parentElement;
  if (!parent || parent.closest(OURS)) return;
  const record = inWords(PAGE.texts.get(node), node.data);
  if (record.shown === record.english) PAGE.texts.delete(node);
  else PAGE.texts.set(node, record);
  if (record.shown !== node.data) node.data = record.shown;
}

function wordAttributes(element) {
  if (element.closest(OURS)) return;
  for (const name of ATTRIBUTES) {
    const now = element.getAttribute(name);
    if (!now) continue;
    const known = PAGE.attributes.get(element) ?? {};
    const record = inWords(known[name], now);
    if (record.shown === record.english) delete known[name];
    else known[name] = record;
    PAGE.attributes.set(element, known);
    if (record.shown !== now) element.setAttribute(name, record.shown);
  }
}

function wordTree(root) {
  if (root.nodeType === Node.TEXT_NODE) {
    wordText(root);
    return;
  }
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  wordAttributes(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) wordText(node);
    else wordAttributes(node);
  }
}

// Once per page and for good: a lost connection is told when no component is left to clean up.
function watch() {
  if (!PAGE.observer) {
    watchPopups();
    watchShare();
  }
  PAGE.observer ??= new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") wordText(change.target);
      else if (change.type === "attributes") wordAttributes(change.target);
      else change.addedNodes.forEach(wordTree);
    }
    markCurrentPage();
    completePopup();
  });
  completePopup(); // one may have been opened before this script came
  PAGE.observer.observe(document.body, {
    subtree: true, childList: true, characterData: true,
    attributes: true, attributeFilter: ATTRIBUTES,
  });
}

function completePopup() {
  addDone();
  enterPopup();
  showLink();
}

// Streamlit marks the page we are on by colour alone.
function markCurrentPage() {
  document.querySelectorAll(".st-key-menu a").forEach((link, i) => {
    if (i !== PAGE.page) link.removeAttribute("aria-current");
    else if (!link.hasAttribute("aria-current")) link.setAttribute("aria-current", "page");
  });
}

// A server that was started anew, or that has forgotten us, knows no widget of ours, and the first
// click would be lost on it: once the connection is back, run the page before anybody clicks.
function comeBack() {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app || PAGE.line) return;
  let away = false;
  PAGE.line = new MutationObserver(() => {
    const connected = app.dataset.testConnectionState === "CONNECTED";
    if (connected && away) PAGE.run?.();
    away = !connected;
  });
  PAGE.line.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
}

async function dictionaryAt(url) {
  if (!url) return {};
  const answer = await fetch(url);
  return answer.ok ? answer.json() : {};
}

export default async function mount({ data, setTriggerValue }) {
  const { lang, url, page, done } = data;
  POPUP.done = done;
  PAGE.run = () => setTriggerValue("back", true);
  comeBack();
  PAGE.page = page;
  markCurrentPage();
  watch();
  document.documentElement.lang = lang;
  if (url === PAGE.url) return;
  PAGE.url = url;
  const words = await dictionaryAt(url).catch(() => ({}));
  if (PAGE.url !== url) return; // the language changed again meanwhile
  readDictionary(words);
  wordTree(document.body);
}
