import { z } from 'zod';

const Text = z.string().min(1);

/** What is particular to an organisation, `site.yaml`. Paths are relative to the file. Unknown keys are errors. */
export const Site = z.strictObject({
  apiVersion: z.literal('firebreak/v1'),
  kind: z.literal('Site'),
  organisation: Text,
  /** Where installs get their packages, and how to stop it serving some. */
  registry: z
    .strictObject({
      url: z.url({ protocol: /^https?$/ }),
      verdaccio: z
        .strictObject({
          /** Its configuration file. */
          config: Text,
          /** Program and arguments that make it read the file again. Started without a shell, in the file's directory. */
          restart: z.array(Text).min(1),
          /** Seconds until it has to answer again. */
          readyWithin: z.number().int().min(1).max(600),
        })
        .optional(),
    })
    .optional(),
  /** Where branches can be made: the clone of each target, by the target's name. */
  repositories: z.array(z.strictObject({ target: Text, path: Text })).default([]),
  /** Caches to look through. */
  caches: z.array(z.strictObject({ name: Text, kind: z.literal('npm'), path: Text })).default([]),
  /** npm, program and arguments. */
  npm: z.array(Text).min(1).default(['npm']),
  /** Who stands behind each role, by the role's name. */
  roles: z.record(z.string(), z.array(Text).min(1)).default({}),
  /** Credentials to revoke, for people: never the secrets themselves. */
  tokens: z
    .array(
      z.strictObject({
        name: Text,
        owner: Text,
        /** What it opens. */
        scope: Text,
        /** How to revoke it. */
        revoke: Text,
      }),
    )
    .default([]),
});
export type Site = z.infer<typeof Site>;
