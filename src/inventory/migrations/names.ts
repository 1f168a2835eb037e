/** Names of all migrations, in order. Apart from their code, so that opening an inventory loads no query builder. */
export const migrationNames: readonly string[] = ['2026-11-20-first', '2026-11-20-looks'];
