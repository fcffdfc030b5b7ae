// The key E opens the dialog “Explore” of the chart that has the focus.

const FIELDS = "input, textarea, select";

export function onExploreKey({ code, ctrlKey, metaKey, altKey, target }) {
  // The key itself, because with a Cyrillic layout it has another letter.
  if (code !== "KeyE" || ctrlKey || metaKey || altKey || target.matches?.(FIELDS)) return;
  target.closest?.("[data-card]")?.querySelector("[data-do=explore]")?.click();
}
