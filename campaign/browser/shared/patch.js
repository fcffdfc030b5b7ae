// Changes of a figure as Python sends them: {path: value}.

const copyOf = (value) => (Array.isArray(value) ? [...value] : { ...value });

// Paths such as "xaxis2.domain" and "annotations[0].x" are Plotly's notation. Objects that `target`
// shares with another figure are copied, not changed.
export function setAttribute(target, path, value) {
  const steps = path.replace(/\[(\d+)\]/g, ".$1").split(".");
  const last = steps.pop();
  let at = target;
  steps.forEach((step, i) => {
    const next = steps[i + 1] ?? last;
    at[step] = copyOf(at[step] ?? (/^\d+$/.test(next) ? [] : {}));
    at = at[step];
  });
  at[last] = structuredClone(value);
}

// "data[3].visible" in a patch is an attribute of the fourth trace.
export function applyPatch(patch, data, layout) {
  for (const [path, value] of Object.entries(patch ?? {})) {
    const [, index, attribute] = /^data\[(\d+)\]\.(.+)$/.exec(path) ?? [];
    if (!attribute) setAttribute(layout, path, value);
    else if (data[index]) setAttribute(data[index], attribute, value);
  }
}
