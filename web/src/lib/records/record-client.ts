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

/** The operations of a resource, in which custom values are top-level fields named `custom.<key>`. */
export function recordClient(resource: unknown): RecordClient {
  const raw = resource as RecordClient;
  return {
    list: async (input, options) => {
      const page = await raw.list(input, options);
      return { ...page, items: page.items.map(flat) };
    },
    query: async (input, options) => {
      const page = await raw.query(input, options);
      return { ...page, items: page.items.map(flat) };
    },
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
