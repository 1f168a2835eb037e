import { checkName } from '../../package/name.ts';

/** A name as its ecosystem compares it; as it stands where the ecosystem's rules refuse it. */
export function comparedName(ecosystem: string, name: string): string {
  const check = checkName(ecosystem, name);
  return check.ok ? check.name : name;
}
