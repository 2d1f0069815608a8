import { unfinishedJobStates, type JobState } from '#contract/job.ts';
import { limits } from '#contract/limits.ts';
import type { RecordType } from '#contract/record-type.ts';
import { jobKey } from '../store/run-keys.ts';
import { getItem } from '../store/table.ts';
import { putBounded } from '../store/bounded-cache.ts';
import type { Session } from '../store/units.ts';
import { readEarlier } from './chain.ts';
import type { StoredImport } from './import-runs.ts';
import { readPlannedIndex } from './import-objects.ts';
import { plannedIds, type PlannedIndex } from './planned-index.ts';

/** The records that the imports before one in its chain are about to create or update. */
export interface PlannedRecords {
  /** The ids of those with one of these values in a field, by value. */
  find: (
    type: RecordType,
    field: string,
    values: readonly string[],
  ) => ReadonlyMap<string, readonly string[]>;
  /** By what rows have found them, for a preview: the first of them, because a check needs none. */
  names: ReadonlyMap<string, string>;
  /** The types of which nobody knows yet what there will be, because their imports aren't checked. */
  uncheckedTypes: ReadonlySet<string>;
}

const namesKept = 2_000;

type Place = Session & { orgId: string; now: string };

/**
 * What the imports before one are about to write, of these types. Once a job has ended, its records are found like all
 * others.
 */
export async function readPlannedRecords(
  context: Place,
  stored: StoredImport,
  types: readonly string[],
): Promise<PlannedRecords> {
  const indexes: { types: ReadonlySet<string>; index: PlannedIndex }[] = [];
  const uncheckedTypes = new Set<string>();
  const names = new Map<string, string>();
  for (const one of await readEarlier(context, context.orgId, stored, context.now)) {
    const { recordType, check } = one.file;
    if (one.state !== 'checked' && one.state !== 'started') uncheckedTypes.add(recordType);
    else if (await isToCome(context, one)) {
      const related = (check?.related ?? []).map(({ recordType: type }) => type);
      const written = new Set<string>([recordType, ...related]);
      if (!types.some((type) => written.has(type))) continue;
      const index = await readIndex(context.orgId, one);
      if (index) indexes.push({ types: written, index });
      else for (const type of written) uncheckedTypes.add(type);
    }
  }
  return {
    find(type, field, values) {
      const ofType = indexes.filter(({ types }) => types.has(type.name));
      const entries = (ofType.length > 0 ? values : []).map(
        (value) => [value, ofType.flatMap(({ index }) => plannedIds(index, type, field, value))] as const,
      );
      for (const [value, ids] of entries)
        for (const id of ids) if (names.size < namesKept && !names.has(id)) names.set(id, value);
      return new Map(entries.filter(([, ids]) => ids.length > 0));
    },
    names,
    uncheckedTypes,
  };
}

/** As many as imports can be before one, so that pages of its preview don't read them again. */
const indexesKept = limits.importsLinked - 1;
const cache = new Map<string, { version: number; index: PlannedIndex }>();

/** The index of an import, which is the same for one version of it. */
async function readIndex(orgId: string, { id, version }: StoredImport): Promise<PlannedIndex | undefined> {
  const key = `${orgId}/${id}`;
  const cached = cache.get(key);
  if (cached?.version === version) return cached.index;
  const index = await readPlannedIndex([orgId, id]);
  if (index) putBounded(cache, key, { version, index }, indexesKept);
  return index;
}

async function isToCome(context: Place, { jobId }: StoredImport): Promise<boolean> {
  if (jobId === undefined) return true;
  const job = await getItem<{ state: JobState }>(context, jobKey(context.orgId, jobId));
  return job !== undefined && unfinishedJobStates.includes(job.state);
}

/** The ids of both, each once. */
export function withPlanned(
  existing: ReadonlyMap<string, readonly string[]>,
  planned: ReadonlyMap<string, readonly string[]>,
): Map<string, readonly string[]> {
  const values = new Set([...existing.keys(), ...planned.keys()]);
  return new Map(
    [...values].map((value) => [
      value,
      [...new Set([...(existing.get(value) ?? []), ...(planned.get(value) ?? [])])],
    ]),
  );
}
