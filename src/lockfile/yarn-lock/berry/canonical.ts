import { splitDescriptor } from '../descriptor.ts';
import { unbound } from './locator.ts';

/** Patches of patches. */
const deepest = 8;

/**
 * A descriptor as it is compared, without bindings. Up to version 6 yarn left out of dependencies the protocol that it
 * put into keys, and inner descriptors of patches are encoded in keys alone (Configuration.ts, `normalizeDependency`;
 * plugin-jsr, `normalizeJsrDependency`).
 */
export function canonical(alias: string, range: string, depth = 0): string {
  const asked = range.trim();
  if (asked.startsWith('npm:')) return `${alias}@${asked}`;
  if (asked.startsWith('patch:') && depth < deepest) return canonicalPatch(alias, asked, depth);
  if (asked.startsWith('jsr:')) return `${alias}@${jsrRange(alias, asked.slice('jsr:'.length))}`;
  if (/^[a-z][a-z+.-]*:/i.test(asked)) return `${alias}@${asked}`;
  return `${alias}@npm:${asked === '' ? '*' : asked}`;
}

function canonicalPatch(alias: string, range: string, depth: number): string {
  const hash = range.indexOf('#');
  const end = hash === -1 ? range.length : hash;
  const inner = splitDescriptor(decoded(range.slice('patch:'.length, end)));
  const selector = decoded(range.slice(end));
  return `${alias}@patch:${canonical(inner.name, inner.range, depth + 1)}${selector}`;
}

/** JSR's packages lie in npm's registry under a scope of their own: `@scope/name` as `@jsr/scope__name`. */
function jsrRange(alias: string, asked: string): string {
  const isNamed = asked.includes('@', 1);
  const { name, range } = isNamed ? splitDescriptor(asked) : { name: alias, range: asked };
  return `npm:@jsr/${name.replace(/^@/, '').replace('/', '__')}@${range}`;
}

/** Under which keys a descriptor of the file is found: as it is compared, and what else it answers. */
export function keysOf(descriptor: string): readonly string[] {
  const { name, range } = splitDescriptor(descriptor);
  const { bindings, selector } = unbound(range);
  const key = canonical(name, selector);
  const parent = parentOf(bindings);
  const keys = [parent === null ? key : boundKey(key, parent)];
  const inner = selector.startsWith('patch:') ? innerOf(selector) : null;
  // yarn puts patches of its own over what is asked for without them (plugin-compat).
  if (inner !== null && /builtin<|<builtin>/.test(selector)) keys.push(builtinKey(inner));
  return keys;
}

/** The key of what is bound to a parent: a path means something else for each. */
export function boundKey(key: string, parent: string): string {
  return `${key}::${parent}`;
}

/** The key of a descriptor that yarn patches by itself. */
export function builtinKey(key: string): string {
  return `builtin ${key}`;
}

/** The key of any descriptor of that name. */
export function nameKey(alias: string): string {
  return `name ${alias}`;
}

/** The descriptor that a `patch:` range is applied to, as it is compared. */
export function innerOf(selector: string): string {
  const hash = selector.indexOf('#');
  const { name, range } = splitDescriptor(
    decoded(selector.slice('patch:'.length, hash === -1 ? selector.length : hash)),
  );
  return canonical(name, range);
}

/** yarn binds `locator=` with its value encoded, zpm `parent=` as it is. */
function parentOf(bindings: string): string | null {
  if (bindings.startsWith('parent=')) return bindings.slice('parent='.length);
  return bindings === '' ? null : new URLSearchParams(bindings).get('locator');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
