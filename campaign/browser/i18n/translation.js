// The page's English in the reader's words, in texts and attributes, also where it comes later.

import { createDictionary } from "./dictionary.js";

const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt", "data-title"];
// What we write ourselves is translated in Python; code is nobody's language.
const OURS =
  "#first, .presentation, .cf-root, .done, .stHtml, .stMarkdown, .stCode, script, style, textarea, pre, code";

const SEEN = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ATTRIBUTES,
};

const SHOWN = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;

// A chart has hundreds of texts: none of them is looked at.
const skipOurs = (node) =>
  node.nodeType === Node.ELEMENT_NODE && node.matches(OURS)
    ? NodeFilter.FILTER_REJECT
    : NodeFilter.FILTER_ACCEPT;

// A node that is no longer in the page has no parent, and nobody reads it.
function isOurs(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return !element || element.closest(OURS) !== null;
}

// `onChange()` is called after every change of the page.
export function createTranslation(onChange) {
  // The English behind what is shown: {english, shown} per node, kept as long as the node.
  const texts = new WeakMap();
  const attributes = new WeakMap();
  let translate = createDictionary({});

  // React may have put new English there: the record counts only while its words still stand.
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
    // For good: a lost connection is told when no component is left to clean up.
    watch: () => observer.observe(document.body, SEEN),
    use(words) {
      translate = createDictionary(words);
      translateTree(document.body);
    },
  };
}
