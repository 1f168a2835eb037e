import { misfit } from '../reading/json.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord, textOf } from '../reading/value.ts';

/** A component of the file. */
export interface Component {
  readonly value: Record<string, unknown>;
  readonly role: 'component' | 'own';
  /** Its place among the objects of its role, in the order of the text. */
  readonly at: number;
  /** The component in which it stands, by its place in the list; null at the top. */
  readonly parent: number | null;
}

interface Open {
  readonly value: unknown;
  readonly key: string;
  readonly parent: number | null;
}

/**
 * All components, those within others behind them, in the order of the text. What the SBOM is about
 * (`metadata.component`), with its parts, comes first and is its own.
 */
export function componentsOf(root: Record<string, unknown>, problems: Problems): Component[] {
  const found: Component[] = [];
  const { metadata } = root;
  if (isRecord(metadata) && metadata.component !== undefined)
    collect(
      [{ value: metadata.component, key: 'component', parent: null }],
      'own',
      found,
      problems,
    );
  collect(listed(root.components, 'components', null, problems), 'component', found, problems);
  return found;
}

function collect(
  first: readonly Open[],
  role: Component['role'],
  found: Component[],
  problems: Problems,
): void {
  const open = first.toReversed();
  let at = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { key, parent, value } = next;
    if (!isRecord(value)) {
      problems.add('ENTRY_UNREADABLE', misfit(key, 'an object'));
      continue;
    }
    const place = found.push({ value, role, at, parent }) - 1;
    at += 1;
    const within = listed(value.components, nameOf(value), place, problems);
    for (let index = within.length - 1; index >= 0; index -= 1) open.push(within[index] as Open);
  }
}

function listed(value: unknown, key: string, parent: number | null, problems: Problems): Open[] {
  if (value === undefined) return [];
  if (Array.isArray(value))
    return value.map((item: unknown, index) => ({ value: item, key: `${key}[${index}]`, parent }));
  problems.add('ENTRY_UNREADABLE', `the components of ${quoted(key)} are no list`);
  return [];
}

/** How a component is called in messages and graphs: its name behind its group. */
export function nameOf(component: Record<string, unknown>): string {
  const name = textOf(component.name) ?? '';
  const group = textOf(component.group);
  return group === null ? name : `${group}/${name}`;
}
