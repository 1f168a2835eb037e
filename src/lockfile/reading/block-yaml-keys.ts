import { EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';
import { readBlockYaml } from './block-yaml.ts';
import { createLineCounter } from './lines.ts';

/** A key of a mapping in a YAML stream. */
export interface YamlKey {
  /** How many collections hold its mapping: 0 for a key of the document itself. */
  readonly depth: number;
  readonly key: string;
  /** 1-based. */
  readonly line: number;
  /** 0-based position of its document in the stream. */
  readonly document: number;
}

/** The keys of a readable YAML stream down to a depth, in the order of the text. */
export function yamlKeys(text: string, deepest: number): readonly YamlKey[] {
  const keys: YamlKey[] = [];
  const block = readBlockYaml(text, (depth, key, line, document) => {
    if (depth <= deepest) keys.push({ depth, key, line, document });
  });
  return block === null ? keysByEvents(text, deepest) : keys;
}

function keysByEvents(text: string, deepest: number): readonly YamlKey[] {
  const lineAt = createLineCounter(text);
  const keys: YamlKey[] = [];
  let document = -1;
  /** Per open collection whether its next node is a key; -1 stands for a document or a sequence, which have none. */
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
      else if (event.type === EVENT_ID.SCALAR && turn === 0 && turns.length - 2 <= deepest) {
        const line = lineAt(event.valueStart);
        keys.push({ depth: turns.length - 2, key: getScalarValue(text, event), line, document });
      }
    }
  }
  return keys;
}
