import { ProblemError, type FieldFault } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { erasedValueKey } from '../store/keys.ts';
import { keyedHash, stageKey, stageKeys, type StageKey } from '../store/stage-key.ts';
import { getItems, type Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import type { RecordDefinition } from './definition.ts';

/**
 * Keyed hashes of the e-mail addresses and phone numbers of erased persons. Without the stage's keys, nobody can find
 * out whose they are, not even by trying all phone numbers, and those of two organizations can't be compared.
 */
const hashOf = (orgId: string, text: string, key: StageKey): string => keyedHash(key, `${orgId} ${text}`);
const purpose = 'erased-person';

/** The items by which the values of an erased person are remembered. */
export const erasedValueItems = (orgId: string, values: readonly string[], now: string): Item[] =>
  [...new Set(values)].map((value) => ({
    ...erasedValueKey(orgId, hashOf(orgId, value, stageKey(purpose))),
    kind: 'erased-value',
    org: orgId,
    at: now,
  }));

/** An e-mail address or phone number in a row of input. */
export interface Value {
  pointer: string;
  field: string;
  text: string;
}

/** The e-mail addresses and phone numbers of a new record. */
function valuesIn(body: Readonly<Record<string, unknown>>, pointer: string): Value[] {
  const { email, phones } = body as { email?: unknown; phones?: unknown };
  const numbers = Array.isArray(phones) ? (phones as { number?: unknown }[]) : [];
  return [
    ...(typeof email === 'string' ? [{ pointer: `${pointer}/email`, field: 'email', text: email }] : []),
    ...numbers.flatMap(({ number }, index) =>
      typeof number === 'string'
        ? [{ pointer: `${pointer}/phones/${index}/number`, field: 'phones', text: number }]
        : [],
    ),
  ];
}

/** Whether a record has an e-mail address or phone number already. */
export const hasValue = (record: Readonly<Record<string, unknown>>, { field, text }: Value): boolean =>
  valuesIn(record, '').some((value) => value.field === field && value.text === text);

type Checking = Session & Pick<Context, 'orgId' | 'settings'>;

/**
 * The values of these rows that belonged to erased persons, for each row. Reads nothing unless the organization has
 * erased persons and the records are persons.
 */
export async function erasedIn(
  context: Checking,
  { type }: RecordDefinition,
  rows: readonly { body: Readonly<Record<string, unknown>>; pointer: string }[],
): Promise<Value[][]> {
  if (!type.isPerson || !context.settings.remembersErasures) return rows.map(() => []);
  const values = rows.map(({ body, pointer }) => valuesIn(body, pointer));
  const found = await remembered(
    context,
    context.orgId,
    values.flat().map(({ text }) => text),
  );
  const erased = new Set(values.flat().filter((_, index) => found[index] !== undefined));
  return values.map((row) => row.filter((value) => erased.has(value)));
}

/** When one of these values was erased last; undefined if none was. */
export async function erasedAt(
  session: Session,
  orgId: string,
  values: readonly string[],
): Promise<string | undefined> {
  const found = await remembered(session, orgId, values);
  return found
    .flatMap((at) => at ?? [])
    .sort()
    .at(-1);
}

/**
 * For each value, when it was erased last. Hashes can't be made anew with a new key, so they are compared under each key
 * that the stage has ever had.
 */
async function remembered(
  session: Session,
  orgId: string,
  values: readonly string[],
): Promise<(string | undefined)[]> {
  const keys = stageKeys(purpose);
  const items = await getItems<{ at: string }>(
    session,
    values.flatMap((value) => keys.map((key) => erasedValueKey(orgId, hashOf(orgId, value, key)))),
  );
  return values.map((_, index) =>
    items
      .slice(index * keys.length, (index + 1) * keys.length)
      .flatMap((item) => item?.at ?? [])
      .sort()
      .at(-1),
  );
}

/** Throws 409 if a new record has a value of an erased person. */
export async function refuseErased(
  context: Checking,
  definition: RecordDefinition,
  rows: readonly { body: Readonly<Record<string, unknown>>; pointer: string }[],
): Promise<void> {
  const errors = (await erasedIn(context, definition, rows))
    .flat()
    .map(({ pointer }): FieldFault => ({ pointer, code: 'erased_before' }));
  if (errors.length > 0) throw new ProblemError('conflict', undefined, errors);
}
