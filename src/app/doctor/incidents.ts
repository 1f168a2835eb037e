import type { Incident } from '../../incident/schema.ts';
import type { Control } from '../../lockfile/types.ts';
import { checkName } from '../../package/name.ts';
import { checkVersion } from '../../package/version.ts';

type Plant = Control['plant'];

const stated = { doctor: [] };

/** An incident in which one version of a package is compromised, as the import of a list would write it. */
export function incidentOfVersion({ ecosystem, name, version }: Plant): Incident {
  return incidentOf({ ecosystem, name, versions: { [compared(ecosystem, version)]: stated } });
}

/** An incident in which every version of a package is compromised. */
export function incidentOfAny({ ecosystem, name }: Plant): Incident {
  return incidentOf({ ecosystem, name, ranges: { '*': stated } });
}

/** An incident that knows files by their integrity alone. */
export function incidentOfBytes(integrity: string): Incident {
  const indicator = { kind: 'integrity' as const, value: integrity, context: null };
  return { ...empty, indicators: [{ ...indicator, sources: stated }] };
}

function incidentOf(compromised: {
  ecosystem: string;
  name: string;
  versions?: Incident['packages'][number]['versions'];
  ranges?: Incident['packages'][number]['ranges'];
}): Incident {
  const { ecosystem, name, ranges = {}, versions = {} } = compromised;
  const check = checkName(ecosystem, name);
  return {
    ...empty,
    packages: [{ ecosystem, name: check.ok ? check.name : name, versions, ranges }],
  };
}

function compared(ecosystem: string, version: string): string {
  const check = checkVersion(ecosystem, version);
  return check.ok ? check.version : version;
}

const empty: Incident = {
  schema: 'firebreak/incident@1',
  id: 'doctor',
  title: 'A plant',
  severity: null,
  commander: null,
  openedAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  window: { from: null, to: null, estimated: false, source: '' },
  lists: [],
  packages: [],
  indicators: [],
};
