// The address of what is on show, for somebody else: without the language, unless it is asked for.

export function linkTo(withLanguage) {
  const link = new URL(location.href);
  link.searchParams.delete("lang");
  if (withLanguage) link.searchParams.set("lang", document.documentElement.lang);
  return link.href;
}
