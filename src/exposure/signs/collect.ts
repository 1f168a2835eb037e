import { createHash } from 'node:crypto';
import type { Incident, Sources, Window } from '../../incident/schema.ts';
import type { HeldIn } from '../../sources/history.ts';
import { forgedBot, heldSpan, signWindow } from './held-span.ts';
import { byStrength } from '../../sources/ref-order.ts';
import type { CommitSign, FileSign, SourceSign } from '../../sources/signs.ts';
import type { Place, Ref } from '../../sources/types.ts';
import type { Sign } from '../schema.ts';
import { windowOf } from '../window.ts';
import { strengthOf } from './strength.ts';

/** Rows of one indicator in one target: a plain name can lie in every directory. */
const maxRows = 50;

/** Gathers the signs of one target. */
export interface SignCollector {
  add(sign: SourceSign): void;
  /** The strongest first, then by indicator and path. */
  finish(): Sign[];
}

/** One place of a sign, with all that was met there. */
interface Row {
  readonly sign: SourceSign;
  readonly path: string | null;
  readonly refs: Ref[];
  readonly held: HeldIn[];
  readonly evidence: Map<string, Sign['evidence'][number]>;
}

const order: readonly Sign['strength'][] = ['certain', 'likely', 'weak'];

/** A collector for one target. */
export function collectSigns(
  target: string,
  incident: Pick<Incident, 'indicators' | 'window'>,
): SignCollector {
  const { window } = incident;
  const statedBy = new Map(
    incident.indicators.map(({ kind, sources, value }) => [`${kind}\0${value}`, sources]),
  );
  const rows = new Map<string, Row>();
  const rowAt = (sign: SourceSign, path: string | null): Row => {
    const { kind, value } = sign.sign;
    // One path can hold several contents, each on refs of its own: what acts is not what lies there quietly.
    const { strength } = strengthOf(sign, window);
    const key = [path ?? '', kind, value, strength, path === null ? sign.match.by : ''].join('\0');
    const row = rows.get(key) ?? newRow(sign, path);
    rows.set(key, row);
    return row;
  };
  return {
    add(sign) {
      const places = sign.about === 'file' ? sign.places() : [null];
      for (const place of places) {
        const row = rowAt(sign, place?.path ?? null);
        row.refs.push(...refsOf(sign, place));
        if (place?.held !== undefined) row.held.push(place.held);
        const { evidence: digest, source } = sign;
        row.evidence.set(`${digest} ${source}`, { digest, source });
      }
    },
    finish() {
      const all = [...rows.values()].map((row) => signOf(target, row, window, statedBy));
      const sorted = all.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
      const byIndicator = Map.groupBy(sorted, ({ indicator, strength }) =>
        [strength, indicator.kind, indicator.value].join('\0'),
      );
      return [...byIndicator.values()].flatMap(shortened);
    },
  };
}

function newRow(sign: SourceSign, path: string | null): Row {
  return { sign, path, refs: [], held: [], evidence: new Map() };
}

function refsOf(sign: FileSign | CommitSign, place: Place | null): readonly Ref[] {
  return sign.about === 'commit' ? sign.refs : (place?.refs ?? []);
}

/** The last row that is left says how many are not. */
function shortened(rows: readonly Sign[]): Sign[] {
  if (rows.length <= maxRows) return [...rows];
  const kept = rows.slice(0, maxRows);
  const last = kept.at(-1) as Sign;
  const others = rows.length - maxRows;
  return [...kept.slice(0, -1), { ...last, place: { ...last.place, others } }];
}

function signOf(
  target: string,
  { evidence, held, path, refs, sign }: Row,
  window: Window,
  statedBy: ReadonlyMap<string, Sources>,
): Sign {
  const { kind, value } = sign.sign;
  const commits = sign.about === 'commit' ? sign.commits : [];
  const commit = commits[0]?.oid ?? null;
  const holding = held.flatMap(heldSpan);
  const forged = held.map(forgedBot).find((one) => one !== null);
  const distinct = [
    ...new Map(refs.map((ref) => [[ref.class, ref.commit, ref.name].join(' '), ref])).values(),
  ];
  const sorted = distinct.toSorted(byStrength);
  const compared = sign.match.compared;
  const judged = strengthOf(sign, window);
  return {
    id: createHash('sha256')
      .update([target, path ?? '', commit ?? '', kind, value, judged.strength].join('\0'))
      .digest('hex'),
    target,
    indicator: { kind, value, statedBy: statedBy.get(`${kind}\0${value}`) ?? {} },
    place: {
      path,
      commit,
      refs: sorted,
      firstCommit: commit ?? holding[0]?.oid ?? null,
      lastCommit: commits.at(-1)?.oid ?? holding.at(-1)?.oid ?? null,
      others: sign.about === 'commit' ? sign.total - 1 : 0,
    },
    window: signWindow(windowOf(sorted, window), holding, window),
    matched: { by: sign.match.by, compared, behaviour: sign.match.behaviour },
    ...judged,
    why: forged == null ? judged.why : `${judged.why}; ${forged}`,
    evidence: [...evidence.values()].toSorted((a, b) => (a.digest < b.digest ? -1 : 1)),
  };
}

function sortKey({ indicator, place, strength }: Sign): string {
  const rank = order.indexOf(strength);
  return [rank, indicator.kind, indicator.value, place.path ?? '', place.commit ?? ''].join('\0');
}
