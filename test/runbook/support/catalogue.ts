import { z } from 'zod';
import type { Catalogue } from '../../../src/runbook/catalogue.ts';

type Entry = Catalogue['actions'][string];

function entry(
  probe: string,
  repeat: Entry['semantics']['repeat'],
  observable: boolean,
  more: Partial<Entry> = {},
): Entry {
  return {
    args: z.strictObject({}),
    harmless: false,
    probe,
    selectors: [],
    semantics: { repeat, observable, undo: more.undoProbe !== undefined },
    undoProbe: null,
    ...more,
  };
}

/** The actions and worklists that the shipped runbook names. */
export const catalogue: Catalogue = {
  actions: {
    'evidence.preserve': entry('evidence-kept', 'safe', true, { harmless: true }),
    'exposure.rescan': entry('exposure-clear', 'safe', false, { harmless: true }),
    'npm-cache.bust': entry('cache-clear', 'safe', true, { selectors: ['caches'] }),
    'registry.freeze': entry('installs-refused', 'safe', true, { undoProbe: 'installs-served' }),
    'repositories.pin': entry('branch-clear', 'keyed', true, {
      args: z.strictObject({ prefix: z.string().optional() }),
      selectors: ['exposed-branches'],
      undoProbe: 'branch-gone',
    }),
    'repositories.rebuild': entry('installed-tree-clear', 'safe', false, {
      harmless: true,
      selectors: ['repositories'],
    }),
  },
  worklists: ['branches', 'hosts', 'tokens'],
};
