import * as z from 'zod/mini';
import { isColumnKind } from './lists/column-fields.ts';
import type { ComputedColumn } from './lists/column-kind.ts';
import type { Filter } from './lists/filter-tree.ts';
import { customInput, customValue, type CustomValue, type CustomValues } from './custom-value.ts';
import { id, timestamp, type Field, type FieldMode, type Fields } from './field.ts';
import type { NounForms } from './noun.ts';
import { withReadOnly } from './read-only.ts';
import type { Grants, RecordAction } from './role.ts';
import type { StatusListDeclaration, StatusMeaning } from './status.ts';
import { talliesOf, type ActivityTally } from './tally.ts';

type ValueOf<F> = F extends Field<infer Value> ? Value : never;
type KeysOfMode<F extends Fields, M extends FieldMode> = {
  [K in keyof F]: F[K] extends Field<unknown, infer Mode> ? (Mode extends M ? K : never) : never;
}[keyof F];
type Flat<T> = { [K in keyof T]: T[K] };

/** Values of every record, in addition to the fields of its type. The server sets all of them except `custom`. */
export interface RecordHead {
  id: string;
  version: number;
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  updatedBy: string;
  /** Set while the record is in the trash. */
  deletedAt?: string | undefined;
  /** Values of custom fields by key, including those of retired fields. */
  custom?: CustomValues | undefined;
}

/** Custom values in requests; null clears a value. */
interface CustomInput {
  custom?: Record<string, CustomValue | null> | undefined;
}

export type Values<F extends Fields> = Flat<
  { [K in KeysOfMode<F, 'required' | 'defaulted' | 'derived'>]: ValueOf<F[K]> } & {
    [K in KeysOfMode<F, 'optional' | 'kept'>]?: ValueOf<F[K]> | undefined;
  }
>;
export type RecordOf<F extends Fields> = Flat<RecordHead & Values<F>>;
export type CreateInput<F extends Fields> = Flat<
  { [K in KeysOfMode<F, 'required'>]: ValueOf<F[K]> } & {
    [K in KeysOfMode<F, 'defaulted'>]?: ValueOf<F[K]> | undefined;
  } & { [K in KeysOfMode<F, 'optional'>]?: ValueOf<F[K]> | null | undefined } & CustomInput
>;
export type UpdateInput<F extends Fields> = Flat<
  { [K in KeysOfMode<F, 'required' | 'defaulted'>]?: ValueOf<F[K]> | undefined } & {
    [K in KeysOfMode<F, 'optional'>]?: ValueOf<F[K]> | null | undefined;
  } & CustomInput
>;

/**
 * A list row: the fields in `row`, the custom fields that lists show, and `RecordHead` without `createdBy` and
 * `updatedBy`. The schema also allows the other columns, which lists have on request.
 */
export type RowOf<F extends Fields, R extends keyof F> = Flat<
  Pick<RecordHead, 'id' | 'version' | 'createdAt' | 'updatedAt' | 'deletedAt' | 'custom'> &
    Pick<Values<F> & Record<R, unknown>, R>
>;

/** A board of the records of a type, with a column for each value of a field. */
export interface Board<Name extends string = string> {
  /** A field with a value from one of the organization's lists, such as a status. */
  by: Name;
  /** Whether the records open as a board. By default, they open as a list. */
  isFirst?: true;
  /** The field that names the pipeline whose stages are the columns. */
  within?: Name;
  /** The order of the cards in a column. The type's default order by default. */
  sort?: string;
  /** Whether users determine the order of the cards, by an operation `move` of the type. */
  isRanked?: true;
  /** Columns with amounts that the head of each column sums, by name of the sum. */
  sums?: Readonly<Record<'sumMinor' | 'weightedMinor', string>>;
}

export interface RecordTypeOptions<
  F extends Fields,
  Plural extends string = string,
  Action extends string = string,
  ListName extends string = string,
  OwnBoard extends Board<keyof F & string> | undefined = Board<keyof F & string> | undefined,
