import * as z from 'zod/mini';
import type { DayOf } from './day-of.ts';
import { customInput, customValue, type CustomValue, type CustomValues } from './custom-value.ts';
import { id, timestamp, type Field, type FieldMode, type Fields } from './field.ts';

type ValueOf<F> = F extends Field<infer Value> ? Value : never;
type KeysOfMode<F extends Fields, M extends FieldMode> = {
  [K in keyof F]: F[K] extends Field<unknown, infer Mode> ? (Mode extends M ? K : never) : never;
}[keyof F];
type Flat<T> = { [K in keyof T]: T[K] };

/** What the server keeps about every record beside its own fields. */
export interface RecordHead {
  id: string;
  version: number;
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  updatedBy: string;
  /** Set while the record is in the trash. */
  deletedAt?: string | undefined;
  /** Values of the organization's own fields by key, those of retired fields among them. */
  custom?: CustomValues | undefined;
}

/** Custom values as they are given: each by itself, null clears. */
interface CustomInput {
  custom?: Record<string, CustomValue | null> | undefined;
}

/** What a single record tells of its activities, beside its own values. It changes without a new version. */
export interface ActivityTally {
  activityCount?: number | undefined;
  /** Date of its newest activity, which may be one that is still to come. */
  lastActivityAt?: string | undefined;
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

/** A list row: the fields named in `row`, custom ones that stand in lists, and the head without authors. */
export type RowOf<F extends Fields, R extends keyof F> = Flat<
  Pick<RecordHead, 'id' | 'version' | 'createdAt' | 'updatedAt' | 'deletedAt' | 'custom'> &
    Pick<Values<F> & Record<R, unknown>, R>
>;

export interface RecordTypeOptions<F extends Fields> {
  /** Resource name in paths, plural. */
  plural: string;
  fields: F;
  /** The derived or required field that names a record in titles, search and history. */
  title: keyof F & string;
  /** What a list row carries, see design of the table: at most 1 KB. */
  row: readonly (keyof F & string)[];
  /** Field names that a list may be sorted by; `-name` is descending. The first is the default. */
  sorts: readonly string[];
  /** Fields that a list may be filtered by, exact values. */
  filters: readonly (keyof F & string)[];
  /** Query parameters that bound numbers, in minor units of the organization's currency for money. */
  bounds?: readonly string[];
  /** Further days that lists may be narrowed to, by name; that of its making every record has. */
  days?: Readonly<Record<string, DayOf>>;
  /** What the page of the list operation says beside its summary. */
  listDescription?: string;
  /** Activities happen on such records; they are counted. */
  hasActivities?: true;
}

export interface RecordType<
  Name extends string = string,
  F extends Fields = Fields,
> extends RecordTypeOptions<F> {
  name: Name;
  bounds: readonly string[];
  days: Readonly<Record<string, DayOf>>;
  record: z.ZodMiniType<RecordOf<F> & ActivityTally>;
  create: z.ZodMiniType<CreateInput<F>>;
  update: z.ZodMiniType<UpdateInput<F>>;
  listRow: z.ZodMiniType<RowOf<F, keyof F>>;
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

const custom = z.optional(z.record(z.string(), customValue));
const customGiven = z.optional(customInput);

const tally = { activityCount: z.optional(z.int()), lastActivityAt: z.optional(timestamp) };

/** Declares a record type once: all its schemas and types come from the one map of fields. */
export function recordType<const Name extends string, F extends Fields>(
  name: Name,
  options: RecordTypeOptions<F>,
): RecordType<Name, F> {
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
  return {
    ...options,
    name,
    bounds: options.bounds ?? [],
    days: { created: { fields: ['createdAt'], sort: 'createdAt' }, ...options.days },
    record: z.object({ ...head, custom, ...(options.hasActivities ? tally : {}), ...shape(output) }) as never,
    create: z.strictObject({
      ...shape((_, field) => inputSchema(field, field.mode !== 'required')),
      custom: customGiven,
    }) as never,
    update: z.strictObject({
      ...shape((_, field) => inputSchema(field, true)),
      custom: customGiven,
    }) as never,
    listRow: z.object({
      ...rowHead,
      custom,
      ...shape((key, field) => (options.row.includes(key) ? output(key, field) : undefined)),
    }) as never,
  };
}

function inputSchema(field: Field, mayBeAbsent: boolean): z.ZodMiniType | undefined {
  if (field.mode === 'derived' || field.mode === 'kept') return undefined;
  const schema = field.mode === 'optional' ? z.nullable(field.schema) : field.schema;
  return mayBeAbsent ? z.optional(schema) : schema;
}
