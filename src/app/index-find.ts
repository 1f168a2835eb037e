import { FirebreakError } from '../errors.ts';
import { findHoldings, type Holding, knownEcosystems } from '../inventory/questions/find.ts';
import { knownOf } from '../inventory/questions/known.ts';
import type { Statement } from '../inventory/statement/row.ts';
import type { Sought } from '../inventory/types.ts';
import { checkName } from '../package/name.ts';
import { parsePurl, purlOf } from '../package/purl.ts';
import { checkVersion, compareVersions, inRange } from '../package/version.ts';
import type { App } from './app.ts';
import { type PathsOf, pathsFromEvidence } from './index-paths.ts';
import type { IndexFindResult, IndexFound, IndexHolding } from './index-results.ts';
import { withInventory } from './inventory.ts';

/** One question: a name, in one ecosystem or any, and a version or any. */
interface Asked {
  readonly text: string;
  readonly ecosystem: string | null;
  readonly name: string;
  readonly version: string | null;
}

/**
 * Where packages are that are asked for by purl, by NAME@VERSION or by NAME. Throws ARGUMENT_INVALID for what can name no
 * package, and INVENTORY_NOT_FOUND.
 */
export async function indexFind(app: App, words: readonly string[]): Promise<IndexFindResult> {
  const asked = words.map(askedOf);
  return await withInventory(app, 'read', async (store) => {
    const ecosystems = knownEcosystems(store.connection);
    const pathsOf = pathsFromEvidence(store, app);
    return {
      inventory: knownOf(store.connection),
      found: asked.map((one) => {
        const names = namesOf(one, ecosystems);
        const holdings = findHoldings(store, names, (statement) => isAsked(one, statement));
        return foundOf(one.text, holdings, pathsOf);
      }),
    };
  });
}

/** Throws ARGUMENT_INVALID. */
function askedOf(text: string): Asked {
  const word = text.trim();
  if (/^pkg:/i.test(word)) {
    const purl = parsePurl(word);
    if (purl !== null && checkName(purl.ecosystem, purl.name).ok) return { text, ...purl };
    throw notAPackage(text);
  }
  const at = word.lastIndexOf('@');
  const hasVersion = at > 0 && word[at - 1] !== '/';
  const name = hasVersion ? word.slice(0, at) : word;
  if (name === '' || /\s/.test(word) || !/^[^\p{Cc}\p{Cf}]+$/u.test(word)) throw notAPackage(text);
  return { text, ecosystem: null, name, version: hasVersion ? word.slice(at + 1) : null };
}

function notAPackage(text: string): FirebreakError {
  return new FirebreakError(
    'ARGUMENT_INVALID',
    `${JSON.stringify(text)} names no package`,
    'Give a purl (pkg:npm/chalk@5.6.1, pkg:npm/%40antv/g2), NAME@VERSION or NAME.',
  );
}

function namesOf({ ecosystem, name }: Asked, ecosystems: readonly string[]): Sought {
  const names = new Map<string, ReadonlySet<string>>();
  for (const one of ecosystem === null ? ecosystems : [ecosystem]) {
    const check = checkName(one, name);
    names.set(one, new Set([check.ok ? check.name : name]));
  }
  return { kind: 'names', names, scopes: new Map() };
}

/** Of something asked for without a lock, whether it may have got that version: nobody can say that it did not. */
function isAsked({ version }: Asked, { kind, stated }: Statement): boolean {
  if (version === null) return true;
  const { ecosystem } = stated;
  if (kind === 'request')
    return stated.range === null || inRange(ecosystem, version, stated.range) !== false;
  if (stated.version === version) return true;
  const [wanted, own] = [version, stated.version].map((one) => checkVersion(ecosystem, one));
  if (wanted?.ok && own?.ok && wanted.version === own.version) return true;
  return ecosystem === 'pypi' && inRange(ecosystem, stated.version, `==${version}`) === true;
}

function foundOf(asked: string, holdings: readonly Holding[], pathsOf: PathsOf): IndexFound {
  const listed = holdings
    .toSorted(
      (a, b) =>
        order(a.target, b.target) ||
        order(a.place, b.place) ||
        order(a.part.key, b.part.key) ||
        // Numbers tell in which order looks met them, which is nobody's question.
        order(a.digest, b.digest) ||
        order(a.reader, b.reader) ||
        a.number - b.number,
    )
    .map((holding) => listedOf(holding, pathsOf));
  return {
    asked,
    targets: new Set(holdings.map(({ identity }) => identity)).size,
    artefacts: new Set(holdings.map(({ digest, reader }) => `${reader} ${digest}`)).size,
    packages: packagesOf(holdings),
    holdings: listed,
  };
}

function listedOf(holding: Holding, pathsOf: PathsOf): IndexHolding {
  const { at, digest, identity, number, packages, part, place, reader, requests, target } = holding;
  const places = pathsOf(identity, part.key, number);
  return {
    target,
    place,
    at,
    part: {
      key: part.key,
      kind: part.kind === 'files' ? 'files' : 'repository',
      reach: part.reach === 'tips' || part.reach === 'history' ? part.reach : null,
    },
    artefact: { digest, reader },
    places: places === null ? null : [...places],
    purls: [...new Set(packages.map(purlOfPackage))].toSorted(),
    requests: requests.map(({ ecosystem, kind, name, range }) => ({
      ecosystem,
      name,
      range,
      kind,
    })),
  };
}

/** Distinct versions, the names in order and the latest version of each first. */
function packagesOf(holdings: readonly Holding[]): IndexFound['packages'] {
  const all = holdings.flatMap((holding) => holding.packages.map((one) => ({ one, holding })));
  return [...Map.groupBy(all, ({ one }) => `${purlOfPackage(one)} ${one.source}`).values()]
    .map((same) => {
      const [{ one }] = same as [(typeof same)[number]];
      return {
        purl: purlOfPackage(one),
        ecosystem: one.ecosystem,
        name: one.name,
        version: one.version,
        source: one.source,
        targets: new Set(same.map(({ holding }) => holding.identity)).size,
        artefacts: new Set(same.map(({ holding }) => `${holding.reader} ${holding.digest}`)).size,
      };
    })
    .toSorted(
      (a, b) =>
        order(a.ecosystem, b.ecosystem) ||
        order(a.name, b.name) ||
        compareVersions(b.version, a.version) ||
        order(a.source, b.source),
    );
}

function purlOfPackage({ ecosystem, name, version }: Holding['packages'][number]): string {
  return purlOf(ecosystem, name, version === '' ? null : version);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
