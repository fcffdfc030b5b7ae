// On paper: one scene a page, all of them, in the language on show.

function createPrinting(root, talk, language) {
  let pages = null;
  let sheets = [];
  const clear = () => {
    sheets.forEach(dropSheet);
    sheets = [];
    pages?.remove();
    pages = null;
  };
  // The browser does not wait: everything is drawn before this returns.
  const make = () => {
    clear();
    pages = element("div", "talk-pages");
    root.append(pages);
    talk.scenes.forEach((_, number) => {
      const page = element("div", "talk-page");
      pages.append(page);
      const sheet = createSheet(talk, number, language());
      sheet.root.classList.add("talk-sheet--on");
      page.append(sheet.root);
      fitSheet(sheet);
      if (window.Plotly) {
        drawSheet(sheet, talk, null).catch((error) => tellUndrawn(sheet, talk, error));
      } else if (sheet.box) {
        tellUndrawn(sheet, talk, "printed before Plotly was there");
      }
      sheets.push(sheet);
    });
  };
  addEventListener("beforeprint", make);
  addEventListener("afterprint", clear);
  return {
    close() {
      clear();
      removeEventListener("beforeprint", make);
      removeEventListener("afterprint", clear);
    },
  };
}
