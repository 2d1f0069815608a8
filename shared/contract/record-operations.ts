import * as z from 'zod/mini';
import { id, timestamp, type Field, type Fields } from './field.ts';
import { limits } from './limits.ts';
import { mergeOperation } from './merge.ts';
import { a, capitalized, inSentence } from './noun.ts';
import { operation, type Operations, type Resource } from './operation.ts';
import { pageQuery } from './page.ts';
import { readOnlyText } from './read-only.ts';
import type { RecordType } from './record-type.ts';
import type { RecordAction } from './role.ts';
import { recordPermission } from './record-permission.ts';

/** Base path of a record type's operations. */
export type RecordPath<Plural extends string> = `/v1/orgs/{orgId}/${Plural}`;

/** How changes come about. */
export const changeSources = [
  'web',
  'api',
  'form',
  'link',
  'portal',
  'job',
  'automation',
  'import',
  'webhook',
] as const;

/** A change in a record's history: who changed which fields, with the old and new values. */
export const change = z.object({
  id: z.string(),
  version: z.int(),
  action: z.string(),
  at: timestamp,
  actorId: id,
  /** Set if the change was made with an API key. */
  apiKeyId: z.optional(id),
  /** Missing in changes that earlier releases stored. */
  via: z.optional(z.enum(changeSources)),
  /** Missing if the values were erased. */
  changes: z.optional(z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() }))),
});
export type Change = z.infer<typeof change>;
export const changes = z.object({ items: z.array(change), nextCursor: z.optional(z.string()) });

/**
 * Maximum number of records in a bulk create. Each needs one action for the record, one for each unique value, and one
 * for the change item. The idempotency marker and the `along` actions are needed once.
 */
export function bulkRowsMax(uniqueValues: number, along = 0): number {
  return Math.floor((limits.transactionActions - 1 - along) / (2 + uniqueValues));
}

/** Creates a record although one of its values belonged to a person who was erased. */
const createQuery = z.strictObject({ allowErased: z.optional(z.literal('true')) });
const erasedText =
  'If an e-mail address or phone number belonged to a person who was erased, the request is refused with 409 (`erased_before`), unless `allowErased` is `true`.';

const describedBy = (description: string | undefined) => (description ? { description } : {});

/** What else goes to the trash. Activities aren't about activities. */
const deletionText = ({
  name,
  deleteDescription,
}: {
  name: string;
  deleteDescription?: string | undefined;
}) =>
  [
    deleteDescription,
    name === 'activity' ? undefined : 'Activities about it alone follow it, also when it is restored.',
  ]
    .filter(Boolean)
    .join(' ');

