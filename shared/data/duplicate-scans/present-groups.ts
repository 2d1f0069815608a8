import type { DuplicateGroup } from '#contract/duplicate-scan.ts';
import type { ComparedType } from '#contract/typed-values.ts';
import { groupsOf, type ScoredPair } from '../duplicates/groups.ts';
import { comparedValues, shownReasons } from '../duplicates/shown.ts';
import { likelyDuplicate, scoreOf, type Score } from '../duplicates/score.ts';
import { subjectOf, type Subject } from '../duplicates/subject.ts';
import { currentRecords } from '../lists/current-records.ts';
import { readableIn, type ListSubject } from '../lists/list-subject.ts';
import type { Context } from '../organization/context.ts';
import type { AnyRecord } from '../records/definition.ts';
import { readReach } from '../records/read.ts';
import { groupOptions } from './find-groups.ts';
import type { StoredNotDuplicates } from './not-duplicates.ts';
import type { FoundGroup } from './scan-groups.ts';

interface Compared {
  record: AnyRecord;
  subject: Subject;
}

/**
 * What is left of groups that a scan has found: the records that the caller can see, compared again as they are now. A
 * group can fall apart into several ones, and disappears without two records that are possibly the same.
 */
export async function presentGroups(
  context: Context,
  list: ListSubject,
  found: readonly FoundGroup[],
  notDuplicates: readonly StoredNotDuplicates[],
): Promise<DuplicateGroup[]> {
  const { definition } = list;
  const type = definition.type.name as ComparedType;
  const reach = readReach(definition, context);
  const ids = found.flatMap((group) => group.ids);
  const records = await currentRecords(context, list, ids, { reach, isDeleted: false });
  const byId = new Map(
    records.flatMap((stored): [string, Compared][] => {
      if (!stored) return [];
      const record = readableIn<AnyRecord>(list, stored);
      return [[stored.id, { record, subject: subjectOf(type, record) }]];
    }),
  );
  return found.flatMap((group) => {
    const compared = group.ids.flatMap((id) => byId.get(id) ?? []);
    return groupsAmong(type, definition.type.title, compared, notDuplicates);
  });
}

interface PairWithReasons extends ScoredPair, Score {}

function groupsAmong(
  type: ComparedType,
  title: string,
  compared: readonly Compared[],
  notDuplicates: readonly StoredNotDuplicates[],
): DuplicateGroup[] {
  const byId = new Map(compared.map((one) => [one.record.id, one]));
  const scored = pairsOf(compared);
  return groupsOf(scored, groupOptions(notDuplicates)).map(({ ids, pairs }) => {
    const score = Math.max(...pairs.map((pair) => pair.score));
    return {
      score,
      likelihood: score >= likelyDuplicate ? 'likely' : 'possible',
      records: ids.flatMap((id) => {
        const one = byId.get(id);
        return one ? [shownRecord(type, title, one.record)] : [];
      }),
      pairs: pairs.map((pair) => ({
        recordIds: [pair.one, pair.other],
        score: pair.score,
        reasons: shownReasons(reasonsOf(scored, pair)),
      })),
    };
  });
}

/** Every two records with their score. */
function pairsOf(compared: readonly Compared[]): PairWithReasons[] {
  return compared.flatMap((one, index) =>
    compared.slice(index + 1).map((other) => ({
      one: one.record.id,
      other: other.record.id,
      ...scoreOf(one.subject, other.subject),
    })),
  );
}

/** Groups have the ids of a pair in another order than the pairs that were compared. */
const reasonsOf = (scored: readonly PairWithReasons[], { one, other }: ScoredPair): Score['reasons'] =>
  scored.find((pair) => [pair.one, pair.other].every((id) => id === one || id === other))?.reasons ?? [];

const shownRecord = (
  type: ComparedType,
  title: string,
  record: AnyRecord,
): DuplicateGroup['records'][number] => ({
  id: record.id,
  version: record.version,
  title: String(record[title]),
  createdAt: record.createdAt,
  values: comparedValues(type, record),
});
