import { z } from 'zod';
import type { Action, ActionTarget, Json } from '../types.ts';
import { action } from '../types.ts';
import { applyPin, hasLanded } from './apply.ts';
import type { Change } from './change.ts';
import { observePin } from './observe.ts';
import { planPin } from './plan.ts';
import type { About, Seen } from './seen.ts';
import { pinTargets } from './targets.ts';
import { unpin } from './undo.ts';
import { verifyPin } from './verify.ts';

const Args = z.strictObject({});

const About = z.strictObject({ repository: z.string(), ref: z.string().nullable() });

function aboutOf({ about }: ActionTarget): About {
  return About.parse(about);
}

const pin: Action<z.infer<typeof Args>, Seen, Change> = {
  id: 'repositories.pin',
  version: 1,
  about:
    'Moves compromised npm packages to versions that no list names, on a branch of its own for each exposed branch.',
  args: Args,
  semantics: { repeat: 'keyed', observable: true, undo: true },
  harmless: false,
  pace: { lane: 'repositories', seconds: 10 },
  probe: 'branch-clear',
  selectors: ['exposed-branches'],
  targets: async (world) => pinTargets(world.map),
  observe: (world, target) => observePin(world, target.name, aboutOf(target)),
  plan: (seen, target) => planPin(seen, target),
  async apply(world, change, { key }) {
    if (change.kind === 'pin') return applyPin(world, change, key);
    const result: Json = null;
    return { detail: 'left to a person: nothing was done', result, evidence: [] };
  },
  landed: async (world, change, { key }) => change.kind === 'pin' && hasLanded(world, change, key),
  verify: (world, change, { key }) => verifyPin(world, change, key),
  undo: unpin,
};

/** `repositories.pin`: see its `about`. */
export const repositoriesPin: Action = action(pin);
