/** A moment for a person to read, in UTC and to the minute; words where a side is open. */
export function momentText(moment: number): string {
  if (!Number.isFinite(moment)) return moment < 0 ? 'the beginning' : 'now';
  const date = new Date(moment);
  return Number.isNaN(date.getTime())
    ? 'an impossible time'
    : `${date.toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

const units: readonly (readonly [milliseconds: number, name: string])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
];

/** A duration in milliseconds for a person to read, to one unit and its half. */
export function durationText(milliseconds: number): string {
  const [unit, name] = units.find(([size]) => milliseconds >= size) ?? [60_000, 'minute'];
  const count = Math.round((milliseconds / unit) * 10) / 10;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
