// Saves a file that the server has made: its name, its media type and its bytes in Base64.

const REVOKE_MS = 60_000;

const decode = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

export function saveAnswer(content) {
  if (!content?.file) return;
  const link = document.createElement("a");
  const blob = new Blob([decode(content.bytes)], { type: content.type });
  Object.assign(link, { href: URL.createObjectURL(blob), download: content.file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_MS);
}