> {
  /** The resource name in paths. */
  plural: Plural;
  /** The default names of the record type, as labels. Organizations can choose their own. */
  nouns: { en: NounForms; es: NounForms };
  fields: F;
  /** The field that names a record in titles, search and history. */
  title: keyof F & string;
  /**
   * Values of a list row, in addition to those of every record. If a row exceeds `rowBytes`, optional values are
   * shortened or left out.
   */
  row: readonly ((keyof F & string) | 'createdBy')[];
  /** 1 KB by default. */
  rowBytes?: number;
  /** Short names of sort orders; `-name` is descending. */
  sorts: readonly string[];
  /** The order of lists without a requested one. The first of `sorts` by default. */
  defaultSort?: string;
  /** The columns of sort orders that aren't named like their column. By default `name`, which sorts by the title. */
  sortColumns?: Readonly<Record<string, string>>;
  /** How the records can be shown as a board. */
  board?: OwnBoard;
  /** A list of the records that a member has to work on: own ones without a value in `until`, by `sort`. */
  queue?: { until: keyof F & string; sort: string };
  /** Columns of lists whose values follow from the fields and the organization's settings. */
  computed?: Readonly<Record<string, ComputedColumn>>;
  /**
   * The records that don't count, by the meanings of a field with a list: what lists add up of them stands apart, because
   * a sum that contains them would be of no use.
   */
  apartInSums?: { by: keyof F & string; meanings: readonly StatusMeaning[] };
  /** Fields that lists can be filtered by, besides external IDs. Only exact values match. */
  filters: readonly (keyof F & string)[];
  /** The scopes of the standard actions and the type's own, by role. */
  permissions: Record<RecordAction | Action, Grants>;
  /** Fields whose values are unique within the organization, besides codes and external IDs, which always are. */
  unique?: readonly (keyof F & string)[];
  /**
   * Identifiers that search finds, such as the national id, in addition to names, codes, unique texts, e-mail addresses
   * and phone numbers.
   */
  searched?: readonly (keyof F & string)[];
  /** The field whose value other records should not have. The responses to creations and updates name those that do. */
  duplicatesBy?: keyof F & string;
  /** An optional text field whose values are unique while the organization's `uniqueEmails` says so for the type. */
  uniqueBySetting?: keyof F & string;
  /** Lists of statuses or sources that the type adds to the organization. */
  statusLists?: Record<ListName, StatusListDeclaration>;
  /** The name of the type's icon in the Lucide library. */
  icon: string;
  /** The type's group in the navigation. */
  group: NavigationGroup;
  /** The letter that follows `g` to open the list by keyboard. */
  shortcut?: string;
  /**
   * Query parameters with a number, and the conditions that they stand for. Amounts of money are in minor units of the
   * organization's currency.
   */
  bounds?: Readonly<Record<string, (bound: number, currency: string) => Filter>>;
  /**
   * The columns of further dates that lists can be filtered by, besides those of every record, by the name that the
   * query parameters `<name>From` and `<name>To` begin with.
   */
  days?: Readonly<Record<string, string>>;
  /** Description of the list operation in the API reference. */
  listDescription?: string;
  /** Whether a GET of the path of all records is another operation, so that they are listed by queries only. */
  isOnlyQueried?: true;
  /** Description of the delete operation in the API reference. */
  deleteDescription?: string;
  /** Whether notes on records of this type can be answers to customers. */
  hasAnswers?: true;
  /** Whether records of this type can have activities, which are then counted. */
  hasActivities?: true;
  /** Whether records of this type can be merged. Their lists must not depend on anything but the records. */
  isMergeable?: true;
  /** Whether a record is a person, who can ask what is stored about them and be erased. */
  isPerson?: true;
  /**
   * Values in answers to requests for a record that its fields stand for in the organization's settings. Lists don't have
   * them.
   */
  fromSettings?: Readonly<Record<string, z.ZodMiniType>>;
  /** Whether lists show the number and value of the won deals of records of this type. Deals are summed by customer. */
  hasWonDeals?: true;
  /** Number of actions that the type's definition adds to a transaction, regardless of the number of records in it. */
  actionsAlong?: number;
  /**
   * Projection version of a type without a definition of its own. Increase it when a change to this declaration affects
   * lookup terms or sort keys, so that a deployment reprojects.
   */
  projection?: number;
}

