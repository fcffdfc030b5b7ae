// Loads the live app into a page that the server has painted.

const AT_ONCE = 8; // links per task: more would hold the page

// A script of a template runs only when it is made anew.
function revived(node) {
  if (node.nodeName !== "SCRIPT") return node;
  const script = document.createElement("script");
  for (const { name, value } of node.attributes) script.setAttribute(name, value);
  script.textContent = node.textContent;
  return script;
}

// Without it Streamlit asks for its server below the path of each page first, and waits for the 404.
function nameServer() {
  window.__streamlit ??= { BACKEND_BASE_URL: `${location.origin}/` };
}

export function loadApp(template) {
  nameServer();
  const nodes = [...template.content.children];
  const put = () => {
    for (const node of nodes.splice(0, AT_ONCE)) document.head.append(revived(node));
    if (nodes.length) setTimeout(put);
  };
  put();
}
