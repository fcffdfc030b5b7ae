// The elements of a figure, before anything is drawn.
const MARKUP = `
<div class="cf-root" role="group">
  <div class="cf-stage">
    <div class="cf-plot" aria-hidden="true"></div>
    <ul class="cf-list" role="listbox" tabindex="0" hidden></ul>
    <svg class="cf-shape" aria-hidden="true" hidden><path/><path/></svg>
    <div class="cf-ring" hidden></div>
    <div class="cf-tip" aria-hidden="true" hidden></div>
  </div>
  <div class="cf-failed" role="alert"></div>
  <div class="cf-play" hidden>
    <button type="button" data-do="play"></button>
    <input class="cf-slider" type="range" min="0" max="0" step="1">
    <span class="cf-day" aria-hidden="true"></span>
  </div>
  <div class="cf-bar">
    <button type="button" data-do="png" hidden></button>
    <button type="button" data-do="svg" hidden></button>
  </div>
  <span class="cf-reading" hidden></span>
  <span class="cf-hint" hidden></span>
</div>
`;
