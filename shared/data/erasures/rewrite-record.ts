import type { Field } from '#contract/field.ts';
import { readSettings } from '../organization/settings.ts';
import { unrestrictedContext } from '../organization/rights.ts';
import type { Context } from '../organization/context.ts';
import { aboutOf, aboutValue } from '../records/about.ts';
import type { AnyRecord, RecordDefinition } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { actionsOf, nextVersion, recordDifferences } from '../records/write.ts';
import type { UserContext } from '../store/request-context.ts';
import { transact, type Action } from '../store/transact.ts';
import { sharesContact, type PersonValues } from './identity.ts';
import type { PersonRecord } from './erasure-runs.ts';
import { nameWords } from './name-words.ts';
import { mentionsPerson, withoutPerson, type Finder, type Identity } from './person-texts.ts';
import { aboutOthers, isOwnName, withoutName, type Search } from './search-item.ts';

/**
 * Takes the person out of a record that is somebody or something else: its contact details, and texts that name the
 * person. The history says which fields changed, without their values.
 */
export async function rewriteRecord(
  base: UserContext,
  orgId: string,
  item: RecordItem,
  search: Search & { identity: Identity },
): Promise<void> {
  const definition = definitionOf(item.type);
  const settings = await readSettings(base, orgId);
  if (!definition || !settings) return;
  const context: Context = unrestrictedContext(base, orgId, settings);
  const before = recordFrom(definition, item);
  const isTheirs = sharesContact(before as PersonValues, search.identity);
  const about = aboutValue(definition.type, aboutOthers(aboutOf(definition.type, before), search));
  await transact(context, rewriteActions(context, definition, before, { ...search, isTheirs, about }));
}

interface Rewriting {
  finder: Finder;
  /** Whether the record’s own name is the person’s. */
  isTheirs: boolean;
  /** What the record stays about. */
  about?: Record<string, unknown>;
}

/** The actions that take the person out of a record. */
export function rewriteActions(
  context: Context,
  definition: RecordDefinition,
  before: AnyRecord,
  { finder, isTheirs, about }: Rewriting,
): Action[] {
  const { settings } = context;
  const values = { ...valuesWithout(definition, before, finder, isTheirs), ...about };
  const after = { ...values, ...definition.derive(values, settings) } as AnyRecord;
  const changes = recordDifferences(definition, before, after);
  const write = nextVersion(definition, context, before, after, { action: 'updated', changes });
  return actionsOf(definition, context, [write]).map(withoutValues);
}

/** A change whose values are erased from the start. Without the salt, the digest that stays doesn't reveal them. */
function withoutValues(action: Action): Action {
  if (!('put' in action) || action.put.Item?.kind !== 'change') return action;
  const { data: _data, salt: _salt, ...Item } = action.put.Item;
  return { ...action, put: { ...action.put, Item } };
}

function valuesWithout(
  { type, rules }: RecordDefinition,
  before: AnyRecord,
  finder: Finder,
  isTheirs: boolean,
): AnyRecord {
  const next: Record<string, unknown> = {};
  const retained = rules?.retained?.(before) ?? [];
  for (const [name, value] of Object.entries(before)) {
    if (retained.includes(name)) {
      next[name] = value;
      continue;
    }
    const field: Field | undefined = type.fields[name];
    // Somebody else with the same name keeps it, but not a record that has the person's contact details.
    const used = isOwnName(type.name, name) && !isTheirs ? withoutName(finder) : finder;
    const left = name === 'custom' ? withoutCustom(value, used) : withoutValue(field?.kind, value, used);
    if (left !== undefined) next[name] = left;
  }
  return Object.assign({ ...before }, ...absent(before, next), next) as AnyRecord;
}

const absent = (before: object, next: object): Record<string, undefined>[] =>
  Object.keys(before).flatMap((name) => (name in next ? [] : [{ [name]: undefined }]));

/** A value of an e-mail address or of phone numbers disappears as a whole, because a mark isn't a valid value. */
function withoutValue(kind: string | undefined, value: unknown, finder: Finder): unknown {
  if (kind === 'email') return mentionsPerson(value, finder) ? undefined : value;
  if (kind !== 'phones' || !Array.isArray(value)) return withoutPerson(value, finder);
  const left = value.filter((phone: unknown) => !mentionsPerson(phone, finder));
  return left.length > 0 ? left : undefined;
}

/** Values of custom fields that consist of nothing else disappear, too. */
function withoutCustom(custom: unknown, finder: Finder): unknown {
  const entries = Object.entries(custom ?? {}).flatMap(([key, value]: [string, unknown]) => {
    const left = withoutPerson(value, finder);
    const isWhole = left !== value && typeof left === 'string' && /^\[erased\]$/.test(left);
    return isWhole ? [] : [[key, left] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** Whether a record of a person's type is another record of the same person: the same name and contact details. */
export function isSamePerson(record: AnyRecord, identity: Identity): boolean {
  const words = nameWords(record.firstName, record.lastName);
  if (words === undefined || !sharesContact(record as PersonValues, identity)) return false;
  return identity.names.some(({ firstName, lastName }) => nameWords(firstName, lastName) === words);
}

export const nameOf = ({ type, id }: PersonRecord): string => `${type}#${id}`;
