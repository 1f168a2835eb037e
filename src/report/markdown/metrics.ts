import type { Metric, Report } from '../schema.ts';
import { table } from './table.ts';
import { duration, record } from './text.ts';

/** The measures, each with numerator and denominator. */
export function metricLines({ metrics }: Report): string[] {
  return [
    '## Measures',
    '',
    'Durations start with the first record of the run (#0); counts are those at its last.',
    '',
    ...table(
      ['measure', 'duration', 'of how many', 'records', 'note'],
      metrics.map((metric) => [
        metric.title,
        metric.durationMs === null ? '-' : duration(metric.durationMs),
        ratio(metric),
        metric.to === null ? '-' : `${record(metric.from)} to ${record(metric.to)}`,
        metric.note === '' ? '-' : metric.note,
      ]),
      '',
    ),
  ];
}

function ratio({ denominator, numerator, unit }: Metric): string {
  if (unit !== 'milliseconds') return `${numerator} of ${denominator} ${unit}`;
  const percent =
    denominator === 0
      ? ''
      : ` (${(Math.floor((numerator / denominator) * 1000) / 10).toFixed(1)} %)`;
  return `${duration(numerator)} of ${duration(denominator)}${percent}`;
}
