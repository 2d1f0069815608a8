import type { Task } from '#contract/task.ts';
import type { Context } from '#data/context.ts';
import { itemName, getItems } from '#data/table.ts';
import { keyOf } from '#data/records/definition.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { isVisible, readReach, recordAttributes } from '#data/records/read.ts';
import { recordFrom, type RecordItem } from '#data/records/stored.ts';
import type { StoredTask } from '#data/task.ts';

/** Gives tasks the titles that their records have now; of a record in the trash or out of reach nothing is told. */
export async function withRecordTitles(context: Context, tasks: readonly StoredTask[]): Promise<Task[]> {
  const named = tasks.flatMap(({ recordType, recordId }) => {
    const definition = definitionOf(recordType ?? '');
    return definition && recordId ? [{ definition, key: keyOf(definition, context.orgId, recordId) }] : [];
  });
  const items = await getItems<RecordItem>(
    context,
    named.map(({ key }) => key),
    { ...recordAttributes, strong: false },
  );
  const titles = new Map(
    named.flatMap(({ definition, key }, index) => {
      const item = items[index];
      const record = item && recordFrom(definition, item);
      const isShown = record && !record.deletedAt && isVisible(record, readReach(definition, context));
      return isShown ? [[itemName(key), String(record[definition.type.title] ?? '')]] : [];
    }),
  );
  return tasks.map((task) => {
    const definition = definitionOf(task.recordType ?? '');
    const title =
      definition && task.recordId && titles.get(itemName(keyOf(definition, context.orgId, task.recordId)));
    return title === undefined ? task : { ...task, recordTitle: title };
  });
}
