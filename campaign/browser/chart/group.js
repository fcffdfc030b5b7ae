// The charts of a page: the ranking beside a map shows the same day as the map.

export function createGroup() {
  const members = new Set();
  const isTogether = (one, other) => one.play?.series === other.play?.series;
  return {
    add: (playback) => members.add(playback),
    remove: (playback) => members.delete(playback),
    leaderOf: (follower) =>
      [...members].find(
        (other) => isTogether(other, follower) && other.play && !other.play.follows,
      ),
    followersOf: (leader) =>
      [...members].filter(
        (other) => other !== leader && other.play?.follows && isTogether(other, leader),
      ),
  };
}
