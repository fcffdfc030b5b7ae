// The link to what is on show, copied for somebody else: without the language, unless it is asked for.

const SHARE = { link: "", said: "" };

function linkTo(withLanguage) {
  const link = new URL(location.href);
  link.searchParams.delete("lang");
  if (withLanguage) link.searchParams.set("lang", document.documentElement.lang);
  return link.href;
}

// Pages without HTTPS have no clipboard of the new kind.
function copyBySelection(words) {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = words;
  field.style.cssText = "position:fixed;inset:0 auto auto 0;opacity:0";
  document.body.append(field);
  field.select();
  let copied = false;
  try {
    copied = document.execCommand("copy");
  } catch { /* the field in the popup is left to select */ }
  field.remove();
  focused?.focus({ preventScroll: true });
  return copied;
}

async function copyLink(withLanguage) {
  SHARE.link = linkTo(withLanguage);
  SHARE.said = "";
  showLink();
  let copied = true;
  try {
    await navigator.clipboard.writeText(SHARE.link);
  } catch {
    copied = copyBySelection(SHARE.link);
  }
  SHARE.said = copied ? "copied" : "failed";
  showLink();
}

// The popup comes a moment after the click that opens it.
function showLink() {
  const box = document.querySelector(".share");
  if (!box) return;
  const [field, said] = [box.querySelector("input"), box.querySelector(".share-said")];
  SHARE.link ||= linkTo(false);
  const words = box.dataset[SHARE.said] ?? "";
  if (field.value !== SHARE.link) field.value = SHARE.link;
  if (said.textContent !== words) said.textContent = words;
}

function listenForShare(event) {
  const opener = event.target.closest?.('.st-key-actions [data-testid="stPopoverButton"]');
  if (opener?.getAttribute("aria-expanded") === "false") copyLink(false);
  const button = event.target.closest?.(".share [data-copy]");
  if (button) copyLink(button.dataset.copy === "this");
  if (event.target.matches?.(".share input")) event.target.select();
}

// In the capture phase: afterwards the opener says that it is open already.
function watchShare() {
  document.addEventListener("click", listenForShare, true);
}