export type NavigationGroup = 'sales' | 'work' | 'organization';

export interface RecordType<
  Name extends string = string,
  F extends Fields = Fields,
  Plural extends string = string,
  Action extends string = string,
  ListName extends string = string,
  OwnBoard extends Board<keyof F & string> | undefined = Board<keyof F & string> | undefined,
> extends RecordTypeOptions<F, Plural, Action, ListName, OwnBoard> {
  name: Name;
  unique: readonly (keyof F & string)[];
  searched: readonly (keyof F & string)[];
  statusLists: Record<ListName, StatusListDeclaration>;
  bounds: Readonly<Record<string, (bound: number, currency: string) => Filter>>;
  days: Readonly<Record<string, string>>;
  defaultSort: string;
  sortColumns: Readonly<Record<string, string>>;
  computed: Readonly<Record<string, ComputedColumn>>;
  record: z.ZodMiniType<RecordOf<F> & ActivityTally>;
  /** The record in responses to creations and updates. */
  saved: z.ZodMiniType<RecordOf<F> & ActivityTally & { duplicates?: Duplicate[] | undefined }>;
  create: z.ZodMiniType<CreateInput<F>>;
  /** The changes that an update or a job can make. */
  update: z.ZodMiniObject & z.ZodMiniType<UpdateInput<F>>;
  /** The body of an update: the changes, and the read-only values of a record. */
  updateBody: z.ZodMiniType<UpdateInput<F>>;
  /** Values of a record in responses that can change without a new version of it. */
  unversioned: readonly string[];
  listRow: z.ZodMiniType<RowOf<F, keyof F>>;
  /** Custom values in responses and requests. */
  customValues: z.ZodMiniType<CustomValues>;
  customInput: z.ZodMiniType<Record<string, CustomValue | null>>;
}

const head = {
  id,
  version: z.int().check(z.gte(1)),
  createdAt: timestamp,
  createdBy: id,
  updatedAt: timestamp,
  updatedBy: id,
  deletedAt: z.optional(timestamp),
};

/** Another record with the same value in `duplicatesBy`. */
const duplicate = z.object({ id, title: z.string() });
export type Duplicate = z.infer<typeof duplicate>;
const withDuplicates = { duplicates: z.optional(z.array(duplicate)) };

const activityTally = { activityCount: z.int(), lastActivityAt: z.optional(timestamp) };

/** Declares a record type: all its schemas and types are derived from one map of fields. */
export function recordType<
  const Name extends string,
  F extends Fields,
  const Plural extends string,
  Action extends string = never,
  ListName extends string = never,
  OwnBoard extends Board<keyof F & string> | undefined = undefined,
