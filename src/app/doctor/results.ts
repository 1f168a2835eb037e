import { z } from 'zod';

/** One thing that this machine or this build must be for an answer to be right. */
export const DoctorCheck = z.strictObject({
  id: z.enum(['build', 'data-directory', 'git', 'inventory', 'node', 'runbooks']),
  /** `warning`: answers are right, but something cannot be looked at or done. */
  status: z.enum(['ok', 'warning', 'failed']),
  message: z.string(),
});
export type DoctorCheck = z.infer<typeof DoctorCheck>;

/** A reader, what it shows, and whether it found what was planted for it. */
export const DoctorReader = z.strictObject({
  id: z.string(),
  version: z.number().int(),
  kind: z.enum(['archive', 'lockfile', 'manifest', 'launcher']),
  ecosystems: z.array(z.string()),
  /** Versions of the format, oldest first; `''` where files state none. */
  versions: z.array(z.string()),
  /** What asks for what: always, where the tool that wrote the file put it in, or never. */
  edges: z.enum(['all', 'some', 'none']),
  /** Where it is known from what the project itself asks for: the file, another beside it, or nowhere. */
  importers: z.enum(['file', 'companion', 'none']),
  /** How packages for development alone are told. */
  dev: z.enum(['file', 'graph', 'none']),
  /** Of what registries serve, of something else, or none. */
  integrity: z.enum(['artefact', 'own', 'none']),
  /** What it cannot show. */
  blind: z.array(z.string()),
  /** Titles of the files with a plant that it was given. */
  controls: z.array(z.string()),
  /** What it did not do as it must; empty where it can be relied on. */
  failures: z.array(
    z.strictObject({
      /** Null where it is about all controls together. */
      control: z.string().nullable(),
      message: z.string(),
    }),
  ),
});
export type DoctorReader = z.infer<typeof DoctorReader>;

/** `doctor --json`. Exit 0 where `sound`, else 1. */
export const DoctorResult = z.strictObject({
  /** firebreak's own. */
  version: z.string(),
  /** Whether nothing failed; warnings do not count. */
  sound: z.boolean(),
  checks: z.array(DoctorCheck),
  /** All of them, by id. */
  readers: z.array(DoctorReader),
  /** Formats that are known by name and have no reader: their files make coverage incomplete. */
  unread: z.array(z.strictObject({ format: z.string(), ecosystems: z.array(z.string()) })),
});
export type DoctorResult = z.infer<typeof DoctorResult>;
