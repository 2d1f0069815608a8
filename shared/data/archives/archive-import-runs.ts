import type { ArchiveImport } from '#contract/archive-import.ts';
import { runsOf } from '../runs/run-kinds.ts';
import { archiveImportKey } from '../store/run-keys.ts';
import type { Session } from '../store/units.ts';

/** Where an import goes on: at a line of a file of the archive, both counted from 0 in the order of `archiveKinds`. */
export interface ArchivePlace {
  file: number;
  line: number;
}

/** A stored import of an archive. */
export interface StoredArchiveImport extends ArchiveImport {
  memberSince?: string;
  /** The ETag of the uploaded file. One that replaces it later isn't read. */
  etag?: string;
  /** How far it is. While attached files are checked, the line is the number of those that were. */
  place: ArchivePlace;
  aliveAt?: string | undefined;
  /** Runs that began without any progress since the first of them, and what there was when they began. */
  runs?: number;
  runsFrom?: string;
}

export const isUnfinished = ({ state }: Pick<ArchiveImport, 'state'>): boolean =>
  state === 'checking' || state === 'importing';

/** The import of an archive into an organization, of which there is one. `started` makes `events/relay` queue it. */
export const archiveImportRuns = runsOf<
  StoredArchiveImport,
  ArchiveImport,
  'created' | 'started' | 'begun' | 'checked' | 'ended'
>({
  kind: 'archiveImport',
  keyOf: (orgId) => archiveImportKey(orgId),
  historyOf: (orgId) => orgId,
  shown: ({
    memberSince: _memberSince,
    etag: _etag,
    place: _place,
    aliveAt: _aliveAt,
    runs: _runs,
    runsFrom: _runsFrom,
    ...shown
  }) => shown,
  progress: ['done', 'place'],
  isChecked: (stored) => isUnfinished(stored),
  attributes: () => ({}),
});

export const readArchiveImport = (
  session: Session,
  orgId: string,
): Promise<StoredArchiveImport | undefined> => archiveImportRuns.read(session, archiveImportKey(orgId));

/** What changes in a new run: it counts as one without progress unless an earlier one came further. */
export function nextRun({
  state,
  place: { file, line },
  runs = 0,
  runsFrom,
}: StoredArchiveImport): Required<Pick<StoredArchiveImport, 'runs' | 'runsFrom'>> {
  const from = `${state} ${file} ${line}`;
  return { runs: runsFrom === from ? runs + 1 : 1, runsFrom: from };
}

export const nextArchiveImport = (
  before: StoredArchiveImport,
  changes: Partial<StoredArchiveImport>,
  now: string,
): StoredArchiveImport => ({ ...before, ...changes, version: before.version + 1, updatedAt: now });
