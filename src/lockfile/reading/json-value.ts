import { define } from './json.ts';
import { type JsonTape, valueOf } from './json-tape.ts';

interface Frame {
  readonly value: Record<string, unknown> | unknown[];
  readonly last: number;
  /** The key or item that comes next. */
  at: number;
}

/** Builds a value of a tape as JSON.parse does, without recursion. */
export function valueAt(tape: JsonTape, node: number): unknown {
  if (!tape.isObject(node) && !tape.isArray(node)) return scalarAt(tape, node);
  const outermost = frameOf(tape, node);
  const frames = [outermost];
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    if (frame.at === frame.last) {
      frames.pop();
      continue;
    }
    const key = frame.at;
    const at = Array.isArray(frame.value) ? key : valueOf(key);
    const isContainer = tape.isObject(at) || tape.isArray(at);
    const inner = isContainer ? frameOf(tape, at) : null;
    const value = inner === null ? scalarAt(tape, at) : inner.value;
    if (Array.isArray(frame.value)) frame.value.push(value);
    else define(frame.value, tape.text(key), value);
    frame.at = tape.behind(at);
    if (inner !== null) frames.push(inner);
  }
  return outermost.value;
}

function frameOf(tape: JsonTape, node: number): Frame {
  return {
    value: tape.isArray(node) ? [] : {},
    last: tape.last(node),
    at: tape.first(node),
  };
}

function scalarAt(tape: JsonTape, node: number): unknown {
  return tape.isString(node) ? tape.text(node) : JSON.parse(tape.text(node));
}
