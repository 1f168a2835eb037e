import {
  COLLECTION_STYLE,
  SCALAR_STYLE,
  YAMLException,
  boolCoreTag,
  defineScalarTag,
  dump,
  FAILSAFE_SCHEMA,
  load,
  NOT_RESOLVED,
  nullCoreTag,
  visit,
} from 'js-yaml';
import type { Node } from 'js-yaml';
import { FirebreakError } from '../errors.ts';
import { Incident } from './schema.ts';
import { MAX_LIST_BYTES } from './text.ts';
import { lineOfPath } from './yaml-place.ts';

/**
 * Whole numbers in plain digits. Nothing else becomes a number, so that a version a person writes without
 * quotes stays what it is: YAML's own schemas read `1.10` as 1.1.
 */
const plainInteger = defineScalarTag('tag:yaml.org,2002:int', {
  implicit: true,
  implicitFirstChars: '0 1 2 3 4 5 6 7 8 9'.split(' '),
  resolve: (source) => (/^(?:0|[1-9]\d{0,14})$/.test(source) ? Number(source) : NOT_RESOLVED),
  identify: (data) => Number.isSafeInteger(data) && data >= 0,
  represent: String,
});

const schema = FAILSAFE_SCHEMA.withTags(nullCoreTag, boolCoreTag, plainInteger);

/** The incident as YAML for people and machines: stable, versions always in quotes, one line a version. */
export function writeIncident(incident: Incident): string {
  return dump(incident, {
    noRefs: true,
    lineWidth: -1,
    transform: (documents) =>
      visit(documents, (node) => {
        if (node.kind === 'mapping')
          for (const { key, value } of node.items) if (isFactKey(key)) styleFacts(value);
      }),
  });
}

/**
 * Reads an incident file. Throws INCIDENT_INVALID naming the file, the line and the path of what is wrong.
 * Aliases are refused: expanded, a short file could fill the memory.
 */
export function readIncident(text: string, name: string): Incident {
  if (text.length > MAX_LIST_BYTES)
    throw invalid(
      `${name} has ${text.length} characters; an incident may have ${MAX_LIST_BYTES}`,
      null,
    );
  const parsed = Incident.safeParse(parseYaml(text, name));
  if (parsed.success) return parsed.data;
  // A key we do not know is most often a known one misspelt: it says more than that the known one is missing.
  const { issues } = parsed.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const path = [
    ...(issue?.path ?? []),
    ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []),
  ];
  const line = lineOfPath(text, path);
  const place = path.length === 0 ? '' : ` at ${printPath(path)}`;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  throw invalid(
    `${name}${line === null ? '' : `, line ${line}`}: ${issue?.message ?? 'not an incident'}${place}${more}`,
    parsed.error,
  );
}

function parseYaml(text: string, name: string): unknown {
  try {
    return load(text, { filename: name, schema, maxAliases: 0 });
  } catch (error) {
    const mark = error instanceof YAMLException ? error.mark : undefined;
    const reason = error instanceof YAMLException ? error.reason : String(error);
    throw invalid(
      `${name}${mark === undefined ? '' : `, line ${mark.line + 1}`}: ${reason}`,
      error,
    );
  }
}

function isFactKey(key: Node): boolean {
  return key.kind === 'scalar' && (key.value === 'versions' || key.value === 'ranges');
}

function styleFacts(facts: Node): void {
  if (facts.kind !== 'mapping') return;
  for (const { key, value } of facts.items) {
    if (key.kind === 'scalar') key.style = SCALAR_STYLE.SINGLE_QUOTED;
    if (value.kind === 'mapping') value.style = COLLECTION_STYLE.FLOW;
  }
}

function printPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
}

function invalid(message: string, cause: unknown): FirebreakError {
  return new FirebreakError(
    'INCIDENT_INVALID',
    message,
    'Mend that place in the file, or open the incident again from its lists.',
    cause,
  );
}
