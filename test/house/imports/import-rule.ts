import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { isBuiltin } from 'node:module';
import { type Import, readImports } from './read-imports.ts';
import { common, doorkeepers, doors, keptLibraries, rooms } from './rooms.ts';

const order = Object.keys(rooms);

/** Every import below `root/src` that the table of rooms does not allow, as `file imports what: why`, sorted. */
export function forbiddenImports(root: string): readonly string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .flatMap((path) => {
      const file = posix.join('src', path.replaceAll('\\', '/'));
      const source = readFileSync(join(root, file), 'utf8');
      return readImports(source).flatMap((found) => {
        const why = objection(file, found);
        return why === null
          ? []
          : [`${file} imports ${found.specifier ?? 'what it works out'}: ${why}`];
      });
    })
    .toSorted();
}

/** Why a file may not have this import; null where it may. */
function objection(file: string, { specifier, typeOnly }: Import): string | null {
  if (specifier === null) return 'not a literal';
  const own = roomOf(file);
  if (own === null) return `${file} lies in no room of the table`;
  if (!specifier.startsWith('.'))
    return libraryObjection(file, specifier) ?? (typeOnly ? null : doorObjection(file, specifier));
  const other = roomOf(posix.join(posix.dirname(file), specifier));
  if (other === null) return 'that lies in no room of the table';
  if (other === own || (common.includes(other) && !common.includes(own))) return null;
  if (own === 'package' && other === 'errors') return null;
  if (rooms[own]?.includes(other)) return null;
  if (typeOnly && order.indexOf(other) < order.indexOf(own)) return null;
  return `${own} may not import ${other}${typeOnly ? ', which stands below it' : ''}`;
}

/** Types of such a library are kept as well: who names them depends on its version. */
function libraryObjection(file: string, specifier: string): string | null {
  const library = Object.keys(keptLibraries).find(
    (name) => specifier === name || specifier.startsWith(`${name}/`),
  );
  const folder = library === undefined ? undefined : keptLibraries[library];
  if (folder === undefined || file.startsWith(folder)) return null;
  return `${library} is loaded below ${folder} alone`;
}

function doorObjection(file: string, specifier: string): string | null {
  const named =
    isBuiltin(specifier) && !specifier.startsWith('node:') ? `node:${specifier}` : specifier;
  if (!doors.includes(named)) return null;
  const keeper = Object.keys(doorkeepers).find((folder) => file.startsWith(folder));
  if (keeper !== undefined && doorkeepers[keeper]?.includes(named)) return null;
  return 'the outside world is reached through host alone';
}

function roomOf(path: string): string | null {
  const [top, first, ...rest] = path.split('/');
  if (top !== 'src' || first === undefined) return null;
  const room = rest.length === 0 ? first.replace(/\.tsx?$/, '') : first;
  return Object.hasOwn(rooms, room) ? room : null;
}
