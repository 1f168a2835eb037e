import type { Control } from '../types.ts';
import { controlOf } from '../reading/control.ts';
import { archivesOf, pypiPlant } from '../reading/python-control.ts';

const { name, version } = pypiPlant;

/** A project, whose members stand among the packages, and a workspace without one, which asks by its manifest. */
export function uvControls(): readonly Control[] {
  const head = 'version = 1\nrevision = 3\nrequires-python = ">=3.12"\n';
  const entry = (of: string, at: string, dependencies: string): string =>
    `\n[[package]]\nname = "${of}"\nversion = "${at}"\nsource = { registry = "https://registry.example/simple" }\n${dependencies}wheels = [\n${archivesOf(of, at)}]\n`;
  const packages =
    entry('carrier', '1.0.0', `dependencies = [\n    { name = "${name}" },\n]\n`) +
    entry(name, version, '');
  const project =
    '\n[[package]]\nname = "project"\nversion = "0.1.0"\nsource = { virtual = "." }\n\n[package.dev-dependencies]\ndev = [\n    { name = "carrier" },\n]\n\n[package.metadata]\n\n[package.metadata.requires-dev]\ndev = [{ name = "carrier", specifier = ">=1.0" }]\n';
  const manifest =
    '\n[manifest]\n\n[manifest.dependency-groups]\ndev = [{ name = "carrier", specifier = ">=1.0" }]\n';
  return [
    controlOf('version 1, a project', 'uv.lock', head + packages + project, pypiPlant),
    controlOf('version 1, no project', 'uv.lock', head + manifest + packages, pypiPlant),
  ];
}
