import type { CompromisedPackage, Incident } from '../incident/schema.ts';
import type { LockedPackage } from '../lockfile/types.ts';
import { liesIn, type RegistryPlace, registryText } from './addresses.ts';
import type { Match, ToldApart } from './match.ts';
import { anotherReference } from './references.ts';

interface Around {
  readonly candidate: CompromisedPackage;
  readonly locked: LockedPackage;
  readonly incident: Incident;
  readonly privateRegistries: readonly RegistryPlace[];
}

/**
 * Why a package that bears a sought name and version is not the compromised one; null where nothing says so. What was
 * matched by its bytes never comes here, and no host tells anything by itself: somebody must have named it.
 */
export function toldApart(match: Match, around: Around): ToldApart | null {
  const { candidate, incident, locked } = around;
  if (match.kind === 'reference') return null;
  return (
    ownPlace(locked) ??
    ownRegistry(around) ??
    (match.kind === 'version'
      ? anotherReference(candidate, locked, match.stated, incident.indicators)
      : placeholder(locked))
  );
}

/** A member of the workspace, or a directory: the project's own package, whatever it is called. */
function ownPlace({ key, resolved, source }: LockedPackage): ToldApart | null {
  if (source === 'workspace')
    return {
      rule: 'workspace',
      why: 'a member of the workspace that it lies in, not a release',
      compared: resolved ?? key,
    };
  if (source !== 'file' || resolved === null || isArchive(resolved)) return null;
  return {
    rule: 'directory',
    why: 'a directory of the project, not a release',
    compared: resolved,
  };
}

function isArchive(resolved: string): boolean {
  return /\.(?:tgz|tar|tar\.gz|tar\.bz2|tar\.xz|gz|zip|whl|egg)(?:[#?].*)?$/is.test(resolved);
}

function ownRegistry({ locked, privateRegistries }: Around): ToldApart | null {
  const { resolved } = locked;
  const own =
    resolved === null ? undefined : privateRegistries.find((one) => liesIn(resolved, one));
  if (own === undefined || resolved === null) return null;
  return {
    rule: 'private-registry',
    why: `comes from ${registryText(own)}, which was named as private`,
    compared: resolved,
  };
}

/**
 * What npm publishes in the place of a package that it took down, `0.0.1-security` or `0.0.2-security`, with a number
 * behind it where it had to do so again (github.com/npm/security-holder). A list that names the version itself wins.
 */
const holder = /^0\.0\.[12]-security(?:\.\d+)?$/;

function placeholder({ ecosystem, source, version }: LockedPackage): ToldApart | null {
  if (ecosystem !== 'npm' || source !== 'registry' || !holder.test(version)) return null;
  return {
    rule: 'placeholder',
    why: 'what npm publishes in the place of a package that it took down',
    compared: version,
  };
}
