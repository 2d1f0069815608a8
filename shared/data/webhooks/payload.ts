import type { RecordTypeName } from '#contract/record-types.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { limits } from '#contract/limits.ts';
import { fieldsIn } from '#contract/lists/filter-tree.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import { ProblemError } from '#contract/problem.ts';
import { listAttributes, listRecordOf, type ListItem } from '../lists/list-record.ts';
import { listSubject, plainSubject } from '../lists/list-subject.ts';
import { matches } from '../lists/matches.ts';
import { predicateIn } from '../lists/selected.ts';
import type { Context } from '../organization/context.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { recordDefinitions } from '../records/definitions.ts';
import { completeAnswers } from '../records/complete-answers.ts';
import { loadRecord } from '../records/read.ts';
import { withVisibleAbout } from '../records/visible-about.ts';
import { getItem } from '../store/table.ts';
import type { StoredWebhook } from './webhook.ts';

/** What a receiver gets. */
export interface Message {
  type: string;
  timestamp: string;
  organizationId: string;
  data: { recordType: string; id: string; version?: number; record?: Record<string, unknown> };
}

/** A message that says which record it is about, but not what is in it. */
export function withoutRecord(message: Message): Message {
  const { record: _record, ...data } = message.data;
  return { ...message, data };
}

/** What a message is about. */
interface Subject {
  recordType: RecordTypeName;
  id: string;
  /** The version that the change has made. */
  version: number;
  at: string;
}

/**
 * The message of a webhook about an event, for the webhook's creator. Undefined if the creator can't read the record as it
 * is now, or if it doesn't match the webhook's filter.
 */
export async function messageFor(
  context: Context,
  { content, filter }: Pick<StoredWebhook, 'content' | 'filter'>,
  { recordType, id, version, at }: Subject,
  event: string,
): Promise<Message | undefined> {
  const definition = recordDefinitions[recordType];
  const read = (inside: Context, one: { id: string }) => readableRecord(inside, definition, one.id);
  const { answer } = content === 'record' ? completeAnswers(definition, { answer: read }) : { answer: read };
  const record = await refusedAsNone(answer(context, { id }));
  if (!record) return undefined;
  if (filter && !(await matchesFilter(context, definition, filter, id))) return undefined;
  const head = { type: event, timestamp: at, organizationId: context.orgId };
  const ids = { recordType, id, version };
  if (content === 'ids') return { ...head, data: ids };
  const message = { ...head, data: { ...ids, record } };
  return Buffer.byteLength(JSON.stringify(message)) <= limits.webhookPayloadBytes
    ? message
    : withoutRecord(message);
}

/** The record as the API answers with it, in the trash or not. */
async function readableRecord(
  context: Context,
  definition: RecordDefinition,
  id: string,
): Promise<AnyRecord> {
  const scope = context.scopeFor(recordPermission(definition.type.name, 'read'));
  const record = await loadRecord(definition, context, id, scope);
  const [shown = record] = await withVisibleAbout(context, definition.type, [record]);
  return shown;
}

/** Undefined for a record that the caller can't read, or that was merged into another one. */
async function refusedAsNone(record: Promise<AnyRecord>): Promise<AnyRecord | undefined> {
  try {
    return await record;
  } catch (error) {
    if (error instanceof ProblemError && ['not_found', 'forbidden', 'merged'].includes(error.code))
      return undefined;
    throw error;
  }
}

async function matchesFilter(
  context: Context,
  definition: RecordDefinition,
  filter: NonNullable<StoredWebhook['filter']>,
  id: string,
): Promise<boolean> {
  const hasCustom = fieldsIn(filter).some((name) => name.startsWith(customColumnPrefix));
  const subject = hasCustom ? await listSubject(context, definition) : plainSubject(context, definition);
  // A field that was removed since, or that the creator can't use any more, matches nothing.
  if (fieldsIn(filter).some((name) => !subject.columns.has(name))) return false;
  const item = await getItem<ListItem>(
    context,
    keyOf(definition, context.orgId, id),
    listAttributes(definition),
  );
  const source = item && listRecordOf(subject, item)?.source;
  return source !== undefined && matches(predicateIn(context, subject, filter), source);
}
