import { normalComposer } from './composer-version.ts';

export type ComposerOperator = '!=' | '<' | '<=' | '=' | '>' | '>=';

/** A comparison with a version in its normal form. */
export interface ComposerComparison {
  readonly operator: ComposerOperator;
  readonly version: string;
}

/** One alternative of a constraint: all of its comparisons must hold. Without any, every version will do. */
export interface ComposerAlternative {
  readonly comparisons: readonly ComposerComparison[];
  /** How it is written, white space made regular. */
  readonly text: string;
}

/** The numbers of a version at its beginning and what follows them; `x` where one is left open. */
const versionParts = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?(.*)$/is;

const zero = '0.0.0.0-dev';

/** Digits of a number that a double holds, and one more than it. */
const longest = 15;

/**
 * Takes a constraint apart (getcomposer.org, "Versions and constraints"; composer/semver): alternatives parted by
 * `|` or `||`, each of parts that must all hold, parted by commas or spaces. Null where a part is not understood.
 */
export function parseComposerConstraint(constraint: string): readonly ComposerAlternative[] | null {
  const alternatives: ComposerAlternative[] = [];
  for (const text of constraint.trim().split(/\|\|?/)) {
    const parts = partsOf(text);
    const comparisons: ComposerComparison[] = [];
    for (const part of parts) {
      const found = comparisonsOf(part);
      if (found === null) return null;
      comparisons.push(...found);
    }
    if (parts.length === 0) return null;
    alternatives.push({ comparisons, text: parts.join(',') });
  }
  return alternatives;
}

/** The parts of one alternative: an operator belongs to what follows it, `1.0 - 2.0` is one, `as` names another version. */
function partsOf(alternative: string): string[] {
  const parts: string[] = [];
  const tight = alternative.replace(/([<>=!~^])\s+/g, '$1').trim();
  const words = tight === '' ? [] : tight.split(/\s*,\s*|\s+/);
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '-' && parts.length > 0 && words[index + 1] !== undefined) {
      index += 1;
      parts.push(`${parts.pop() ?? ''} - ${words[index] ?? ''}`);
    } else if (word === 'as' && parts.length > 0 && words[index + 1] !== undefined) index += 1;
    else parts.push(word);
  }
  return parts;
}

/** What one part asks; null where it is no constraint. */
function comparisonsOf(part: string): readonly ComposerComparison[] | null {
  const [, before = '', stability = ''] = /^(.*)@(stable|rc|beta|alpha|dev)$/is.exec(part) ?? [];
  const bare = stability === '' ? part : before || '*';
  const text = /^(dev-[^@]+?|[^@]+?\.x-dev)#.+$/is.exec(bare)?.[1] ?? bare;
  if (/^v?[x*](?:\.[x*])*$/i.test(text)) {
    return text === '*' || /^x$/i.test(text) ? [] : [{ operator: '>=', version: zero }];
  }
  const hyphen = text.split(' - ');
  if (hyphen.length === 2) return between(hyphen[0] ?? '', hyphen[1] ?? '');
  if (text.startsWith('~')) return upTo(text.slice(1), tildePosition);
  if (text.startsWith('^')) return upTo(text.slice(1), caretPosition);
  const wildcard = /^v?((?:\d+\.){1,3})[x*](?:\.[x*])*$/i.exec(text)?.[1];
  return wildcard === undefined ? compared(text, stability.toLowerCase()) : within(wildcard);
}

/** As they are written: Composer takes `00` for no zero. */
type Numbers = readonly (string | null)[];

/** `~1.2` and `^1.2`: from a version on, to below the next one at a position. */
function upTo(
  text: string,
  positionOf: (numbers: Numbers, openEnd: boolean) => number,
): readonly ComposerComparison[] | null {
  const parsed = numbersOf(text);
  if (parsed === null) return null;
  const { numbers, suffixed } = parsed;
  const openEnd = /\.[x*][.-]?dev$/i.test(text);
  const lowest = normalComposer(suffixed ? text : `${text}-dev`);
  const highest = nextAt(numbers, positionOf(numbers, openEnd));
  return lowest === null || highest === null
    ? null
    : [
        { operator: '>=', version: lowest },
        { operator: '<', version: highest },
      ];
}

