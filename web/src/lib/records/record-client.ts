import type { ShownType } from 'virtual:contract';
import type { ListPage, ListRows } from '#contract/lists/list-operations.ts';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import type { Change } from '#contract/record-operations.ts';
import type { RecordHead } from '#contract/record-type.ts';
import type { CallOptions } from '#lib/api/client.ts';
import { flat, nested } from './flat.ts';

/** A record of any type. The type's declaration in the contract defines the fields. */
export type AnyRecord = RecordHead & Record<string, unknown>;
/** A list row of any record type. */
export type AnyRow = Omit<RecordHead, 'createdBy' | 'updatedBy'> & Record<string, unknown>;

/** A page of a list by a question. Its rows are complete records. */
export type QueriedRows = Omit<ListPage, 'items'> & { items: AnyRow[] };

/** The operations that all record types have. */
export interface RecordClient {
  list(input: Record<string, unknown>, options?: CallOptions): Promise<ListRows<AnyRow>>;
  query(input: { orgId: string; body: ListQuestion }, options?: CallOptions): Promise<QueriedRows>;
  /** Reads a record, in the trash or not. */
  get(input: { orgId: string; id: string; trash?: 'true' }, options?: CallOptions): Promise<AnyRecord>;
  create(
    input: { orgId: string; body: Record<string, unknown>; allowErased?: 'true' },
    options?: CallOptions,
  ): Promise<AnyRecord>;
  update(
    input: { orgId: string; id: string; body: Record<string, unknown> },
    options?: CallOptions,
  ): Promise<AnyRecord>;
  delete(input: { orgId: string; id: string }, options?: CallOptions): Promise<AnyRecord>;
  restore(input: { orgId: string; id: string }, options?: CallOptions): Promise<AnyRecord>;
  history(
    input: { orgId: string; id: string; cursor?: string },
    options?: CallOptions,
  ): Promise<{ items: Change[]; nextCursor?: string | undefined }>;
}

type Listing = Pick<ShownType, 'isOnlyQueried' | 'defaultSort' | 'sortColumns'>;

/**
 * The operations of a resource, in which custom values are top-level fields named `custom.<key>`. Lists of a type that is
 * only queried are questions, too.
 */
export function recordClient(resource: unknown, type: Listing): RecordClient {
  const raw = resource as RecordClient;
  const query: RecordClient['query'] = async (input, options) => {
    const page = await raw.query(input, options);
    return { ...page, items: page.items.map(flat) };
  };
  return {
    list: async ({ orgId, ...list }, options) => {
      if (type.isOnlyQueried) return query({ orgId: String(orgId), body: questionOf(type, list) }, options);
      const page = await raw.list({ orgId, ...list }, options);
      return { ...page, items: page.items.map(flat) };
    },
    query,
    get: async (input, options) => flat(await raw.get({ trash: 'true', ...input }, options)),
    create: async ({ body, ...input }, options) =>
      flat(await raw.create({ ...input, body: { custom: {}, ...nested(body) } }, options)),
    update: async ({ body, ...input }, options) =>
      flat(await raw.update({ ...input, body: nested(body) }, options)),
    delete: async (input, options) => flat(await raw.delete(input, options)),
    restore: async (input, options) => flat(await raw.restore(input, options)),
    history: (input, options) => raw.history(input, options),
  };
}

/** The parameters of lists that this site uses. All others are fields with the ids of which a record must have one. */
interface ListParameters {
  limit?: number;
  cursor?: string;
  current?: 'true';
  q?: string;
  sort?: string;
}

/** The question that stands for a list with query parameters. */
function questionOf(
  { defaultSort, sortColumns }: Listing,
  { limit, cursor, current, q, sort = defaultSort, ...ids }: ListParameters & Record<string, unknown>,
): ListQuestion {
  const key = sort.replace(/^-/, '');
  const conditions = Object.entries(ids).map(
    ([field, value]) => ({ field, op: 'anyOf', value: value as string[] }) as const,
  );
  return {
    sorts: [{ field: sortColumns[key] ?? key, descending: sort.startsWith('-') }],
    ...(limit === undefined ? {} : { limit }),
    ...(cursor ? { cursor } : {}),
    ...(current ? { current: true } : {}),
    ...(q ? { q } : {}),
    ...(conditions.length > 0 ? { filter: { and: conditions } } : {}),
  };
}
