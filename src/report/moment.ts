/** A moment in UTC to the second, `2026-11-20 03:14:07Z`; `at` is ISO 8601 in UTC. */
export function moment(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)}Z`;
}
