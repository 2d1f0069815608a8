import type { Component } from 'svelte';
import type { Field } from '#contract/field.ts';
import type { Page } from '#contract/page.ts';
import type { Permission } from '#contract/permission.ts';
import type { RecordHead, RecordType } from '#contract/record-type.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { Change } from '#contract/record-operations.ts';
import type { CallOptions } from '#lib/api/client.ts';
import type { CommandId } from '#lib/commands/catalog.ts';
import type { RecordTexts } from '#lib/i18n/record-texts.ts';

/** A record or a list row of any type; what its fields are, its type's declaration says. */
export type AnyRecord = RecordHead & Record<string, unknown>;
export type AnyRow = Omit<RecordHead, 'createdBy' | 'updatedBy'> & Record<string, unknown>;

/** The operations that every record type has, as the shared pages call them. */
export interface RecordClient {
  list(input: Record<string, unknown>, options?: CallOptions): Promise<Page<AnyRow>>;
  get(input: { orgId: string; id: string }, options?: CallOptions): Promise<AnyRecord>;
  create(input: { orgId: string; body: Record<string, unknown> }, options?: CallOptions): Promise<AnyRecord>;
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

/** A column of the list: a field of the type, or a moment that every record has. */
export interface Column {
  field: string;
  /** Pixels, until someone drags the edge. */
  width: number;
  /** Not shown until it is chosen. */
  hidden?: true;
  /** The name of the sort that the column's head switches. */
  sort?: string;
  /** A second field, shown small behind the first. */
  beside?: string;
}

/** Everything the shared pages need to know about a record type beyond its declaration in the contract. */
export interface RecordView {
  type: RecordType;
  name: RecordTypeName;
  /** Stands in addresses: /o/<org>/contacts. */
  plural: string;
  client: RecordClient;
  texts: () => RecordTexts;
  icon: Component<{ class?: string }>;
  createIcon: Component<{ class?: string }>;
  goCommand: CommandId;
  permissions: Record<'read' | 'create' | 'update' | 'delete', Permission>;
  columns: readonly Column[];
  /** Fields of the card's and the header's second line; the first that is set is shown. */
  subtitle: readonly string[];
  /** Fields that have a place of their own beside the timeline. */
  aside: readonly string[];
  /** What a name that was typed elsewhere fills in on the form. */
  fromName: (name: string) => Record<string, unknown>;
}

/** Fields that people fill in, in the order of the declaration. */
export function inputFields(view: RecordView): [string, Field][] {
  return Object.entries(view.type.fields).filter(([, field]) => field.mode !== 'derived');
}

/** How a column's values are shown. Moments are in every record's head and so in no declaration. */
export function kindOf(view: RecordView, field: string): Field['kind'] {
  return view.type.fields[field]?.kind ?? 'timestamp';
}

export function titleOf(view: RecordView, record: Record<string, unknown>): string {
  return String(record[view.type.title] ?? '');
}
