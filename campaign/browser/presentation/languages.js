// The first and the second language of a presentation.

// The languages to begin with, of those in `names`, {code: name}: the first one in place of an unknown
// language, null in place of an unknown second language.
export function firstLanguages(names, { lang, second }) {
  const known = (code) => (Object.hasOwn(names, code ?? "") ? code : null);
  return { lang: known(lang) ?? Object.keys(names)[0], second: known(second) };
}

// The second language after `second` in the order of `langs`; null after the last one.
export function nextSecond(langs, lang, second) {
  const others = langs.filter((code) => code !== lang);
  return others[others.indexOf(second) + 1] ?? null;
}