/** `~1.2.3` leaves the last number open that it gives, but never the first. */
function tildePosition(numbers: Numbers, openEnd: boolean): number {
  const given = numbers.filter((number) => number !== null).length + (openEnd ? 1 : 0);
  return Math.max(1, given - 1);
}

/** `^1.2.3` holds the first number that is not zero. */
function caretPosition([major, minor, patch]: Numbers): number {
  if (major !== '0' || minor === null) return 1;
  return minor !== '0' || patch === null ? 2 : 3;
}

/** `1.2.*`. */
function within(prefix: string): readonly ComposerComparison[] | null {
  const numbers = prefix.split('.').slice(0, -1);
  const lowest = normalComposer(`${numbers.join('.')}-dev`);
  const highest = nextAt(numbers, numbers.length);
  if (lowest === null || highest === null) return null;
  const below: ComposerComparison = { operator: '<', version: highest };
  return lowest === zero ? [below] : [{ operator: '>=', version: lowest }, below];
}

/** `1.0 - 2.0`: the end is open where it gives fewer than three numbers. */
function between(from: string, to: string): readonly ComposerComparison[] | null {
  const low = numbersOf(from);
  const high = numbersOf(to);
  const lowest = normalComposer(from);
  const exact = normalComposer(to);
  if (low === null || high === null || lowest === null || exact === null) return null;
  const given = high.numbers.filter((number) => number !== null).length;
  const upper = given >= 3 || high.suffixed ? exact : nextAt(high.numbers, given === 1 ? 1 : 2);
  return upper === null
    ? null
    : [
        { operator: '>=', version: low.suffixed ? lowest : `${lowest}-dev` },
        { operator: upper === exact ? '<=' : '<', version: upper },
      ];
}

/** An operator and a version. Without a stability, `<` and `>=` part before the pre-releases of theirs. */
function compared(text: string, stability: string): readonly ComposerComparison[] | null {
  const [, sign = '', rest = ''] = /^(<>|!=|>=?|<=?|==?)?(.*)$/s.exec(text) ?? [];
  const version = normalComposer(rest) ?? branchOf(rest);
  if (version === null) return null;
  const operator = operators.get(sign) ?? '=';
  if (operator === '=' || version.startsWith('dev-')) return [{ operator, version }];
  const isStable = !/-/.test(version);
  if (stability !== '' && stability !== 'stable' && isStable) {
    const word = stability === 'rc' ? 'RC' : stability;
    return [{ operator, version: `${version}-${word}` }];
  }
  const bare = (operator === '<' || operator === '>=') && !hasStability(rest);
  return [{ operator, version: bare ? `${version}-dev` : version }];
}

const operators: ReadonlyMap<string, ComposerOperator> = new Map([
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

/** `feature-dev` is what some write for `dev-feature`. */
function branchOf(text: string): string | null {
  return /^[\w./-]+-dev$/.test(text) ? `dev-${text.slice(0, -'-dev'.length)}` : null;
}

function hasStability(text: string): boolean {
  return /-[._-]?(?:(?:stable|beta|b|rc|alpha|a|patch|pl|p)(?:[.-]?\d+(?:[.-]\d+)*)?)?(?:[.-]?dev)?$/i.test(
    text,
  );
}

/** The numbers of a version, null for those it does not give, and whether a stability follows. Null for what is none. */
function numbersOf(text: string): { numbers: Numbers; suffixed: boolean } | null {
  const match = versionParts.exec(text);
  if (match === null) return null;
  const numbers = match.slice(1, 5).map((part) => part ?? null);
  if (numbers.some((number) => number !== null && number.length > longest)) return null;
  const rest = (match[5] ?? '').replace(/\+\S+$/, '');
  return { numbers, suffixed: /[a-z]/i.test(rest) };
}

/** The lowest version above all that agree in the numbers up to a position, 1 for the first. */
function nextAt(numbers: Numbers, position: number): string | null {
  const next = [0, 1, 2, 3].map((index) => {
    if (index >= position) return 0;
    const number = Number(numbers[index] ?? 0);
    return index === position - 1 ? number + 1 : number;
  });
  return `${next.join('.')}-dev`;
}
