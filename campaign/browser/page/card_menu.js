// The menu of a card: the chart as PNG, its link, its code for another site, and the answers of the
// server to its other buttons (`ui/card_requests.py`).

import { copy, linkTo } from "../shared/clipboard.js";
import { setText } from "../shared/element.js";

const SCALE = 2; // a PNG is twice as wide as its SVG: 2,000 px
const MOST_PIXELS = 16_000_000; // of a canvas on a phone
const REVOKE_MS = 60_000;
const FILE_NAME = /filename="([^"]+)\.svg"/;

const decode = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_MS);
}

export function pngSize(width, height) {
  const scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / (width * height)));
  return [Math.floor(width * scale), Math.floor(height * scale)];
}

async function toPng(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = pngSize(image.naturalWidth, image.naturalHeight);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no PNG"))), "image/png");
  });
}

const savePng = async (svg, name) => save(await toPng(svg), `${name}.png`);

async function fetchPng(button) {
  const { href } = button.closest("ul").querySelector('a[type="image/svg+xml"]');
  const answer = await fetch(href);
  if (!answer.ok) throw new Error(String(answer.status));
  const [, name] = FILE_NAME.exec(answer.headers.get("content-disposition"));
  await savePng(await answer.text(), name);
  return true;
}

function copyLink(button) {
  const link = new URL(linkTo(false));
  link.hash = button.closest(".card").id;
  return copy(link.href);
}

// The server does not know by which name the reader has reached it.
function completeCode(embed) {
  const field = embed.querySelector("textarea");
  field.value = field.defaultValue.replace('src="/', `src="${location.origin}/`);
  return field;
}

function copyCode(button) {
  const field = completeCode(button.closest(".embed"));
  field.focus();
  field.select();
  return copy(field.value);
}

const ACTIONS = { png: fetchPng, link: copyLink, code: copyCode };

const say = (button, words) => {
  const status = button.closest(".card")?.querySelector(".card-status");
  if (status) setText(status, words);
};

async function onClick({ target }) {
  const button = target.closest?.("#first .card :is([data-do], [data-act])");
  if (!button) return;
  say(button, "");
  const act = ACTIONS[button.dataset.act];
  if (!act) return;
  const isDone = await act(button).catch(() => false);
  say(button, (isDone ? button.dataset.done : button.dataset.failed) ?? "");
}

async function onAnswer({ detail: { name, chart, content } }) {
  const button = document.querySelector(`#first [data-do="${name}"][data-chart="${chart}"]`);
  if (!button) return;
  say(button, content.message ?? "");
  if (content.file === undefined) return;
  try {
    const blob = new Blob([decode(content.bytes)], { type: content.type });
    if (name === "png") await savePng(await blob.text(), content.file.replace(/\.svg$/, ""));
    else save(blob, content.file);
  } catch {
    say(button, button.dataset.failed ?? "");
  }
}

export function addCardMenus(root) {
  root.addEventListener("click", onClick);
  root.addEventListener("page:answer", onAnswer);
  root.addEventListener("page:changed", () => {
    for (const embed of root.querySelectorAll("#first .embed[open]")) completeCode(embed);
  });
  // `toggle` does not bubble.
  const onToggle = ({ target }) => target.matches(".embed[open]") && completeCode(target);
  root.addEventListener("toggle", onToggle, { capture: true });
}