/** The operations that every record type has. */
// eslint-disable-next-line max-lines-per-function -- one declaration after the other
export function recordOperations<Name extends string, F extends Fields, Plural extends string>(
  type: RecordType<Name, F, Plural>,
) {
  const { plural } = type;
  const base: RecordPath<Plural> = `/v1/orgs/{orgId}/${plural}`;
  const path: `${RecordPath<Plural>}/{id}` = `${base}/{id}`;
  const aRecord = a({ one: inSentence(type.nouns.en.one) });
  const records = inSentence(type.nouns.en.many);
  const may = (action: RecordAction) => recordPermission(type.name, action);
  const { unique, actionsAlong } = type;
  const always = unique.filter((name) => !type.fields[name]?.isExternalId).length;
  const rowsMax = bulkRowsMax(always, actionsAlong);
  const refusedText = type.uniqueBySetting
    ? `If the organization’s \`uniqueEmails\` is \`checking\` or \`refuse\` for ${records}, the \`${type.uniqueBySetting}\` of another one is refused with 409.`
    : undefined;
  const duplicatesText = type.duplicatesBy
    ? `If other ${records} that you can see have the same \`${type.duplicatesBy}\`, ignoring punctuation, \`duplicates\` in the response names some of them. Those changed a moment ago can be missing.`
    : undefined;
  const hasLines = Object.values<Field>(type.fields).some(({ kind }) => kind === 'lines');
  const pricesText = hasLines
    ? 'Prices of lines are stored in minor units, so a change to a currency with a different number of decimals needs the `lines`, too.'
    : '';
  const sameValuesText = [duplicatesText, refusedText].filter(Boolean).join(' ');
  const checked = type.isPerson ? { query: createQuery } : {};
  const erased = type.isPerson ? [erasedText] : [];
  const bulkTexts = [
    ...erased,
    ...(unique.length > always
      ? [`At most ${bulkRowsMax(unique.length, actionsAlong)} if one has an \`externalId\`.`]
      : []),
    ...(type.uniqueBySetting
      ? [
          `If the organization’s \`uniqueEmails\` is \`checking\` or \`refuse\` for ${records}, at most ${bulkRowsMax(always + 1, actionsAlong)}, and ${bulkRowsMax(unique.length + 1, actionsAlong)} if one has an \`externalId\`.`,
        ]
      : []),
  ];
  const bulkBody = z.strictObject({
    items: z.array(type.create).check(z.minLength(1), z.maxLength(rowsMax)),
  });
  const bulkOutput = z.object({ items: z.array(type.record) });

  return {
    get: operation({
      method: 'GET',
      path,
      access: may('read'),
      summary: `Get ${aRecord}.`,
      description: `${capitalized(aRecord)} in the trash is answered with 404 and the error \`deleted\`, unless you send \`trash=true\`.`,
      query: z.strictObject({ trash: z.optional(z.literal('true')) }),
      isRedirected: type.isMergeable === true,
      output: type.record,
    }),
    create: operation({
      method: 'POST',
      path: base,
      access: may('create'),
      summary: `Create ${aRecord}.`,
      ...checked,
      body: type.create,
      ...describedBy([sameValuesText, ...erased].filter(Boolean).join(' ')),
      output: type.saved,
      status: 201,
    }),
    createMany: operation({
      method: 'POST',
      path: `${base}/bulk`,
      access: may('create'),
      summary: `Create up to ${rowsMax} ${records} in one request. Either all are created or none; errors point to the index of each invalid item.`,
      ...describedBy(bulkTexts.join(' ')),
      ...checked,
      body: bulkBody,
      output: bulkOutput,
      status: 201,
    }),
    update: operation({
      method: 'PATCH',
      path,
      access: may('update'),
      summary: `Update ${aRecord}. Only the fields you send change; null clears a field.`,
      description: `${readOnlyText} Totals of activities, tasks and deals, and values that follow from settings, such as the outcome of a deal, are always ignored.${[pricesText, sameValuesText].map((one) => one && ` ${one}`).join('')}`,
      body: type.updateBody,
      output: type.saved,
      ifMatch: true,
    }),
    delete: operation({
      method: 'DELETE',
      path,
      access: may('delete'),
      summary: `Move ${aRecord} to the trash, where it stays for ${limits.trashDays} days.`,
      ...describedBy(deletionText(type)),
      output: type.record,
      ifMatch: true,
    }),
    restore: operation({
      method: 'POST',
      path: `${path}/restore`,
      access: may('delete'),
      summary: `Restore ${aRecord} from the trash.`,
      output: type.record,
    }),
    history: operation({
      method: 'GET',
      path: `${path}/history`,
      access: may('read'),
      summary: `List the changes to ${aRecord}, newest first.`,
      query: z.strictObject(pageQuery),
      output: changes,
    }),
  };
}

type RecordOperations<Name extends string, F extends Fields, Plural extends string> = ReturnType<
  typeof recordOperations<Name, F, Plural>
>;
/** Only mergeable types have it. A type alias, because interfaces aren't assignable to index signatures. */
type Merging<Name extends string, F extends Fields, Plural extends string> = Record<
  'merge',
  ReturnType<typeof mergeOperation<Name, F, Plural>>
>;

/** The resource of a record type without operations of its own. */
export type PlainResource<Type> =
  Type extends RecordType<infer Name, infer F, infer Plural, infer _A, infer _L>
    ? Resource<RecordOperations<Name, F, Plural> & Merging<Name, F, Plural>>
    : never;

export const plainResource = <Type extends RecordType>(type: Type): PlainResource<Type> =>
  recordResource(
    type,
    type.isMergeable ? { merge: mergeOperation(type) } : undefined,
  ) as unknown as PlainResource<Type>;

/** The resource of a record type: the standard operations and any of its own. */
export function recordResource<
  Name extends string,
  F extends Fields,
  Plural extends string,
  Verbs extends Operations = RecordOperations<Name, F, Plural>,
>(type: RecordType<Name, F, Plural>, verbs?: Verbs): Resource<RecordOperations<Name, F, Plural> & Verbs> {
  const operations = { ...recordOperations(type), ...verbs };
  const base = `/v1/orgs/{orgId}/${type.plural}`;
  // Other methods at this path lead to the function of lists.
  const routes = [type.isOnlyQueried ? base : `POST ${base}`, `${base}/{proxy+}`];
  return { name: type.plural, routes, operations: operations as never };
}