>(
  name: Name,
  options: RecordTypeOptions<F, Plural, Action, ListName, OwnBoard>,
): RecordType<Name, F, Plural, RecordAction | Action, ListName, OwnBoard> {
  const shape = (pick: (key: string, field: Field) => z.ZodMiniType | undefined) =>
    Object.fromEntries(
      Object.entries(options.fields).flatMap(([key, field]) => {
        const schema = pick(key, field);
        return schema ? [[key, schema] as const] : [];
      }),
    );
  const output = (_: string, field: Field) =>
    field.mode === 'optional' || field.mode === 'kept' ? z.optional(field.schema) : field.schema;
  const { createdBy: _createdBy, updatedBy: _updatedBy, ...rowHead } = head;
  const tallied = options.hasActivities ? activityTally : {};
  const { computed = {}, fromSettings = {} } = options;
  const customValues = z.record(z.string(), customValue);
  const custom = z.optional(customValues);
  const typeCustomInput = customInput();
  const optionalCustomInput = z.optional(typeCustomInput);
  const record = z.object({ ...head, custom, ...tallied, ...shape(output), ...fromSettings });
  const update = z.strictObject({
    ...shape((_, field) => inputSchema(field, true)),
    custom: optionalCustomInput,
  });
  const saved = options.duplicatesBy === undefined ? record : z.extend(record, withDuplicates);
  // Queries also return tallies and computed values.
  const unversioned = [
    ...talliesOf(options).map(({ name: of }) => of),
    ...Object.keys({ ...computed, ...fromSettings }),
    ...(saved === record ? [] : Object.keys(withDuplicates)),
  ];
  const others = unversioned.filter((column) => !(column in tallied));
  const queried = z.extend(record, Object.fromEntries(others.map((column) => [column, z.unknown()])));
  const row = {
    ...rowHead,
    custom,
    ...shape((key, field) => (options.row.includes(key) ? output(key, field) : undefined)),
  };
  return {
    ...options,
    name,
    ...identifiersOf<F>(options),
    searched: options.searched ?? [],
    statusLists: options.statusLists ?? ({} as never),
    bounds: options.bounds ?? {},
    days: { created: 'createdAt', nextTask: 'nextTaskAt', ...options.days },
    defaultSort: options.defaultSort ?? options.sorts[0] ?? 'createdAt',
    sortColumns: { name: options.title, ...options.sortColumns },
    computed,
    record: record as never,
    saved: saved as never,
    create: z.strictObject({
      ...shape((_, field) => inputSchema(field, field.mode !== 'required')),
      custom: optionalCustomInput,
    }) as never,
    update: update as never,
    updateBody: withReadOnly(update, queried) as never,
    unversioned,
    customValues,
    customInput: typeCustomInput,
    listRow: z.object({ ...onRequest(options, queried.shape), ...row }) as never,
  };
}

/** What rows of lists have on request: the values of all columns. */
const onRequest = (
  { fields, fromSettings = {} }: Pick<RecordTypeOptions<Fields>, 'fields' | 'fromSettings'>,
  queried: Readonly<Record<string, z.ZodMiniType>>,
): Record<string, z.ZodMiniType> =>
  Object.fromEntries(
    Object.entries(queried)
      .filter(([key]) => !(key in withDuplicates) && !(key in fromSettings))
      .filter(([key]) => isColumnKind(fields[key]?.kind ?? 'text'))
      .map(([key, schema]) => [key, z.optional(schema)]),
  );

/** The fields whose values are unique, and those that filter lists, with the fields that are so in any type. */
function identifiersOf<F extends Fields>({
  fields,
  unique = [],
  filters,
}: Pick<RecordTypeOptions<F>, 'fields' | 'unique' | 'filters'>): Pick<RecordTypeOptions<F>, 'filters'> & {
  unique: readonly (keyof F & string)[];
} {
  const code = codeFieldOf({ fields }) ?? [];
  const externalId = externalIdFieldOf({ fields }) ?? [];
  return { unique: [code, externalId, unique].flat(), filters: [filters, externalId].flat() };
}

/** The field with the records' codes, if the type has one. */
export const codeFieldOf = ({ fields }: { fields: Fields }): string | undefined =>
  Object.keys(fields).find((name) => fields[name]?.codePrefix !== undefined);

/** The field with the records' IDs in another program, if the type has one. */
export const externalIdFieldOf = ({ fields }: { fields: Fields }): string | undefined =>
  Object.keys(fields).find((name) => fields[name]?.isExternalId);

function inputSchema(field: Field, mayBeAbsent: boolean): z.ZodMiniType | undefined {
  if (field.mode === 'derived' || field.mode === 'kept') return undefined;
  const schema = field.mode === 'optional' ? z.nullable(field.schema) : field.schema;
  return mayBeAbsent ? z.optional(schema) : schema;
}
