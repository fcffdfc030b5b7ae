// An animation of ten days as `campaign.charts.regions.animation` makes it, with two units.

export const PLAY = Object.freeze({
  start: "2017-07-31",
  days: 10,
  first: 1,
  day: "Day {n}",
  months: { "2017-07": "{d} July 2017", "2017-08": "{d} August 2017" },
  period: "Rate: {day}, counted from 31 July 2017",
  finding: "Kyrgyzstan: {value}. Highest: {top}.",
  nowhere: "Kyrgyzstan: {value}.",
  legend: "Rate · {number}",
  average: "National average: {value}",
  value: "Rate: {value}",
  count: "People reached: {n}",
  mark: "Kyrgyzstan: {value}",
  states: { 0: "no activity", 1: "not reported" },
  ink: ["#000000", "#000000", "#000000", "#ffffff"],
  fills: ["#ffffff", "#f3f4f6", "#d6f0ee", "#00441b"],
  units: {
    "KG-N": [
      [0, 0, "—", null, "", null],
      [2, 3, "6.2", 6.22, "(299)", 0.5],
      [7, 3, "12.0", 12, "(577)", 0.9],
    ],
    "KG-T": [
      [0, 0, "—", null, "", null],
      [4, 1, "not reported", null, "", null],
    ],
  },
  country: [
    [0, "0.0", 0, "0.0", 0],
    [2, "2.0", 2, "2.0", 0.2],
    [7, "4.1", 4.1, "4.1", 0.4],
  ],
  highest: [
    [2, "Naryn oblast, 6.2"],
    [7, "Naryn oblast, 12.0"],
  ],
});
