import { z } from 'zod';
import { type Action, action, type ActionTarget } from '../types.ts';
import { applyRebuild } from './apply.ts';
import { observeRebuild, type Seen } from './observe.ts';
import { type Change, planRebuild } from './plan.ts';
import { About, rebuildTargets } from './targets.ts';
import { verifyRebuild } from './verify.ts';

const Args = z.strictObject({});

function aboutOf({ about }: ActionTarget): About {
  return About.parse(about);
}

const rebuild: Action<z.infer<typeof Args>, Seen, Change> = {
  id: 'repositories.rebuild',
  version: 1,
  about:
    'Installs what the default branches hold now, in fresh directories with scripts off, and reads what is installed.',
  args: Args,
  semantics: { repeat: 'safe', observable: false, undo: false },
  harmless: true,
  pace: { lane: 'registry', seconds: 20 },
  probe: 'installed-tree-clear',
  selectors: ['repositories'],
  targets: async (world) => rebuildTargets(world.map),
  observe: (world, target) => observeRebuild(world, aboutOf(target)),
  plan: (seen, target) => planRebuild(seen, target),
  async apply(world, change, { key }) {
    if (change.kind === 'rebuild') return applyRebuild(world, change, key);
    return { detail: 'left to a person: nothing was done', result: null, evidence: [] };
  },
  // Nothing stays of it in the world.
  landed: async () => false,
  verify: (world, change, { applied }) => verifyRebuild(world, change, applied),
  undo: null,
};

/** `repositories.rebuild`: see its `about`. */
export const repositoriesRebuild: Action = action(rebuild);
