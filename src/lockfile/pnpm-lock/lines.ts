import { EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';
import { createLineCounter } from '../reading/lines.ts';
import { withoutSuffix } from './dep-path.ts';

const sections: readonly string[] = ['packages', 'snapshots'];

/**
 * Lines of one document's entries, by key: that in `packages`, where name, version and integrity stand, else
 * that in `snapshots`; 0 where neither has it.
 */
export function linesByKey(text: string, documentIndex: number): (key: string) => number {
  const lineAt = createLineCounter(text);
  const found = new Map<string, Map<string, number>>(
    sections.map((section) => [section, new Map()]),
  );
  let document = -1;
  let section = '';
  /** Per open collection whether its next scalar is a key; -1 stands for a sequence, which has none. */
  const turns: number[] = [];
  for (const event of parseEvents(text, {})) {
    if (event.type === EVENT_ID.DOCUMENT) {
      document += 1;
      turns.push(-1);
    } else if (event.type === EVENT_ID.POP) {
      turns.pop();
    } else {
      const turn = turns.at(-1) ?? -1;
      if (turn !== -1) turns[turns.length - 1] = 1 - turn;
      if (event.type === EVENT_ID.MAPPING) turns.push(0);
      else if (event.type === EVENT_ID.SEQUENCE) turns.push(-1);
      else if (event.type === EVENT_ID.SCALAR && turn === 0 && document === documentIndex) {
        if (turns.length === 2) section = getScalarValue(text, event);
        else if (turns.length === 3) {
          found.get(section)?.set(getScalarValue(text, event), lineAt(event.valueStart));
        }
      }
    }
  }
  return (key) => {
    const entries = found.get('packages');
    return (
      entries?.get(key) ?? entries?.get(withoutSuffix(key)) ?? found.get('snapshots')?.get(key) ?? 0
    );
  };
}
