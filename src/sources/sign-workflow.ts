import type { Behaviour } from './signs.ts';

/**
 * What a workflow does that payloads make workflows do: hand out every secret at once, or run what a stranger writes into
 * a discussion, an issue or a comment (docs of GitHub Actions, "Security hardening"). Read line by line: no YAML is parsed.
 */
export function workflowBehaviour(text: string): Pick<Behaviour, 'does' | 'command'>[] {
  return text.split('\n').flatMap((line) => {
    if (line.length > 10_000) return [];
    const command = line.trim();
    if (/\btoJSON\(\s*secrets\s*\)/i.test(line))
      return [{ does: 'hands out all secrets', command }];
    const takesText = /\$\{\{\s*github\.event\.(?:discussion|comment|issue)\.body\s*\}\}/;
    return /^(?:-\s*)?run:/.test(command) && takesText.test(command)
      ? [{ does: 'runs what strangers write', command }]
      : [];
  });
}

/** What a workflow calls itself: its `name` at the outermost level, null where it has none. */
export function workflowName(text: string): string | null {
  const stated = /^name[ \t]*:[ \t]*([^\r\n]{1,500})/m.exec(text)?.[1]?.trim();
  if (stated === undefined) return null;
  const quoted = /^(["'])(.*)\1/.exec(stated)?.[2];
  return quoted ?? stated.replace(/\s+#.*$/, '');
}
