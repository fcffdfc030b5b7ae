// The page's English in the reader's words, in texts and attributes, also where it comes later.

import { createDictionary } from "./dictionary.js";

const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt", "data-title"];
// What we write ourselves is translated in Python; code is nobody's language.
const OURS =
  ".presentation, .cf-root, .done, .stHtml, .stMarkdown, .stCode, script, style, textarea, pre, code";

const SEEN = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ATTRIBUTES,
};

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
    const parent = node.parentElement;
    if (!parent || parent.closest(OURS)) return;
    const record = recordOf(texts.get(node), node.data);
    if (record.shown === record.english) texts.delete(node);
    else texts.set(node, record);
    if (record.shown !== node.data) node.data = record.shown;
  }

  function translateAttributes(element) {
    if (element.closest(OURS)) return;
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

  function translateTree(root) {
    if (root.nodeType === Node.TEXT_NODE) {
      translateText(root);
      return;
    }
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    translateAttributes(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === Node.TEXT_NODE) translateText(node);
      else translateAttributes(node);
    }
  }

  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") translateText(change.target);
      else if (change.type === "attributes") translateAttributes(change.target);
      else change.addedNodes.forEach(translateTree);
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
