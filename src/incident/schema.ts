import { z } from 'zod';

/** When compromised versions could be installed, who says so, and whether it is known or guessed. */
export const Window = z.strictObject({
  /** ISO 8601 in UTC; null where nobody has said. */
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  estimated: z.boolean(),
  /** Who says so, for a person to read. */
  source: z.string(),
});
export type Window = z.infer<typeof Window>;

/** One list file as it was imported. */
export const ListRecord = z.strictObject({
  /** Base name of the file, with its directory's name in front where two lists share it. */
  name: z.string(),
  format: z.string(),
  /** `sha256:` over the file's bytes. */
  digest: z.string(),
  importedAt: z.iso.datetime(),
  entries: z.number().int(),
  pairs: z.number().int(),
  /** Entries that were not understood: what they name is not looked for. */
  notUnderstood: z.number().int(),
  /** Names and versions that no package can bear, so that looking for them finds nothing. */
  neverMatches: z.number().int(),
});
export type ListRecord = z.infer<typeof ListRecord>;

/** Lists that state a fact, each with the vendors it names itself for that fact. */
export const Sources = z.record(z.string(), z.array(z.string()));
export type Sources = z.infer<typeof Sources>;

/** A commit at which a package holds the payload. */
export const Reference = z.strictObject({
  /** Versions that bear it, as the lists say; none where they say of no version. */
  versions: z.array(z.string()),
  /** Whether it begins a range, so that other commits may hold the payload as well. */
  since: z.boolean(),
  sources: Sources,
});
export type Reference = z.infer<typeof Reference>;

/** A compromised package: exact versions, and apart from them what is said of ranges. */
export const CompromisedPackage = z.strictObject({
  /** purl type. */
  ecosystem: z.string(),
  /** In the form in which its ecosystem compares names. */
  name: z.string(),
  /** Version, in the form in which its ecosystem compares versions, to who says so. */
  versions: z.record(z.string(), Sources),
  /** Range in the ecosystem's own syntax (`*` for every version) to who says so. */
  ranges: z.record(z.string(), Sources),
  /** Commits, in full or abbreviated. Absent where no list gives one. */
  references: z.record(z.string(), Reference).optional(),
});
export type CompromisedPackage = z.infer<typeof CompromisedPackage>;

/** A sign that a payload was there, kept as the list gives it with defanging undone. */
export const Indicator = z.strictObject({
  kind: z.enum([
    'account',
    'commit',
    'domain',
    'email',
    'file-name',
    'file-path',
    'integrity',
    'ip',
    'md5',
    'other',
    'registry-key',
    'repository',
    'sha1',
    'sha256',
    'sha512',
    'url',
    'user-agent',
    'workflow',
  ]),
  value: z.string(),
  context: z.string().nullable(),
  sources: Sources,
});
export type Indicator = z.infer<typeof Indicator>;

/** The incident file, `incidents/<id>/incident.yaml`. */
export const Incident = z.strictObject({
  schema: z.literal('firebreak/incident@1'),
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
  title: z.string(),
  /** 1 is the gravest; null where nobody has said. */
  severity: z.number().int().min(1).max(4).nullable(),
  commander: z.string().nullable(),
  openedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  window: Window,
  lists: z.array(ListRecord),
  packages: z.array(CompromisedPackage),
  indicators: z.array(Indicator),
});
export type Incident = z.infer<typeof Incident>;
