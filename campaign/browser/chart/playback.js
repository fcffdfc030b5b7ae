// The animation of a chart: the day that it shows, or the whole period, as Python drew it.

import { isAtEnd, sameDay } from "../shared/animation.js";
import { createPlayer } from "../shared/player.js";

// `showDay()` shows the current day and returns a promise of the drawing.
export function createPlayback({ parts, group, showDay }) {
  let play = null;
  let day = null;
  let series = { units: {} };
  let seriesName = null;
  let awaited = null;
  let isLeaderPlaying = false;

  const player = createPlayer({
    position: () => ({ play, day }),
    showDay: (next) => playback.goTo(next),
  });

  // The changes by day are a shared part of the page, which is read when the animation first runs.
  // The former changes are used until it has arrived.
  function findSeries() {
    if (seriesName === play.series) return;
    const part = parts.find(play.series);
    if (part) {
      series = part;
      seriesName = play.series;
    } else if (awaited !== play.series) {
      awaited = play.series;
      parts.wait(play.series).then(
        () => play?.series === awaited && showDay(),
        (error) => console.warn("chart:", error),
      );
    }
  }

  const playback = {
    get play() {
      return play;
    },
    get day() {
      return day;
    },
    get isPlaying() {
      return play?.follows ? isLeaderPlaying : player.isPlaying;
    },
    get isAtRest() {
      return isAtEnd(play, day);
    },
    // What the chart shows: {play, day}, or null for the whole period.
    get moment() {
      if (playback.isAtRest) return null;
      findSeries();
      return { play: { ...series, ...play }, day };
    },
    // The date stays the same when a filter or a language brings another animation.
    receive(next) {
      const before = play;
      play = next;
      if (!play) player.stop();
      const leader = play?.follows ? group.leaderOf(playback) : null;
      day = leader ? leader.day : sameDay(before, play, day);
    },
    goTo(next) {
      day = isAtEnd(play, next) ? null : next;
      return showDay();
    },
    toggle() {
      if (player.isPlaying) {
        player.stop();
      } else {
        if (playback.isAtRest) day = 0;
        player.start();
      }
      return showDay();
    },
    pauseAt(next) {
      player.stop();
      playback.goTo(next);
    },
    lead() {
      group.followersOf(playback).forEach((follower) => follower.follow(playback));
    },
    follow(leader) {
      if (leader.day === day && leader.isPlaying === isLeaderPlaying) return;
      day = leader.day;
      isLeaderPlaying = leader.isPlaying;
      showDay();
    },
    close() {
      player.stop();
      group.remove(playback);
    },
  };
  group.add(playback);
  return playback;
}
