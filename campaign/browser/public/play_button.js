// The button that plays a map by day. It fetches the player and the days when it is pressed.

// `load()` resolves to the player module and the days.
export function addPlayButton(bar, load) {
  const button = bar.querySelector("button");
  const begin = async () => {
    button.disabled = true;
    try {
      const [player, days] = await load();
      button.removeEventListener("click", begin);
      player.createDays(bar, days).toggle();
    } catch (error) {
      console.warn("days:", error);
    }
    button.disabled = false;
  };
  button.addEventListener("click", begin);
  bar.hidden = false;
}

async function fetchDays(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

// A page in a folder cannot fetch anything, and an older browser cannot show the colours.
export function addPlayButtons(page) {
  if (!page.location.protocol.startsWith("http")) return;
  if (!CSS.supports("color", "light-dark(red,red)")) return;
  for (const bar of page.querySelectorAll(".play-bar")) {
    const at = (name) => new URL(bar.dataset[name], page.baseURI).href;
    addPlayButton(bar, () => Promise.all([import(at("player")), fetchDays(at("days"))]));
  }
}
