// Map zoom: our own buttons and drag, kept here so that it outlives every redraw.

const ZOOM_STEP = 1.5;
const ZOOM_MAX = 12;

function zoomGeos(view) {
  return view.payload.zoom ? ["geo"] : [];
}

function zoomLayout(view, layout) {
  if (view.zoom.scale === 1) return;
  for (const id of zoomGeos(view)) {
    const geo = (layout[id] ??= {});
    geo.projection = { ...geo.projection, scale: (geo.projection?.scale ?? 1) * view.zoom.scale };
    if (view.zoom.center) geo.center = { ...view.zoom.center };
  }
}

function zoomBy(view, factor) {
  const scale = Math.min(ZOOM_MAX, Math.max(1, view.zoom.scale * factor));
  const near = Math.abs(scale - 1) < 0.01;
  view.zoom = near ? { scale: 1, center: null } : { ...view.zoom, scale };
  showZoom(view);
  draw(view);
}

function showZoom(view) {
  const { scale } = view.zoom;
  view.root.classList.toggle("cf--zoomed", scale > 1);
  // aria-disabled, not disabled: a disabled button would lose the keyboard focus.
  view.buttons.zoom_in.setAttribute("aria-disabled", String(scale >= ZOOM_MAX));
  view.buttons.zoom_out.setAttribute("aria-disabled", String(scale <= 1));
  view.buttons.zoom_reset.setAttribute("aria-disabled", String(scale <= 1));
}

function mapProjection(view) {
  return view.plot._fullLayout?.[zoomGeos(view)[0]]?._subplot?.projection;
}

// The place now (dx, dy) pixels off the middle becomes the middle.
function moveCentre(view, projection, dx, dy) {
  const [x, y] = projection.translate();
  const place = projection.invert([x + dx, y + dy]);
  const geo = view.drawn.layout[zoomGeos(view)[0]] ?? {};
  if (!place || place.some((degree) => !Number.isFinite(degree))) return;
  const within = (value, range) =>
    (range ? Math.min(range[1], Math.max(range[0], value)) : value);
  view.zoom = {
    ...view.zoom,
    center: {
      lon: within(place[0], geo.lonaxis?.range),
      lat: within(place[1], geo.lataxis?.range),
    },
  };
  draw(view);
}

// A drag moves the zoomed map. With touch-action pan-y the browser keeps vertical swipes for
// scrolling the page and gives us only those that start sideways.
function watchPan(view) {
  let start = null;
  const down = (event) => {
    if (view.zoom.scale === 1 || !event.isPrimary || event.button !== 0) return;
    const projection = mapProjection(view);
    if (projection) start = { x: event.clientX, y: event.clientY, projection, moved: false };
  };
  const move = (event) => {
    if (!start || !event.isPrimary) return;
    const dx = event.clientX - start.x;
    const dy = event.clientY - start.y;
    if (!start.moved && Math.hypot(dx, dy) < 6) return;
    if (!start.moved) view.plotBox.setPointerCapture(event.pointerId);
    start.moved = true;
    moveCentre(view, start.projection, -dx, -dy);
  };
  const up = () => {
    // The click that ends a drag is not a choice.
    if (start?.moved) view.draggedAt = performance.now();
    start = null;
  };
  const click = (event) => {
    if (performance.now() - (view.draggedAt ?? -1e9) < 50) event.stopPropagation();
  };
  on(view, view.plotBox, "pointerdown", down);
  on(view, view.plotBox, "pointermove", move);
  on(view, view.plotBox, "pointerup", up);
  on(view, view.plotBox, "pointercancel", up);
  on(view, view.plotBox, "click", click, { capture: true });
}
