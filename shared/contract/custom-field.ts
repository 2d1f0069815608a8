import * as z from 'zod/mini';
import { customValue, slugKey, type CustomValue } from './custom-value.ts';
import { calendarDate, emailAddress, id, line, lines, money, phoneNumber, webAddress } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { recordTypeNames } from './record-types.ts';

export const customKinds = [
  'text',
  'longText',
  'number',
  'money',
  'date',
  'choice',
  'choices',
  'yesNo',
  'url',
  'email',
  'phone',
  'relation',
] as const;
export type CustomKind = (typeof customKinds)[number];

export const customOption = z.object({
  id: z.string(),
  label: z.string(),
  /** No longer offered; records keep it. */
  retired: z.optional(z.boolean()),
});

/** A field that an organization gave one of its record types. Key and kind never change. */
export const customField = z.object({
  /** Under this name values stand in a record's `custom`. */
  key: slugKey,
  label: z.string(),
  kind: z.enum(customKinds),
  help: z.optional(z.string()),
  /** Fields of one section stand together under its name. */
  section: z.optional(z.string()),
  /** Asked for on create, and by each update that gives custom values; older records are left alone until then. */
  required: z.optional(z.boolean()),
  /** What a new record gets where nothing is given. */
  default: z.optional(customValue),
  options: z.optional(z.array(customOption)),
  /** The record type that a relation leads to. */
  to: z.optional(z.enum(recordTypeNames)),
  /** Stands in lists: as a column, and as something to filter by. */
  filterable: z.optional(z.boolean()),
  /** Its words are found by search; for texts only. */
  searchable: z.optional(z.boolean()),
  /** No longer shown or taken; records keep their values, which are back when the field is. */
  retired: z.optional(z.boolean()),
});
export type CustomField = z.infer<typeof customField>;

const label = line(80);
const help = line(300);
const section = line(60);
const placed = {
  /** As a column of lists and a filter; of up to ten fields, and of no long text. */
  filterable: z.optional(z.boolean()),
  /** Found by its words; of up to five fields, and of text, e-mail and phone only. */
  searchable: z.optional(z.boolean()),
};
const options = z
  .array(
    z.strictObject({
      /** Made from the label where it is left out. */
      id: z.optional(slugKey),
      label: line(80),
      retired: z.optional(z.boolean()),
    }),
  )
  .check(z.minLength(1), z.maxLength(limits.customOptionsPerField));

/** In their order; `version` is the list's, for the next `If-Match`: 0 before there is any. */
const fields = z.object({ version: z.int(), items: z.array(customField) });

const path = '/v1/orgs/{orgId}/custom-fields/{recordType}';

export const customFields = resource('custom-fields', '/v1/orgs/{orgId}/custom-fields', {
  list: operation({
    method: 'GET',
    path,
    access: 'customField:read',
    summary: 'The custom fields of a record type in their order, retired ones among them.',
    output: fields,
  }),
  create: operation({
    method: 'POST',
    path,
    access: 'customField:update',
    summary: `Add a custom field, at most ${limits.customFieldsPerType} in use. Its key and kind stay as they are.`,
    body: z.strictObject({
      /** Made from the label where it is left out. */
      key: z.optional(slugKey),
      label,
      kind: z.enum(customKinds),
      help: z.optional(help),
      section: z.optional(section),
      required: z.optional(z.boolean()),
      default: z.optional(customValue),
      ...placed,
      /** What can be chosen; for choices only, and asked for there. */
      options: z.optional(options),
      /** For relations only, and asked for there. */
      to: z.optional(z.enum(recordTypeNames)),
    }),
    output: fields,
    status: 201,
    ifMatch: true,
  }),
  arrange: operation({
    method: 'PATCH',
    path,
    access: 'customField:update',
    summary: 'Bring the fields in use into another order and other sections: each is named once.',
    body: z.strictObject({
      items: z
        .array(z.strictObject({ key: slugKey, section: z.optional(section) }))
        .check(z.maxLength(limits.customFieldsPerType)),
    }),
    output: fields,
    ifMatch: true,
  }),
  update: operation({
    method: 'PATCH',
    path: `${path}/{fieldKey}`,
    access: 'customField:update',
    summary:
      'Change a custom field; retire it and bring it back without loss. Options that are left out are retired.',
    body: z.strictObject({
      label: z.optional(label),
      help: z.optional(z.nullable(help)),
      section: z.optional(z.nullable(section)),
      required: z.optional(z.boolean()),
      default: z.optional(z.nullable(customValue)),
      ...placed,
      options: z.optional(options),
      retired: z.optional(z.boolean()),
    }),
    output: fields,
    ifMatch: true,
  }),
});

/** Kinds that lists can show and filter by. */
export const isForLists = (kind: CustomKind): boolean => kind !== 'longText';
/** Kinds whose words can be found. */
export const isForSearch = (kind: CustomKind): boolean => ['text', 'email', 'phone'].includes(kind);

/**
 * What a field takes. Of options those in use, and `held`, what the record has already: a retired option stays where it
 * is.
 */
export function customValueSchema(field: CustomField, held?: CustomValue): z.ZodMiniType<CustomValue> {
  switch (field.kind) {
    case 'text':
      return line(limits.customTextCharacters);
    case 'longText':
      return lines(limits.customLongTextCharacters);
    case 'number':
      return z.number().check(z.gte(-1_000_000_000_000), z.lte(1_000_000_000_000));
    case 'money':
      return money;
    case 'date':
      return calendarDate;
    case 'choice':
      return z.enum(offered(field, held));
    case 'choices':
      return z.array(z.enum(offered(field, held))).check(
        z.maxLength(limits.customOptionsPerField),
        z.overwrite((ids) => [...new Set(ids)]),
      );
    case 'yesNo':
      return z.boolean();
    case 'url':
      return webAddress;
    case 'email':
      return emailAddress;
    case 'phone':
      return phoneNumber;
    case 'relation':
      return id;
  }
}

function offered({ options = [] }: CustomField, held: CustomValue | undefined): string[] {
  const ids = options.filter(({ retired }) => !retired).map((option) => option.id);
  const kept = (Array.isArray(held) ? held : [held]).filter((value) => typeof value === 'string');
  return [...new Set([...ids, ...kept])];
}
