// Translates Streamlit's English in texts and attributes of the page, now and after each change.

import { createDictionary } from "./dictionary.js";

const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt", "data-title"];
// Our own texts are translated in Python, and code is not translated.
const OURS =
  "#first, .presentation, .done, .stHtml, .stMarkdown, .stCode, script, style, textarea, pre, code";

const SEEN = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ATTRIBUTES,
};

const SHOWN = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;

// Skipped with everything in it: a chart has hundreds of texts.
const skipOurs = (node) =>
  node.nodeType === Node.ELEMENT_NODE && node.matches(OURS)
    ? NodeFilter.FILTER_REJECT
    : NodeFilter.FILTER_ACCEPT;

// A node without a parent is no longer in the page.
function isOurs(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return !element || element.closest(OURS) !== null;
}

// `onChange()` is called after every change of the page.
export function createTranslation(onChange) {
  // {english, shown} for each node, kept as long as the node exists.
  const texts = new WeakMap();
  const attributes = new WeakMap();
  let translate = createDictionary({});

  // React may have written new English: the record is valid only while its words are still shown.
  function recordOf(record, now) {
    const english = record && record.shown === now ? record.english : now;
    return { english, shown: translate(english) };
  }

  function translateText(node) {
    const record = recordOf(texts.get(node), node.data);
    if (record.shown === record.english) texts.delete(node);
    else texts.set(node, record);
    if (record.shown !== node.data) node.data = record.shown;
  }

  function translateAttributes(element) {
    for (const name of ATTRIBUTES) {
      const now = element.getAttribute(name);
      if (!now) continue;
      const records = attributes.get(element) ?? {};
      const record = recordOf(records[name], now);
      if (record.shown === record.english) delete records[name];
      else records[name] = record;
      attributes.set(element, records);
      if (record.shown !== now) element.setAttribute(name, record.shown);
    }
  }

  function translateNode(node) {
    if (node.nodeType === Node.TEXT_NODE) translateText(node);
    else translateAttributes(node);
  }

  function translateTree(root) {
    if (isOurs(root)) return;
    if (root.nodeType === Node.ELEMENT_NODE || root.nodeType === Node.TEXT_NODE)
      translateNode(root);
    const walker = document.createTreeWalker(root, SHOWN, skipOurs);
    while (walker.nextNode()) translateNode(walker.currentNode);
  }

  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translateTree);
      else if (!isOurs(change.target)) translateNode(change.target);
    }
    onChange();
  });

  return {
    // Never disconnected: the message of a lost connection appears after all components are gone.
    watch: () => observer.observe(document.body, SEEN),
    use(words) {
      translate = createDictionary(words);
      translateTree(document.body);
    },
  };
}
