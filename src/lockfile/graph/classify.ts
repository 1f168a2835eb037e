import type { DependencyKind, LockDocument, Scope } from '../types.ts';

export interface Classification {
  readonly scope: Scope;
  /** Whether any importer asks for the package itself; null where the importers are unknown. */
  readonly direct: boolean | null;
}

const kinds: readonly DependencyKind[] = ['prod', 'peer', 'optional', 'dev'];

const strength: Readonly<Record<DependencyKind, number>> = {
  prod: 0,
  peer: 1,
  optional: 2,
  dev: 3,
};

/**
 * Scope and directness of every package of a document, by its index. The scope is the one the file
 * flags, else it follows from the graph: a path is as strong as its weakest step (prod, then peer, then
 * optional, then dev), and a package as its strongest path from any importer. `unknown` where no
 * importer reaches it, or where the importers are unknown.
 */
export function classify(document: LockDocument): readonly Classification[] {
  const { importers, edges } = document.graph();
  const { packages } = document;
  if (importers === 'unknown') {
    return packages.map(({ scope }) => ({ scope: scope ?? 'unknown', direct: null }));
  }
  const direct = new Set<number>();
  const starts: number[][] = kinds.map(() => []);
  for (const { to, kind } of importers.flatMap(({ dependencies }) => dependencies)) {
    if (to === null) continue;
    direct.add(to);
    starts[strength[kind]]?.push(to);
  }
  const flagged = packages.every(({ scope }) => scope !== null);
  const reached = flagged ? [] : strongest(packages.length, edgesByFrom(document), starts);
  return packages.map(({ scope }, index) => ({
    scope: scope ?? kinds[reached[index] ?? kinds.length] ?? 'unknown',
    direct: direct.has(index),
  }));

  function edgesByFrom(of: LockDocument): Step[][] {
    const steps: Step[][] = of.packages.map(() => []);
    for (const { from, to, kind } of edges) steps[from]?.push({ to, level: strength[kind] });
    return steps;
  }
}

interface Step {
  readonly to: number;
  readonly level: number;
}

/**
 * Per package the level of its strongest path, or the number of levels where no path leads to it. Levels
 * are done in order of strength: what waits for a weaker one is put off to it.
 */
function strongest(count: number, steps: readonly Step[][], starts: readonly number[][]): number[] {
  const reached = Array.from<number>({ length: count }).fill(kinds.length);
  for (const [level, start] of starts.entries()) {
    const open = [...start];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if ((reached[at] ?? 0) <= level) continue;
      reached[at] = level;
      for (const step of steps[at] ?? []) {
        if (step.level <= level) open.push(step.to);
        else starts[step.level]?.push(step.to);
      }
    }
  }
  return reached;
}
