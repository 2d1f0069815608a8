import { createHash } from 'node:crypto';
import type { Line, ReadArchive } from './read-archive.ts';

/**
 * What the normal form of a line leaves out, by the kind of its file: people, because another organization has other
 * members, and what a new organization has of its own.
 */
const ignored: Readonly<Record<string, readonly string[]>> = {
  organization: ['name'],
  records: ['createdBy', 'updatedBy', 'ownerId', 'userId', 'doneById'],
  notes: ['authorId'],
  activities: ['userId', 'userName'],
  tasks: ['assigneeId', 'createdBy', 'doneById'],
  files: ['authorId'],
  views: ['createdBy'],
  forms: ['id', 'ownerId'],
};

/** A value with the members of all objects in alphabetical order. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, of]) => [name, ordered(of)]));
}

function normalLine(kind: string, line: Line): string {
  const kept = Object.entries(line).filter(([name]) => !ignored[kind]?.includes(name));
  return JSON.stringify(ordered(Object.fromEntries(kept)));
}

/**
 * The lines of an archive in a form in which those of equal organizations are equal. The order of lines counts only for
 * custom fields, where it is that of forms. People and the manifest are left out.
 */
export const normalForm = ({ manifest, lines }: ReadArchive): Record<string, string[]> =>
  Object.fromEntries(
    (manifest.files as Line[])
      .filter(({ kind }) => kind !== 'people')
      .map(({ path, kind }): [string, string[]] => {
        const normal = (lines.get(path) ?? []).map((line) => normalLine(kind, line));
        return [path, kind === 'customFields' ? normal : normal.sort()];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** The SHA-256 of the normal form. Attached files count by their checksums, which are in their lines. */
export const digestOf = (archive: ReadArchive): string =>
  createHash('sha256')
    .update(JSON.stringify(normalForm(archive)))
    .digest('hex');
