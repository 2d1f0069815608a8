import * as z from 'zod/mini';
import { customValue, slugKey, type CustomValue } from './custom-value.ts';
import { calendarDate, emailAddress, id, line, lines, money, phoneNumber } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { recordTypeNames } from './record-types.ts';
import { webAddress } from './web-address.ts';

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
  /** Whether the option is no longer offered. Records keep it. */
  retired: z.optional(z.boolean()),
});

/** A field that an organization added to a record type. Its key and kind never change. */
export const customField = z.object({
  /** The name of the field's value in a record's `custom`. */
  key: slugKey,
  label: z.string(),
  kind: z.enum(customKinds),
  help: z.optional(z.string()),
  /** Fields with the same section are grouped under its name. */
  section: z.optional(z.string()),
  /**
   * Whether creating a record, or updating its custom values, requires a value. Records that are older than this
   * requirement, or that a form or a conversion created, can lack one.
   */
  required: z.optional(z.boolean()),
  /** The value of new records that are created without one. */
  default: z.optional(customValue),
  options: z.optional(z.array(customOption)),
  /** The target record type of a relation. */
  to: z.optional(z.enum(recordTypeNames)),
  /** Search finds records by this field; for text, e-mail and phone only. */
  searchable: z.optional(z.boolean()),
  /** No longer shown or accepted. Records keep their values, which are shown again if the field is reactivated. */
  retired: z.optional(z.boolean()),
});
export type CustomField = z.infer<typeof customField>;

const label = line(80);
const help = line(300);
const section = line(60);
const placed = {
  /** Whether search finds records by the field. Up to five fields per record type; for text, e-mail and phone only. */
  searchable: z.optional(z.boolean()),
};
const options = z
  .array(
    z.strictObject({
      /** Derived from the label by default. */
      id: z.optional(slugKey),
      label: line(80),
      retired: z.optional(z.boolean()),
    }),
  )
  .check(z.minLength(1), z.maxLength(limits.customOptionsPerField));

/**
 * The fields in order. `version` is the version of this list, for the next `If-Match`; 0 if no field was ever created.
 */
const fields = z.object({ version: z.int(), items: z.array(customField) });

export const newCustomField = z.strictObject({
  /** Derived from the label by default. */
  key: z.optional(slugKey),
  label,
  kind: z.enum(customKinds),
  help: z.optional(help),
  section: z.optional(section),
  required: z.optional(z.boolean()),
  default: z.optional(customValue),
  ...placed,
  /** The available options. Required for the kinds `choice` and `choices`, and rejected for others. */
  options: z.optional(options),
  /** Required for the kind `relation`, and rejected for others. */
  to: z.optional(z.enum(recordTypeNames)),
});

const path = '/v1/orgs/{orgId}/custom-fields/{recordType}';

export const customFields = resource('custom-fields', '/v1/orgs/{orgId}/custom-fields', {
  list: operation({
    method: 'GET',
    path,
    access: 'customField:read',
    summary: 'List the custom fields of a record type in order, including retired ones.',
    output: fields,
  }),
  create: operation({
    method: 'POST',
    path,
    access: 'customField:update',
    summary: `Create a custom field. A record type can have up to ${limits.customFieldsPerType} in use. The key and kind can’t be changed later.`,
    body: newCustomField,
    output: fields,
    status: 201,
    ifMatch: true,
  }),
  arrange: operation({
    method: 'PATCH',
    path,
    access: 'customField:update',
    summary: 'Change the order and sections of the fields in use. List every field exactly once.',
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
      'Update, retire or reactivate a custom field. Records keep their values. Options that you leave out are retired.',
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

/** Whether search can find records by fields of this kind. */
export const isForSearch = (kind: CustomKind): boolean => ['text', 'email', 'phone'].includes(kind);

/**
 * The schema of a field's values. Options in use are accepted. Retired options are accepted only if `held`, the
 * record's current value, contains them.
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
