const release = /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)/;
const pre = /^[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*)/;
const post = /^(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))/;
const dev = /^[-_.]?dev[-_.]?(\d*)/;
const local = /^\+([a-z0-9]+(?:[-_.][a-z0-9]+)*)$/;

const preWords: ReadonlyMap<string, string> = new Map([
  ['alpha', 'a'],
  ['beta', 'b'],
  ['c', 'rc'],
  ['pre', 'rc'],
  ['preview', 'rc'],
]);

/**
 * The normal form of a Python version (PEP 440, "Normalization"): `1.0.0-RC1` is `1.0.0rc1`. Null when
 * it is not one. Trailing zeros of the release stay, so that a version is shown as its release bears it.
 */
export function normalPep440(version: string): string | null {
  let rest = version.trim().toLowerCase();
  const head = release.exec(rest);
  if (!head?.[2]) return null;
  rest = rest.slice(head[0].length);
  const epoch = number(head[1]);
  let normal = `${epoch === '0' ? '' : `${epoch}!`}${head[2].split('.').map(number).join('.')}`;
  const preMatch = pre.exec(rest);
  if (preMatch?.[1]) {
    normal += `${preWords.get(preMatch[1]) ?? preMatch[1]}${number(preMatch[2])}`;
    rest = rest.slice(preMatch[0].length);
  }
  const postMatch = post.exec(rest);
  if (postMatch) {
    normal += `.post${number(postMatch[1] ?? postMatch[2])}`;
    rest = rest.slice(postMatch[0].length);
  }
  const devMatch = dev.exec(rest);
  if (devMatch) {
    normal += `.dev${number(devMatch[1])}`;
    rest = rest.slice(devMatch[0].length);
  }
  if (rest === '') return normal;
  const localMatch = local.exec(rest);
  return localMatch?.[1] ? `${normal}+${localMatch[1].replace(/[-_]/g, '.')}` : null;
}

/** Digits without leading zeros; nothing counts as zero. */
function number(digits: string | undefined): string {
  return (digits ?? '').replace(/^0+(?=\d)/, '') || '0';
}
