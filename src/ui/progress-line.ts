import stringWidth from 'string-width';
import type { Progress } from '../app/app.ts';
import { printable } from './printable.ts';

/**
 * Progress in one line, no wider than `width` columns: `3/240 targets  1,204 contents  1.2 GB  410/s  2 min left
 * acme/web`. The name comes last, so that it is what a narrow terminal cuts.
 */
export function progressText(progress: Progress, width: number): string {
  const { blobs, bytes, done, name, rate, secondsLeft, total } = progress;
  const parts = [
    total === 0 ? '' : `${number(done)}/${number(total)} targets`,
    blobs === undefined ? '' : `${number(blobs)} contents`,
    bytes === undefined ? '' : sizeText(bytes),
    rate === undefined || rate < 0.1
      ? ''
      : `${rate < 10 ? rate.toFixed(1) : number(Math.round(rate))}/s`,
    secondsLeft === undefined ? '' : `${durationText(secondsLeft)} left`,
    printable(name),
  ];
  return cut(parts.filter((part) => part !== '').join('  '), width);
}

function number(count: number): string {
  return count.toLocaleString('en');
}

/** Bytes in decimal units: `999 B`, `1.2 MB`. */
function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [size, unit] = [bytes, 0];
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/** Rounded up to what a person cares for: `40 s`, `3 min`, `2 h 10 min`. */
function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** As many whole characters as fit into a width in terminal columns. */
function cut(text: string, width: number): string {
  let taken = '';
  let room = width;
  for (const character of text) {
    room -= stringWidth(character);
    if (room < 0) break;
    taken += character;
  }
  return taken;
}
