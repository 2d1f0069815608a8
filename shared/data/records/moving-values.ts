import {
  TakenError,
  optionalUniqueness,
  release,
  reservation,
  reservationKey,
  type Place,
} from './unique-values.ts';
import type { Action } from '../store/transact.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

/** A record that a transaction changes together with others: live or merged, before and after. */
export interface Transition {
  before: AnyRecord;
  after: AnyRecord;
}

interface Uniqueness {
  field: string;
  /** Undefined if values are always unique. */
  jobId?: string;
  isOn: boolean;
}

/**
 * The actions on the unique values of several records that one transaction changes, so that a value can move from one to
 * another: one action for each value, because a transaction can contain an item only once.
 */
export function movingValueActions(
  definition: RecordDefinition,
  context: Place,
  transitions: readonly Transition[],
  pointer: string,
): Action[] {
  const optional = optionalUniqueness(definition, context.settings);
  const all: Uniqueness[] = [
    ...definition.type.unique.map((field) => ({ field, isOn: true })),
    ...(optional ? [optional] : []),
  ];
  return all.flatMap((uniqueness) => actionsOfField(definition, context, transitions, uniqueness, pointer));
}

function actionsOfField(
  definition: RecordDefinition,
  context: Place,
  transitions: readonly Transition[],
  { field, jobId, isOn }: Uniqueness,
  pointer: string,
): Action[] {
  const before = holdersOf(
    transitions.map((one) => one.before),
    field,
  );
  const after = holdersOf(
    transitions.map((one) => one.after),
    field,
  );
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((value): Action[] => {
    const holders = after.get(value) ?? [];
    const givers = (before.get(value) ?? []).filter((one) => !holders.some(({ id }) => id === one.id));
    const [holder, other] = isOn ? holders : [];
    if (holder && other) {
      // Callers can't see a record that is still merged, so the one that has the value already is named.
      const present = holders.find(({ id }) => before.get(value)?.some((one) => one.id === id)) ?? other;
      throw new TakenError(`${pointer}/${field}`, present.id);
    }
    const ids = givers.map(({ id }) => id);
    const hadIt = holder && before.get(value)?.some(({ id }) => id === holder.id);
    if (holder && (!hadIt || ids.length > 0)) {
      const how = { field, ...(jobId === undefined ? {} : { jobId }) };
      return [reservation(definition, context, how, holder, value, pointer, ids)];
    }
    if (ids.length === 0) return [];
    const key = reservationKey(context, definition, field, value);
    // A value that is always unique is reserved for the record that has it.
    return jobId === undefined ? [{ remove: { Key: { ...key } } }] : [release(key, ...ids)];
  });
}

/** The records that hold each value. Merged records hold none. */
function holdersOf(records: readonly AnyRecord[], field: string): Map<string, AnyRecord[]> {
  return Map.groupBy(
    records.filter((record) => record.mergedInto === undefined && typeof record[field] === 'string'),
    (record) => record[field] as string,
  );
}
