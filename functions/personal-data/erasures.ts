import type { Erasure, ErasureEffects } from '#contract/personal-data.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { ProblemError } from '#contract/problem.ts';
import { erasureRuns, erasureOf, listErasures, readErasure } from '#data/erasures/erasure-runs.ts';
import { findPerson } from '#data/erasures/find-person.ts';
import { heldEntries, type HeldEntries } from '#data/erasures/held-entries.ts';
import { countNamesakes } from '#data/erasures/sharing.ts';
import type { Context } from '#data/organization/context.ts';
import { keyOf } from '#data/records/definition.ts';

interface Named {
  recordType: string;
  recordId: string;
}

export async function effects(context: Context, named: Named): Promise<ErasureEffects> {
  const { orgId } = context;
  const person = await findPerson(context, named);
  const { records, sharing, elsewhere } = person;
  const namesakes = await countNamesakes(context, person, elsewhere);
  const entries: HeldEntries[] = [];
  for (const { definition, record } of records)
    entries.push(await heldEntries(context, orgId, keyOf(definition, orgId, record.id)));
  const count = (kind: Exclude<keyof HeldEntries, 'isCut'>): number =>
    entries.reduce((sum, one) => sum + one[kind].length, 0);
  const running = await erasureOf(context, orgId, { type: named.recordType, id: named.recordId });
  return {
    records: records.map(({ definition: { type }, record }) => ({
      recordType: type.name as RecordTypeName,
      recordId: record.id,
      title: String(record[type.title] ?? ''),
    })),
    notes: count('notes'),
    activities: count('activities'),
    tasks: count('tasks'),
    files: count('files'),
    sharing: sharing.map(({ type, id, title }) => ({ recordType: type, recordId: id, title })),
    namesakes,
    isErasing: running !== undefined,
  };
}

export async function erasures({ orgId, ...session }: Context): Promise<{ items: Erasure[] }> {
  return { items: (await listErasures(session, orgId)).map(erasureRuns.shown) };
}

export async function erasure(context: Context, { id }: { id: string }): Promise<Erasure> {
  const found = await readErasure(context, context.orgId, id);
  if (!found) throw new ProblemError('not_found');
  return erasureRuns.shown(found);
}
