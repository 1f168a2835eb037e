import { factsOf, momentOf } from '../../../src/exposure/resolve/facts.ts';
import { resolve } from '../../../src/exposure/resolve/resolve.ts';
import type {
  Asking,
  Cooldown,
  Release,
  ReleaseFacts,
  Resolution,
  TagSpan,
} from '../../../src/exposure/resolve/types.ts';

/** Milliseconds of a moment; fails where it is none. */
export function at(text: string): number {
  const moment = momentOf(text);
  if (moment === null) throw new Error(text);
  return moment;
}

/** `1.2.3 2026-01-01` is there since then, `1.2.3 2026-01-01 2026-02-01` was till then, `?` is not known, `!` deprecated. */
export function release(text: string): Release {
  const [version = '', from, to] = text.replace('!', '').split(' ');
  const side = (one: string | undefined): number | null =>
    one === undefined || one === '?' ? null : at(one);
  return {
    version,
    publishedAt: side(from),
    removedAt: to === '?' ? 'unknown' : side(to),
    deprecated: text.includes('!'),
  };
}

/** All that a registry knows. */
export function registry(releases: readonly string[], tags: readonly TagSpan[] = []): ReleaseFacts {
  return { complete: true, releases: releases.map(release), tags };
}

/** The window in which 1.2.9 could be had. */
export const window = { from: at('2026-05-19T01:00:00Z'), to: at('2026-05-19T04:00:00Z') };

export interface Question extends Partial<Omit<Asking, 'facts' | 'compromised'>> {
  readonly compromised?: readonly string[] | 'every';
  readonly known?: ReleaseFacts | null;
}

/** What a request for the package `evil` comes to, of which 1.2.9 is compromised. */
export function resolved(range: string | null, question: Question = {}): Resolution {
  const { compromised = ['1.2.9'], known = null, ...more } = question;
  const facts = factsOf(compromised === 'every' ? [] : compromised, window, known);
  return resolve({
    ecosystem: 'npm',
    name: 'evil',
    range,
    compromised,
    facts,
    span: { from: null, to: null },
    pin: null,
    cooldown: null,
    installedBy: null,
    ...more,
  });
}

/** A cooldown of some hours. */
export function cooldown(hours: number, more: Partial<Cooldown> = {}): Cooldown {
  const stated = `age=${hours}h`;
  const base = { before: null, except: [], strict: true, sure: true, at: '.npmrc' };
  return { ...base, age: hours * 3_600_000, stated, ...more };
}
