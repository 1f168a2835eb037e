import { createHash } from 'node:crypto';

/** A package of a generated lockfile. */
export interface Made {
  /** In npm's form; one in four has a scope. */
  readonly name: string;
  /** The same without a scope, for ecosystems that know none. */
  readonly plain: string;
  readonly version: string;
  /** Packages that it asks for. All stand behind it, so that nothing goes round in circles. */
  readonly asks: readonly number[];
  readonly dev: boolean;
  /** 64 bytes in base64, and 32 and 20 in hexadecimal digits. */
  readonly sha512: string;
  readonly sha256: string;
  readonly sha1: string;
}

const words = ['array', 'core', 'event', 'helper', 'parse', 'path', 'stream', 'string', 'tool'];

/** Packages of one project. The same number and seed give the same ones. */
export function makePackages(count: number, seed: number): readonly Made[] {
  return Array.from({ length: count }, (_, number) => {
    const plain = `${words[(number * 7 + seed) % words.length]}-${words[number % words.length]}-${number}`;
    const asks = [number * 2 + 1, number * 2 + 2, number + 5].filter((one) => one < count);
    return {
      name: number % 4 === 0 ? `@scope-${number % 50}/${plain}` : plain,
      plain,
      version: `${number % 9}.${seed % 20}.${number % 31}`,
      asks: number % 3 === 0 ? asks : asks.slice(0, 1),
      dev: number % 3 === 1,
      ...digests(`${seed} ${plain}`),
    };
  });
}

/** The next release of a package. */
export function bumped(made: Made): Made {
  const [major, minor, patch] = made.version.split('.');
  const version = `${major}.${minor}.${Number(patch) + 1}`;
  return { ...made, version, ...digests(`${made.sha1} ${version}`) };
}

function digests(text: string): Pick<Made, 'sha512' | 'sha256' | 'sha1'> {
  const digest = (algorithm: string): ReturnType<typeof createHash> =>
    createHash(algorithm).update(text);
  return {
    sha512: digest('sha512').digest('base64'),
    sha256: digest('sha256').digest('hex'),
    sha1: digest('sha1').digest('hex'),
  };
}

/** Where a package lies in a registry that is laid out as npm's. */
export function archiveOf({ name, plain, version }: Made): string {
  return `https://registry.example/${name}/-/${plain}-${version}.tgz`;
}

/** What a package asks for, as names to values. */
export function asked(
  all: readonly Made[],
  { asks }: Made,
  value: (made: Made) => readonly [name: string, value: string],
): Record<string, string> {
  return Object.fromEntries(asks.flatMap((index) => all.slice(index, index + 1)).map(value));
}

/** What the project itself asks for: the first few. */
export function direct(all: readonly Made[]): readonly Made[] {
  return all.slice(0, Math.min(40, all.length));
}
