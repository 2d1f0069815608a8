import { limits } from '#contract/limits.ts';
import type { AnyRecord } from '../record-client.ts';
import { inputFields, type RecordView } from '../view.ts';

/** Stands for the values of all records together, instead of the id of one record. */
export const joined = 'joined';

/** A field whose values differ, with the records of which each value can be chosen. */
export interface ComparedField {
  name: string;
  /** One record for each distinct value, in the order of the records. */
  recordIds: readonly string[];
  /** The values of all records, for a list that can have all of them. */
  all?: readonly unknown[];
}

/** The id of a record or `joined`, by field. */
export type Choices = Readonly<Record<string, string>>;

const textOf = (value: unknown): string => JSON.stringify(isEmpty(value) ? null : value);

export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const listMax: Readonly<Record<string, number>> = {
  tags: limits.tagsPerRecord,
  phones: limits.phonesPerRecord,
};

/** The fields whose values differ between the records, and can be changed of the one that stays. */
export function comparedFields(
  view: RecordView,
  records: readonly AnyRecord[],
  isFixed: (name: string) => boolean = () => false,
): ComparedField[] {
  return inputFields(view).flatMap(([name, { kind }]): ComparedField[] => {
    if (isFixed(name)) return [];
    const firsts = new Map<string, string>();
    for (const record of records) {
      const text = textOf(record[name]);
      if (!firsts.has(text)) firsts.set(text, record.id);
    }
    if (firsts.size < 2) return [];
    const all = allValues(records.map((record) => record[name]));
    const canJoin = all.length <= (listMax[kind] ?? -1) && !firsts.has(JSON.stringify(all));
    return [{ name, recordIds: [...firsts.values()], ...(canJoin ? { all } : {}) }];
  });
}

/** Whether several records have an external ID, of which only one can stay. */
export function haveExternalIds({ type: { fields } }: RecordView, records: readonly AnyRecord[]): boolean {
  const name = Object.keys(fields).find((field) => fields[field]?.isExternalId);
  return name !== undefined && records.filter((record) => !isEmpty(record[name])).length > 1;
}

/** Each value of several lists once. Phone numbers are the same whatever their labels are. */
function allValues(lists: readonly unknown[]): unknown[] {
  const values = lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  const numberOf = (value: unknown) => (value as { number?: string } | null)?.number ?? value;
  return [...new Map(values.toReversed().map((value) => [numberOf(value), value])).values()].toReversed();
}

/**
 * The choices before the user makes any: all values of a list, otherwise the value of the record that stays, or if that
 * has none, the first one. `made` are the user's own.
 */
export function choicesFor(
  fields: readonly ComparedField[],
  records: readonly AnyRecord[],
  winnerId: string,
  made: Choices,
): Choices {
  return Object.fromEntries(
    fields.map((field) => [field.name, choiceFor(field, records, winnerId, made[field.name])]),
  );
}

function choiceFor(
  { name, recordIds, all }: ComparedField,
  records: readonly AnyRecord[],
  winnerId: string,
  made: string | undefined,
): string {
  if (made !== undefined && (made === joined ? all : recordIds.includes(made))) return made;
  if (all) return joined;
  const valueOf = (id: string) => records.find((record) => record.id === id)?.[name];
  const winner = valueOf(winnerId);
  const same = recordIds.find((id) => textOf(valueOf(id)) === textOf(winner));
  const filled = recordIds.find((id) => !isEmpty(valueOf(id)));
  return (isEmpty(winner) ? filled : same) ?? recordIds[0] ?? winnerId;
}

/** The changes to the record that stays: the chosen values that differ from its own. */
export function chosenValues(
  fields: readonly ComparedField[],
  records: readonly AnyRecord[],
  winnerId: string,
  choices: Choices,
): Record<string, unknown> {
  const winner = records.find(({ id }) => id === winnerId);
  return Object.fromEntries(
    fields.flatMap(({ name, all }): [string, unknown][] => {
      const choice = choices[name];
      const value = choice === joined ? all : records.find(({ id }) => id === choice)?.[name];
      if (textOf(value) === textOf(winner?.[name])) return [];
      return [[name, isEmpty(value) ? null : value]];
    }),
  );
}
