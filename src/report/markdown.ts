import { controlLines } from './markdown/controls.ts';
import { coverageLines } from './markdown/coverage.ts';
import { decisionLines } from './markdown/decisions.ts';
import { effectLines } from './markdown/effects.ts';
import { evidenceLines } from './markdown/evidence.ts';
import { headLines } from './markdown/head.ts';
import { metricLines } from './markdown/metrics.ts';
import { openLines, reviewLines } from './markdown/open.ts';
import { timelineLines } from './markdown/timeline.ts';
import { verdictLines } from './markdown/verdict.ts';
import type { Report } from './schema.ts';

/**
 * A report in Markdown (CommonMark with tables). The same report gives the same bytes; text that came from outside
 * stands in code spans that it cannot leave.
 */
export function reportMarkdown(report: Report): string {
  const lines = [
    ...headLines(report),
    ...verdictLines(report),
    ...metricLines(report),
    ...openLines(report),
    ...controlLines(report),
    ...decisionLines(report),
    ...timelineLines(report),
    ...effectLines(report),
    ...coverageLines(report),
    ...evidenceLines(report),
    ...reviewLines(),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
