import {
  constructFromEvents,
  EVENT_ID,
  FAILSAFE_SCHEMA,
  parseEvents,
  YAMLException,
  type Event,
} from 'js-yaml';
import { withoutGaps } from './block-yaml-gaps.ts';
import { readBlockYaml, type BlockYaml } from './block-yaml.ts';
import { placeOf } from './lines.ts';
import type { Problems } from './problems.ts';

/** A YAML stream as far as it could be read. All scalars are texts, so that `5.4` and `1.10` stay what they are. */
export interface Yaml extends BlockYaml {
  /** What was read: the file, or what stood before the first fault. */
  readonly text: string;
}

/** After this many faults nothing more is given up to reach the part in front of them. */
const attempts = 12;

/**
 * Reads every document of a YAML stream: what is written as lockfile writers do by `readBlockYaml`, all else by js-yaml.
 * At a fault, a SYNTAX problem is noted and the lines in front of it are read. Anchors and aliases are refused, because
 * no writer of lockfiles makes them and they make a small file expand; so is what nests deeper than 100 levels.
 */
export function readYaml(text: string, problems: Problems): Yaml {
  let rest = text;
  for (let attempt = 0; attempt < attempts && rest !== ''; attempt += 1) {
    const block = readBlockYaml(rest, null);
    if (block !== null) return { text: rest, ...block };
    const { original, text: short } = withoutGaps(rest);
    try {
      const events = parseEvents(short, {});
      const anchor = anchorOf(events);
      if (anchor !== -1) YAMLException.throwAt(short, anchor, 'anchors and aliases are not read');
      const first = events[0];
      const explicitStart = first?.type === EVENT_ID.DOCUMENT && first.explicitStart;
      return {
        text: rest,
        documents: construct(events, short, (error) => faultOf(error, rest, original, problems)),
        explicitStart,
      };
    } catch (error) {
      const at = faultOf(error, rest, original, attempt === 0 ? problems : null);
      // The offset may be that of the end: the line that holds the last sign before it goes.
      rest = rest.slice(0, rest.lastIndexOf('\n', Math.min(at, rest.length) - 2) + 1);
    }
  }
  return { text: rest, documents: [], explicitStart: false };
}

/** Duplicate keys are a fault, but they hide nothing: the last one counts, as it does in JSON. */
function construct(
  events: Event[],
  source: string,
  onFault: (error: unknown) => void,
): readonly unknown[] {
  const options = { source, schema: FAILSAFE_SCHEMA };
  try {
    return constructFromEvents(events, options);
  } catch (error) {
    const documents = constructFromEvents(events, { ...options, json: true });
    onFault(error);
    return documents;
  }
}

function faultOf(
  error: unknown,
  text: string,
  original: (at: number) => number,
  problems: Problems | null,
): number {
  if (!(error instanceof YAMLException)) throw error;
  const at = error.mark === undefined ? text.length : original(error.mark.position);
  const { line, column } = placeOf(text, at);
  problems?.add('SYNTAX', `not YAML at line ${line}, column ${column}: ${error.reason}`, line);
  return at;
}

function anchorOf(events: readonly Event[]): number {
  for (const event of events) {
    if ('anchorStart' in event && event.anchorStart !== -1) return event.anchorStart;
  }
  return -1;
}
