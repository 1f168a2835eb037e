import { EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';

interface Open {
  readonly sequence: boolean;
  /** The key or index of the child that comes next. */
  at: PropertyKey | null;
  index: number;
}

/**
 * The 1-based line on which a path (`['packages', 3, 'name']`) stands in a YAML document: the line of its
 * key, or of the nearest one around it where the last steps are missing. Null for the document itself.
 */
export function lineOfPath(text: string, path: readonly PropertyKey[]): number | null {
  const open: Open[] = [];
  let best = { depth: 0, offset: -1 };
  const visit = (offset: number): void => {
    const own = open.map((each) => each.at);
    if (
      own.length > best.depth &&
      own.length <= path.length &&
      own.every((step, depth) => String(step) === String(path[depth]))
    ) {
      best = { depth: own.length, offset };
    }
  };
  for (const event of parseEvents(text, {})) {
    if (event.type === EVENT_ID.DOCUMENT) continue;
    if (event.type === EVENT_ID.POP) {
      open.pop();
      advance(open.at(-1));
      continue;
    }
    const parent = open.at(-1);
    const offset =
      'valueStart' in event ? event.valueStart : 'start' in event ? event.start : event.anchorStart;
    if (parent && !parent.sequence && parent.at === null) {
      // A scalar in a mapping without a pending key is the key.
      parent.at = event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : '';
      visit(offset);
      continue;
    }
    if (parent?.sequence) {
      parent.at = parent.index;
      visit(offset);
    }
    if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) {
      open.push({ sequence: event.type === EVENT_ID.SEQUENCE, at: null, index: 0 });
    } else advance(parent);
  }
  return best.offset === -1 ? null : text.slice(0, best.offset).split('\n').length;
}

function advance(parent: Open | undefined): void {
  if (parent === undefined) return;
  parent.at = null;
  parent.index += 1;
}
