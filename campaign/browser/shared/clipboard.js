// Copies text, also without HTTPS, where a page has no Clipboard API.

function copyBySelection(text) {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.style.cssText = "position:fixed;inset:0 auto auto 0;opacity:0";
  document.body.append(field);
  field.select();
  let isCopied = false;
  try {
    isCopied = document.execCommand("copy");
  } catch {
    // The reader can still select the text.
  }
  field.remove();
  focused?.focus({ preventScroll: true });
  return isCopied;
}

// Resolves to true if the text has been copied.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

// The address of the current view for another reader, with the language only if requested.

export function linkTo(withLanguage) {
  const link = new URL(location.href);
  link.searchParams.delete("lang");
  if (withLanguage) link.searchParams.set("lang", document.documentElement.lang);
  return link.href;
}
