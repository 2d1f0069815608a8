import * as z from 'zod/mini';
import { upload } from './attachment.ts';
import { id, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';

/**
 * `uploading`: the file is not complete. `checking`: its checksums are being compared. `importing`: its content is being
 * written. `done`: all of it was written. `failed`: see `problem`.
 */
const states = ['uploading', 'checking', 'importing', 'done', 'failed'] as const;

/** Why an archive can’t be imported. Nothing was written, unless the import was `importing`. */
export const archiveProblems = [
  /** The organization has records, tags, forms or shared views already. */
  'not_empty',
  /** A file that is no archive of an organization. */
  'not_an_archive',
  'unknown_version',
  /** A manifest that doesn’t describe the files of an archive. */
  'invalid_manifest',
  /** A ZIP file that is cut off, changed or against its format. */
  'damaged',
  /** A file in the archive is missing, or differs from what the manifest says. */
  'wrong_checksum',
  /** A part of the archive would unpack to more than is read, or the archive has too many parts. */
  'too_large_unpacked',
  /** The file was replaced after its upload. */
  'replaced',
  /** A line that doesn’t describe what its file contains. */
  'invalid_line',
  /** The organization can’t have as many records or files. */
  'limit_reached',
  /** The person that started the import can’t go on with it. */
  'creator_gone',
  /** The import failed on our side. */
  'failed',
] as const;
export type ArchiveProblem = (typeof archiveProblems)[number];

const archiveImport = z.object({
  id,
  version: z.int(),
  state: z.enum(states),
  sizeBytes: z.int(),
  /** The number of lines in the archive, once it was checked, and of those that were written. */
  total: z.optional(z.int()),
  done: z.int(),
  problem: z.optional(
    z.object({
      code: z.enum(archiveProblems),
      /** The file in the archive, and the number of the line. */
      path: z.optional(z.string()),
      line: z.optional(z.int()),
    }),
  ),
  createdBy: id,
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type ArchiveImport = z.infer<typeof archiveImport>;

const path = '/v1/orgs/{orgId}/archive-import';

/** An organization can be made from the archive of another one, once. */
export const archiveImports = resource('archive-imports', path, {
  get: operation({
    method: 'GET',
    path,
    access: 'archive:import',
    summary: 'Get the progress of the import of an archive.',
    output: archiveImport,
  }),
  create: operation({
    method: 'POST',
    path,
    access: 'archive:import',
    summary: 'Create the import of an archive and get the upload URL.',
    description:
      'The organization must not have any records, tags, forms or shared views, which is checked after `start`. Upload the bytes with one PUT request to `upload.url` with `upload.headers`, then call `start`. An import that failed, or whose upload wasn’t completed, is replaced.',
    body: z.strictObject({
      sizeBytes: z.int().check(z.minimum(1), z.maximum(limits.archiveImportBytes)),
    }),
    output: z.object({ ...archiveImport.shape, upload }),
    status: 201,
  }),
  start: operation({
    method: 'POST',
    path: `${path}/start`,
    access: 'archive:import',
    summary: 'Check the uploaded archive and import it.',
    description:
      'Only signed-in owners and administrators can do this. First, all checksums and lines are checked. Then the settings, records, notes, activities, tasks, files, shared views and forms are written, with their IDs and times; forms get new IDs. People are found among the members by their e-mail address; you take the place of all others. The organization keeps its name, slug and logo.',
    output: archiveImport,
  }),
});
