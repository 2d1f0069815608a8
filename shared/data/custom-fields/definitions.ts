import type { CustomField } from '#contract/custom-field.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { ifVersion } from '../store/condition.ts';
import { putBounded } from '../store/bounded-cache.ts';
import { changeAction, type FieldChange } from '../store/change.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { customFieldsKey, recordKey, type Key } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/**
 * The custom fields of one record type in the order in which they are shown, including retired ones. Version 0 means
 * that none were ever created.
 */
export interface CustomFields {
  version: number;
  items: CustomField[];
}

/**
 * Reads the current custom fields of a record type. Changes to them apply to writes immediately, so, unlike other
 * settings, they are not cached.
 */
export async function readCustomFields(
  context: Session & { orgId: string },
  type: string,
  options: { strong?: boolean } = {},
): Promise<CustomFields> {
  const item = await getItem<{ data: string; schema: number; digest?: string; version: number }>(
    context,
    customFieldsKey(context.orgId, type),
    options,
  );
  return item
    ? withItemState(
        { version: item.version, items: (JSON.parse(item.data) as FormerField[]).map(fieldFrom) },
        item,
      )
    : { version: 0, items: [] };
}

/** Version 0.3 and earlier stored which fields lists could filter by. */
type FormerField = CustomField & { filterable?: boolean };

const fieldFrom = ({ filterable: _filterable, ...field }: FormerField): CustomField => field;

const cacheSize = 500;
const cache = new Map<string, { items: CustomField[]; until: number }>();
const nameOf = (orgId: string, type: string): string => `${orgId} ${type}`;
const isCached = (name: string): boolean => (cache.get(name)?.until ?? 0) > Date.now();

/** The key of the item with the custom fields of a record type, unless they are cached. */
export const customFieldsKeysToRead = (orgId: string, type: string): Key[] =>
  isCached(nameOf(orgId, type)) ? [] : [customFieldsKey(orgId, type)];

/** The custom fields of a record type, cached for five seconds, like settings, for what only shows their values. */
export async function cachedCustomFields(
  session: Session & { orgId: string },
  type: string,
): Promise<CustomField[]> {
  const name = nameOf(session.orgId, type);
  const cached = cache.get(name);
  if (cached && isCached(name)) return cached.items;
  const { items } = await readCustomFields(session, type);
  const until = Date.now() + limits.settingsCachedSeconds * 1000;
  putBounded(cache, name, { items, until }, cacheSize);
  return items;
}

/**
 * The actions that write the custom fields of a record type, conditional on their previous version, of which `fields` is a copy with changes, and add the change
 * item. Throws `conflict` if the fields are too large to store.
 */
export function customFieldActions(
  context: UserContext & { orgId: string },
  type: string,
  fields: CustomFields,
  changes: FieldChange[],
): Action[] {
  const { version, items } = fields;
  const data = JSON.stringify(items);
  if (Buffer.byteLength(data) > limits.customFieldsBytes)
    throw new ProblemError('conflict', 'custom_fields_too_large');
  const subject = {
    orgId: context.orgId,
    type: 'customFields',
    id: type,
    key: recordKey(context.orgId, 'customFields', type),
    version,
    before: fields,
  };
  const change = changeAction(context, subject, version === 1 ? 'created' : 'updated', changes);
  return [
    {
      put: {
        Item: {
          ...customFieldsKey(context.orgId, type),
          kind: 'customFields',
          ...nextItemState(fields, 1, change),
          version,
          data,
        },
        ...ifVersion(version - 1),
      },
      refuse: () => new ProblemError('precondition_failed'),
    },
    change,
  ];
}
