import type { Sign, TargetVerdict } from '../schema.ts';

/**
 * What signs make of their target, with the reason; null where they change nothing. A certain one exposes it as a
 * compromised package does, a likely one does so possibly; weak ones are listed and no more. Where history alone holds
 * one, it still says that the payload was there.
 */
export function weightOfSigns(
  signs: readonly Sign[],
): (Pick<TargetVerdict, 'reason'> & { readonly verdict: 'exposed' | 'possibly-exposed' }) | null {
  const certain = signs.find(({ strength }) => strength === 'certain');
  if (certain !== undefined) return { verdict: 'exposed', reason: reasonOf(certain) };
  const likely = signs.find(({ strength }) => strength === 'likely');
  return likely === undefined ? null : { verdict: 'possibly-exposed', reason: reasonOf(likely) };
}

function reasonOf({ indicator, place, why }: Sign): string {
  const where = place.path ?? place.commit ?? '';
  return `${where}: ${indicator.kind} ${indicator.value}: ${why}`;
}
