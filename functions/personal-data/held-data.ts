import type { HeldData } from '#contract/personal-data.ts';
import type { HeldSubmission } from '#contract/held-submission.ts';
import { limits } from '#contract/limits.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { fitting, type ByteBudget } from '#data/erasures/byte-budget.ts';
import { findPerson } from '#data/erasures/find-person.ts';
import { heldEntries } from '#data/erasures/held-entries.ts';
import type { FoundRecord } from '#data/erasures/person-records.ts';
import { searchedIdentity } from '#data/erasures/sharing.ts';
import { finderOf, mentionsPerson, type Identity } from '#data/erasures/person-texts.ts';
import { readHeld, shownHeld } from '#data/forms/held-submissions.ts';
import type { Context } from '#data/organization/context.ts';
import { keyOf } from '#data/records/definition.ts';
import { recordHistory } from '#data/records/history.ts';
import { asRead } from '#data/records/read.ts';

type Held = HeldData['records'][number];

/** Everything that is stored about a person, for the person who asks for it. */
export async function get(
  context: Context,
  named: { recordType: string; recordId: string },
): Promise<HeldData> {
  const { records, identity, shared, elsewhere } = await findPerson(context, named);
  const budget: ByteBudget = { left: limits.personalDataBytes };
  const held: { data: Held; isCut: boolean }[] = [];
  for (const found of records) held.push(await heldOf(context, found, budget));
  const submissions = fitting(
    budget,
    await submissionsOf(
      context,
      searchedIdentity(identity, { shared, namesakes: 0 }, { erasesShared: false }),
    ),
  );
  return {
    createdAt: context.now,
    organization: context.settings.name,
    records: held.map(({ data }) => data),
    heldSubmissions: submissions.values,
    elsewhere: elsewhere.map(({ type, id, title }) => ({ recordType: type, recordId: id, title })),
    isCut: submissions.isCut || held.some(({ isCut }) => isCut),
  };
}

/** What is held for review and has an e-mail address or phone number of the person. */
async function submissionsOf(context: Context, identity: Identity): Promise<HeldSubmission[]> {
  const finder = finderOf({ ...identity, names: [] });
  const all = await readHeld(context, context.orgId, context.now);
  return all.filter((held) => mentionsPerson(held, finder)).map(shownHeld);
}

/** Records count as well but are never left out: each has a limited size. */
async function heldOf(
  context: Context,
  { definition, record }: FoundRecord,
  budget: ByteBudget,
): Promise<{ data: Held; isCut: boolean }> {
  const shown = await asRead(context, record);
  budget.left -= Buffer.byteLength(JSON.stringify(shown));
  const key = keyOf(definition, context.orgId, record.id);
  const entries = await heldEntries(context, context.orgId, key);
  const history = await recordHistory(definition, record, context, { limit: limits.personalDataItems });
  const notes = fitting(budget, entries.notes);
  const activities = fitting(budget, entries.activities);
  const tasks = fitting(budget, entries.tasks);
  const files = fitting(budget, entries.files);
  const changes = fitting(budget, history.items);
  return {
    data: {
      recordType: definition.type.name as RecordTypeName,
      record: shown,
      notes: notes.values,
      activities: activities.values,
      tasks: tasks.values,
      files: files.values,
      history: changes.values,
    },
    isCut:
      entries.isCut ||
      history.nextCursor !== undefined ||
      [notes, activities, tasks, files, changes].some(({ isCut }) => isCut),
  };
}
