import { eachReference } from '#contract/each-reference.ts';
import { limits } from '#contract/limits.ts';
import type { RecordReference } from '#contract/about.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { RecordType } from '#contract/record-type.ts';
import type { Context } from '../organization/context.ts';
import { aboutField } from './about.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { definitionOf } from './definitions.ts';
import { isVisible, readFinal, readReach, readScope } from './read.ts';

interface Looking {
  /** Whether what was written a moment ago counts. */
  strong?: boolean;
}

/**
 * The ids of the references to records out of the caller's reach, in the trash or not. Those to types of which the caller
 * reads all records aren't looked up, so that this costs nothing where everybody sees everything.
 */
export async function hiddenAmong(
  context: Context,
  references: readonly RecordReference[],
  { strong = false }: Looking = {},
): Promise<ReadonlySet<string>> {
  const limited = eachReference(references).flatMap(({ type, id }) => {
    const definition = definitionOf(type);
    return definition && readScope(definition, context) !== 'all' ? [{ definition, id }] : [];
  });
  if (limited.length === 0) return new Set();
  const found = await readFinal(context, limited, strong);
  return new Set(
    limited.flatMap(({ definition, id }, at) => {
      const record = found[at];
      return record && !isVisible(record, readReach(definition, context)) ? [id] : [];
    }),
  );
}

const referencesIn = (record: object, field: string): readonly RecordReference[] =>
  ((record as Record<string, unknown>)[field] ?? []) as readonly RecordReference[];

/** Records as the caller may see them: about what is within the caller's reach. */
export async function withVisibleAbout<R extends object>(
  context: Context,
  type: RecordType,
  records: readonly R[],
  looking: Looking = {},
): Promise<R[]> {
  const field = aboutField(type);
  if (field === undefined) return [...records];
  const all = records.flatMap((record) => referencesIn(record, field));
  const hidden = await hiddenAmong(context, all, looking);
  if (hidden.size === 0) return [...records];
  return records.map((record) => {
    const references = referencesIn(record, field);
    const left = references.filter(({ id }) => !hidden.has(id));
    if (left.length === references.length) return record;
    const { [field]: _all, ...rest } = record as Record<string, unknown>;
    return (left.length > 0 ? { ...rest, [field]: left } : rest) as R;
  });
}

interface ChangedField {
  field: string;
  from?: unknown;
  to?: unknown;
}

/** Changes of records of a type, each about what is within the caller's reach. */
export async function changesWithVisibleAbout<One extends ChangedField>(
  context: Context,
  type: RecordType,
  changes: readonly (readonly One[])[],
): Promise<(readonly One[])[]> {
  const field = aboutField(type);
  const listed = (value: unknown) => (value ?? []) as readonly RecordReference[];
  const named = changes.flat().filter((one) => one.field === field);
  const hidden = await hiddenAmong(
    context,
    named.flatMap(({ from, to }) => [...listed(from), ...listed(to)]),
  );
  if (hidden.size === 0) return [...changes];
  const seen = (value: unknown) => listed(value).filter(({ id }) => !hidden.has(id));
  return changes.map((some) =>
    some.map((one) => (one.field === field ? { ...one, from: seen(one.from), to: seen(one.to) } : one)),
  );
}

/** A record as the caller sees it who changes what it is about. Other changes need no look. */
export async function seenBefore(
  { type }: RecordDefinition,
  context: Context,
  before: AnyRecord,
  changes: Readonly<Record<string, unknown>>,
): Promise<AnyRecord> {
  const field = aboutField(type);
  if (field === undefined || changes[field] === undefined) return before;
  const [seen = before] = await withVisibleAbout(context, type, [before], { strong: true });
  return seen;
}

/**
 * A change of what a record is about by somebody who sees only a part of that: the rest stays, in its place. Throws if that
 * would be more than a record can be about.
 */
export function keepingHidden<Changes extends Readonly<Record<string, unknown>>>(
  { type }: RecordDefinition,
  before: AnyRecord,
  seen: AnyRecord,
  changes: Changes,
): Changes {
  const field = aboutField(type);
  if (field === undefined || seen === before) return changes;
  const known = referencesIn(seen, field);
  const isSeen = ({ id }: RecordReference) => known.some((one) => one.id === id);
  const sent = [...referencesIn(changes, field)];
  const places = referencesIn(before, field).flatMap((one) => (isSeen(one) ? (sent.shift() ?? []) : [one]));
  const all = [...places, ...sent];
  if (all.length > limits.aboutRecords)
    throw fieldProblem(`/${field}`, 'too_many', 'invalid_input', { limit: limits.aboutRecords });
  return { ...changes, [field]: all };
}
