import type { RecordTypeName } from '#contract/record-types.ts';

/** By these, a reader recognizes an archive that it can read. docs/archive-format.md describes the format. */
export const archiveFormat = 'cobalt-crm-archive';
export const archiveFormatVersion = 1;

export const manifestPath = 'manifest.json';
export const attachedFilePath = (id: string): string => `files/${id}`;

/** What a file of an archive contains, in the order in which an import needs them. */
export const archiveKinds = [
  'organization',
  'billing',
  'customFields',
  'tags',
  'records',
  'notes',
  'activities',
  'tasks',
  'files',
  'views',
  'forms',
  'people',
] as const;
export type ArchiveKind = (typeof archiveKinds)[number];

/** A file of JSON lines. The attached files aren't listed in the manifest, but in the file of the kind `files`. */
export interface ArchiveFile {
  path: string;
  kind: ArchiveKind;
  /** For records. */
  recordType?: RecordTypeName;
  /** The number of lines. */
  records: number;
  sizeBytes: number;
  /** In hexadecimal digits. */
  sha256: string;
  /** The version of the shape of the lines. */
  schema: number;
}

export interface ArchiveManifest {
  format: typeof archiveFormat;
  formatVersion: number;
  productVersion: string;
  createdAt: string;
  organization: { id: string; name: string; slug: string };
  files: ArchiveFile[];
}

/** An attached file in the file of the kind `files`. Its content has the path `files/<id>`. */
export interface ArchivedAttachment {
  id: string;
  recordType: string;
  recordId: string;
  name: string;
  type: string;
  sizeBytes: number;
  sha256: string;
  /** The answer to a customer whose file it is. */
  answerId?: string;
  authorId: string;
  createdAt: string;
}
