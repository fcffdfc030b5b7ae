// Shows the SVG title of a shape when it is touched, because only a pointer shows it otherwise.

export function findWords(element) {
  for (let at = element; at && at.nodeName !== "DIV"; at = at.parentNode) {
    const title = [...(at.children ?? [])].find((child) => child.nodeName === "title");
    if (title && at.parentNode.nodeName !== "DIV") return title.textContent;
  }
  return "";
}

export function addTouchTooltips(page) {
  let note;
  page.addEventListener("pointerdown", (event) => {
    note?.remove();
    note = undefined;
    const words = event.pointerType === "touch" ? findWords(event.target) : "";
    // A link needs no tooltip: its page has the same text.
    if (!words || event.target.closest?.("a")) return;
    note = page.createElement("p");
    note.textContent = words;
    note.setAttribute("role", "status");
    note.className = "touched";
    page.getElementById("first").append(note);
  });
}
