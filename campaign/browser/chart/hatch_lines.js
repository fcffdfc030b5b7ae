// The hatch lines of all units, fetched once: they tell *not reported* from the other states.

export function createHatchLines({ loadJson, onLoad, onFailure }) {
  let wanted = null;
  const hatchLines = {
    lines: null,
    hasFailed: false,
    get isAwaited() {
      return wanted !== null && !hatchLines.lines;
    },
    fetch(url) {
      if (!url || url === wanted) return;
      wanted = url;
      loadJson(url).then(
        (lines) => {
          hatchLines.lines = lines;
          hatchLines.hasFailed = false;
          onLoad();
        },
        (error) => {
          wanted = null;
          hatchLines.hasFailed = true;
          onFailure(error);
        },
      );
    },
  };
  return hatchLines;
}
