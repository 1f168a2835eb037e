import { countingExposures, isPast } from '../exposure/weight.ts';
import type { LiveRun } from './live-run.ts';

type Maker = (run: LiveRun) => string[];

const makers: Readonly<Record<string, Maker>> = { branches, hosts, tokens };

/** Names of the worklists that a human step may hand out. */
export const worklistNames: readonly string[] = Object.keys(makers);

/** Lines of a worklist, in Markdown. */
export function worklist(run: LiveRun, name: string): string[] {
  const lines = Object.hasOwn(makers, name) ? (makers[name]?.(run) ?? []) : [];
  return lines.map(plain);
}

/** Names and paths come from strangers, and a list is read in a terminal: nothing in it breaks a line or hides. */
function plain(line: string): string {
  return line.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu,
    (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** Branches that this run has made, and what people have to do themselves. */
function branches(run: LiveRun): string[] {
  const lines: string[] = [];
  for (const step of run.compiled.steps) {
    if (step.kind !== 'per-target' || step.over !== 'exposed-branches') continue;
    for (const { key, name, note, state } of run.state().targetsOf(step.id)) {
      if (state === 'verified') lines.push(`- [ ] ${name}: merge \`${key}\``);
      else if (state !== 'satisfied') lines.push(`- [ ] ${name} (${state}): ${note}`);
    }
  }
  return ['# Branches to merge', '', ...orNone(lines, 'No branch was made.')];
}

/** Where a compromised version is known to have been installed, and what else may have installed one. */
function hosts(run: LiveRun): string[] {
  const { exposures, targets } = run.world.map;
  const installed = countingExposures(exposures).filter(
    ({ grade }) => grade === 'installed' || grade === 'ran',
  );
  const seen = installed.map(
    (one) =>
      `- [ ] ${one.target}, ${one.place.path}: ${one.package.name}@${one.package.version}${isPast(one) ? ' (in commits of the past alone)' : ''}`,
  );
  const built = targets
    .filter(({ verdict }) => verdict === 'exposed' || verdict === 'possibly-exposed')
    .map(({ name }) => `- [ ] machines and CI runners that install ${name}`);
  return [
    '# Hosts to isolate or check',
    '',
    'Look for a monitor that polls with a stolen token and wipes the host once the token stops working.',
    '',
    '## Installed, as seen by the scan',
    '',
    ...orNone(seen, 'None seen. A scan sees only the places it was given.'),
    '',
    '## May have installed it',
    '',
    ...orNone(built, 'No target is exposed.'),
  ];
}

/** Credentials to revoke, from the site file. */
function tokens(run: LiveRun): string[] {
  const listed = (run.world.site?.tokens ?? []).map(
    ({ name, owner, revoke, scope }) => `- [ ] ${name} (${owner}; opens ${scope}): ${revoke}`,
  );
  return [
    '# Credentials to revoke',
    '',
    ...orNone(listed, 'The site file lists none: list what the exposed builds could read.'),
  ];
}

function orNone(lines: readonly string[], none: string): readonly string[] {
  return lines.length === 0 ? [none] : lines;
}
