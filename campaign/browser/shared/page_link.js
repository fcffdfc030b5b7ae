// The address of the current view for another reader, with the language only if requested.

export function linkTo(withLanguage) {
  const link = new URL(location.href);
  link.searchParams.delete("lang");
  if (withLanguage) link.searchParams.set("lang", document.documentElement.lang);
  return link.href;
}
