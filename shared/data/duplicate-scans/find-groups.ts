import { limits } from '#contract/limits.ts';
import type { DuplicateScan, ScanProblem } from '#contract/duplicate-scan.ts';
import { blockingKeys } from '../duplicates/blocking-keys.ts';
import { groupsOf, type DuplicateGroup, type GroupOptions } from '../duplicates/groups.ts';
import { possibleDuplicate } from '../duplicates/score.ts';
import { subjectOf, type Subject } from '../duplicates/subject.ts';
import { currentRecords } from '../lists/current-records.ts';
import { askList } from '../lists/list-source.ts';
import { listSubject, reachIn, readableIn, type ListSubject } from '../lists/list-subject.ts';
import type { Context } from '../organization/context.ts';
import type { RecordDefinition } from '../records/definition.ts';
import { recordDefinitions } from '../records/definitions.ts';
import { readReach } from '../records/read.ts';
import { pairsIn, readNotDuplicates, type StoredNotDuplicates } from './not-duplicates.ts';
import { scoredPairs } from './scored-pairs.ts';
import { sharedKeys, type SharedKeys } from './shared-keys.ts';

/** Thrown if a scan can’t go on. Trying again wouldn’t help. */
export class Refused extends Error {
  readonly problem: ScanProblem;

  constructor(problem: ScanProblem) {
    super(problem);
    this.problem = problem;
  }
}

export interface Findings {
  /** The records that were compared. */
  ids: string[];
  groups: DuplicateGroup[];
  /** What was declared about records of the type. */
  notDuplicates: StoredNotDuplicates[];
  commonValues: number;
  isIncomplete: boolean;
}

/** The groups that can be merged at once, without pairs that somebody has declared to be different. */
export const groupOptions = (notDuplicates: readonly StoredNotDuplicates[]): GroupOptions => ({
  threshold: possibleDuplicate,
  sizeMax: limits.mergeRecords + 1,
  notDuplicates: pairsIn(notDuplicates),
});

/** What a scan tells while it works. Throws if another run or a deletion has ended it. */
export type NotePercent = (percent: number) => void;

/** How long a scan waits for the list of a large organization to be opened. */
const openMs = 60_000;

/** The part of the time that reading the records usually takes. */
const readingShare = 50;

/**
 * The groups of records within the creator's reach that are possibly the same. The list names the records at one moment;
 * their values are read from the table, because lists have texts without the punctuation of addresses.
 */
export async function findGroups(
  context: Context,
  { recordType }: Pick<DuplicateScan, 'recordType'>,
  notePercent: NotePercent,
): Promise<Findings> {
  const endsAt = Date.now() + limits.duplicateScanSeconds * 1000;
  const definition: RecordDefinition = recordDefinitions[recordType];
  const list = await listSubject(context, definition);
  const ids = await idsIn(context, list);
  const keys = sharedKeys();
  try {
    const goesOn = (share: number, done: number): boolean => {
      notePercent(Math.floor(share + (readingShare * done) / Math.max(ids.length, 1)));
      return Date.now() < endsAt;
    };
    const read = await readSubjects(context, list, ids, keys, (done) => goesOn(0, done));
    const commonValues = await keys.dropUnusable(limits.duplicateKeyRecords);
    const { pairs, isComplete } = await scoredPairs(
      { ...read, keys },
      { most: limits.duplicatePairs, mayGoOn: (done) => goesOn(readingShare, done) },
    );
    const notDuplicates = await readNotDuplicates(context, recordType);
    const groups = groupsOf(pairs, groupOptions(notDuplicates));
    return {
      ids: read.ids,
      notDuplicates,
      groups: groups.slice(0, limits.duplicateGroups),
      commonValues,
      isIncomplete: !read.isComplete || !isComplete || groups.length > limits.duplicateGroups,
    };
  } finally {
    keys.close();
  }
}

async function idsIn(context: Context, list: ListSubject): Promise<string[]> {
  const most = limits.duplicateScanRecords;
  const reach = reachIn(list, readReach(list.definition, context));
  const { answer } = await askList(
    context,
    list,
    (database) => database.answer({ reach, sorts: [], limit: most + 1 }).rows.map(({ id }) => id),
    { until: Date.now() + openMs, isCurrent: true },
  );
  if (answer.length > most) throw new Refused('too_many_records');
  return answer;
}

/** Records read together, as many as one BatchGetItem reads. */
const recordsPerPage = 100;

interface Read {
  ids: string[];
  subjects: Subject[];
  isComplete: boolean;
}

/** Reads the records as far as the creator can see them, and adds their keys. */
async function readSubjects(
  context: Context,
  list: ListSubject,
  ids: readonly string[],
  keys: SharedKeys,
  goesOn: (done: number) => boolean,
): Promise<Read> {
  const { definition } = list;
  const reach = readReach(definition, context);
  const read: Read = { ids: [], subjects: [], isComplete: true };
  for (let start = 0; start < ids.length; start += recordsPerPage) {
    if (!goesOn(start)) return { ...read, isComplete: false };
    const page = ids.slice(start, start + recordsPerPage);
    const records = await currentRecords(context, list, page, { reach, isDeleted: false });
    const first = read.subjects.length;
    for (const record of records) {
      if (!record) continue;
      read.ids.push(record.id);
      read.subjects.push(
        subjectOf(definition.type.name as DuplicateScan['recordType'], readableIn(list, record)),
      );
    }
    keys.add(read.subjects.slice(first).map((subject, at) => [first + at, blockingKeys(subject)] as const));
  }
  return read;
}
