// The code that shows a chart in a page of another site.

const SIGNS = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };
const escape = (words) => String(words).replace(/[&"<>]/g, (sign) => SIGNS[sign]);

// `path` is the address of the chart on this server, `height` in px.
export function embedCode({ path, title }, height, origin) {
  return (
    `<iframe src="${escape(origin + path)}" title="${escape(title)}" width="100%" ` +
    `height="${height}" style="border:0" loading="lazy"></iframe>`
  );
}
