import type { SourceProblem } from './types.ts';

/** A problem of a target that has no one place in it. */
export function targetProblem(code: SourceProblem['code'], message: string): SourceProblem {
  return {
    kind: 'problem',
    code,
    path: null,
    ref: null,
    line: null,
    message,
    ecosystems: null,
    artefact: null,
  };
}
