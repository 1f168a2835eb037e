import type { Sources } from '../incident/schema.ts';
import type { MatchedBy, MatchKind, RuledOut } from './schema.ts';

/** How a package of a lockfile answers to the incident. */
export interface Match {
  readonly matchedBy: MatchedBy;
  readonly kind: MatchKind;
  /** What the incident states: a version, a range, a scope, a hash, a commit, an address. */
  readonly stated: string;
  /** What of the package was held against it, where that is not its version; null else. */
  readonly compared: string | null;
  readonly statedBy: Sources;
}

/** Why a package that bears a sought name and version is not the compromised one. */
export interface ToldApart {
  readonly rule: RuledOut['rule'];
  /** A sentence without a full stop. */
  readonly why: string;
  readonly compared: string;
}

/** What the incident has to say of a package, or of what is asked for. */
export type Judgement =
  | { readonly kind: 'match'; readonly match: Match }
  | { readonly kind: 'told-apart'; readonly told: ToldApart }
  /** Nobody can say: why, as the end of a sentence that begins with the package's name. */
  | { readonly kind: 'unclear'; readonly why: string };
