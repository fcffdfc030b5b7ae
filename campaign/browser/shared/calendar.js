// Days as numbers, from 0 for the first one.

const MS_PER_DAY = 86_400_000;

export const DAYS_PER_WEEK = 7;

const isoDay = (time) => new Date(time).toISOString().slice(0, 10);

export const dateAt = (start, day) => isoDay(Date.parse(start) + day * MS_PER_DAY);

// All dates of the range, for which the payload has only start and length.
export const datesOf = ({ start, days }) =>
  Array.from({ length: days }, (_, day) => dateAt(start, day));
