/** What a marker can be known to be without knowing the machine: false whatever it is, true whatever it is, or either. */
export type MarkerTruth = 'false' | 'either' | 'true';

const token =
  /\s*(?:(\()|(\))|(and|or)\b|((?:'[^']*'|"[^"]*"|[A-Za-z_][A-Za-z0-9_.]*)\s*(?:===?|~=|!=|<=|>=|<|>|not\s+in\b|in\b)\s*(?:'[^']*'|"[^"]*"|[A-Za-z_][A-Za-z0-9_.]*)))/y;

type Sign = '(' | 'and' | 'or';

/**
 * Evaluates a marker (PEP 508, "Environment Markers"), each of its comparisons as `judge` has it, without recursion:
 * input chooses the depth. `either` for what is no marker.
 */
export function markerTruth(
  marker: string,
  judge: (comparison: string) => MarkerTruth,
): MarkerTruth {
  const values: MarkerTruth[] = [];
  const signs: Sign[] = [];
  const apply = (sign: Sign | undefined): void => {
    const [right, left] = [values.pop() ?? 'either', values.pop() ?? 'either'];
    values.push(sign === 'and' ? both(left, right) : any(left, right));
  };
  const text = marker.trim();
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (found === null) return 'either';
    const [, open, close, sign, comparison] = found;
    if (comparison !== undefined) values.push(judge(comparison));
    else if (open !== undefined) signs.push('(');
    else if (close !== undefined) {
      while (signs.length > 0 && signs.at(-1) !== '(') apply(signs.pop());
      signs.pop();
    } else {
      const next = sign === 'and' ? 'and' : 'or';
      const binding: readonly unknown[] = next === 'and' ? ['and'] : ['and', 'or'];
      while (binding.includes(signs.at(-1))) apply(signs.pop());
      signs.push(next);
    }
  }
  while (signs.length > 0) {
    const sign = signs.pop();
    if (sign !== '(') apply(sign);
  }
  return values.length === 1 ? (values[0] ?? 'either') : 'either';
}

function both(a: MarkerTruth, b: MarkerTruth): MarkerTruth {
  if (a === 'false' || b === 'false') return 'false';
  return a === 'true' && b === 'true' ? 'true' : 'either';
}

function any(a: MarkerTruth, b: MarkerTruth): MarkerTruth {
  if (a === 'true' || b === 'true') return 'true';
  return a === 'false' && b === 'false' ? 'false' : 'either';
}
