// The host of the talk in a file of its own: everything is in the page, nothing is asked for.

async function inflated(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

async function runPlotly() {
  const script = document.createElement("script");
  script.textContent = await inflated("plotly");
  document.head.append(script);
  if (!window.Plotly) throw new Error("Plotly did not start");
  return window.Plotly;
}

// file.html?scene=4&lang=ru, or the same after a # where a browser keeps no query for files.
function asked() {
  return new URLSearchParams(`${location.search.slice(1)}&${location.hash.slice(1)}`);
}

function keepAddress(scene, lang) {
  const query = asked();
  query.set("scene", scene + 1);
  query.set("lang", lang);
  for (const mark of ["?", "#"]) {
    try {
      history.replaceState(null, "", `${location.pathname}${mark}${query}`);
      return;
    } catch { /* the other way, or none */ }
  }
}

async function openFile() {
  const words = document.getElementById("plain");
  const query = asked();
  try {
    const talk = JSON.parse(await inflated("talk"));
    const isNotes = query.has("notes");
    const root = document.createElement("main");
    document.body.append(root);
    openTalk(root, talk, {
      role: isNotes ? "notes" : "hall",
      scene: Number(query.get("scene")) - 1,
      lang: query.get("lang") || document.documentElement.lang,
      loadPlotly: runPlotly,
      moved: isNotes ? null : keepAddress,
      notesAddress: (lang) => `${location.pathname}?notes=1&lang=${lang}#notes`,
    });
    words.hidden = true;
  } catch (error) {
    console.error(error);
    words.hidden = false;
  }
}

openFile();
