import { createHash } from 'node:crypto';
import { ProblemError, type FieldFault } from '#contract/problem.ts';
import type { ReceivedProblem } from '#contract/webhook-source.ts';
import { linkedInvoices } from '../billing/settle.ts';
import type { Context } from '../organization/context.ts';
import { settingsOf } from '../organization/settings.ts';
import type { AnyRecord } from '../records/definition.ts';
import { recordDefinitions } from '../records/definitions.ts';
import { recordOperations } from '../records/operations.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import { isTemporary } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { contentOf } from './payload-values.ts';
import { planMessage, sourceContext, type MessagePlan } from './plan-message.ts';
import {
  endMessage,
  messageIdIn,
  payloadOf,
  readMessage,
  type Made,
  type ReceivedNotice,
  type StoredMessage,
} from './received.ts';
import { readSource, type StoredSource } from './source.ts';

/** What came of a message, and the invoices that a payment settles. */
export interface Worked {
  outcome: Made['state'] | 'nothing left' | 'waits';
  context?: Context;
  settled?: string[];
}

/**
 * Makes a record of a message, once: whatever was written before somebody ended is found again. A message of an
 * organization that is being deleted waits.
 */
export async function workMessage(
  session: Session,
  { orgId, sourceId, id, round }: ReceivedNotice,
): Promise<Worked> {
  const message = await readMessage(session, orgId, sourceId, id);
  if (message?.state !== 'waiting' || message.round !== round) return { outcome: 'nothing left' };
  const settings = await settingsOf(session, orgId);
  if (!settings) return { outcome: 'waits' };
  const source = await readSource(session, orgId, sourceId);
  if (!source) return { outcome: await ended(session, message, heldBy('source_deleted')) };
  const payload = await payloadOf(session, message);
  if (payload === undefined) return { outcome: await ended(session, message, heldBy('payload_erased')) };
  const context = sourceContext(session, settings, source, new Date().toISOString());
  const { made, settled } = await attempt(context, source, message, payload).catch((error: unknown) => {
    // Tried again, with those behind it. Anything else would hold them up for nothing.
    if (isTemporary(error)) throw error;
    return { made: heldFor(error, source), settled: [] };
  });
  const outcome = await ended(session, message, made);
  return { outcome, context, settled };
}

async function attempt(
  context: Context,
  source: StoredSource,
  message: StoredMessage,
  payload: string,
): Promise<{ made: Made; settled: string[] }> {
  const plan = await planMessage(context, source, contentOf(payload, message.contentType));
  const made = await madeOf(context, source, message, plan);
  return { made, settled: made.state === 'done' ? invoicesIn(plan) : [] };
}

/** What is wrong with a message for which the record was refused, or that met a fault of this code. */
function heldFor(error: unknown, source: StoredSource): Made {
  if (!(error instanceof ProblemError))
    writeLog({
      ...{ level: 'error', message: 'received message failed', error: errorNameOf(error) },
      sourceId: source.id,
    });
  const problems = error instanceof ProblemError ? problemsOf(error, source) : [{ code: 'internal' }];
  return { state: 'held', problems: JSON.stringify(problems) };
}

const heldBy = (...codes: string[]): Made => ({
  state: 'held',
  problems: JSON.stringify(codes.map((code): ReceivedProblem => ({ code }))),
});

async function ended(session: Session, message: StoredMessage, made: Made): Promise<Worked['outcome']> {
  return (await endMessage(session, message, made)) ? made.state : 'nothing left';
}

const invoicesIn = ({ body }: MessagePlan): string[] =>
  ((body.allocations ?? []) as { invoiceId: string }[]).map(({ invoiceId }) => invoiceId);

async function madeOf(
  context: Context,
  source: StoredSource,
  message: StoredMessage,
  plan: MessagePlan,
): Promise<Made> {
  if (plan.action === 'refuse') return { state: 'held', problems: JSON.stringify(plan.problems) };
  if (plan.action === 'ignore') return { state: 'ignored' };
  const { recordType } = source;
  if (plan.action === 'skip')
    return { state: 'ignored', recordType, ...(plan.id ? { recordId: plan.id } : {}) };
  const record = await writtenBy(context, source, message, plan);
  const action = plan.action === 'update' ? 'updated' : 'created';
  return { state: 'done', action, recordType, recordId: record.id };
}

/** Writes a record as a request would. The marker of the request keeps a message from becoming two records. */
async function writtenBy(
  context: Context,
  { recordType }: StoredSource,
  message: StoredMessage,
  { action, id, body }: MessagePlan,
): Promise<AnyRecord> {
  const definition = recordDefinitions[recordType];
  const operations = recordOperations(definition, recordType === 'payment' ? linkedInvoices : undefined);
  if (action === 'update')
    return (await operations.update({ ...context, scope: 'all', ifMatch: 'any' }, { id, body })) as AnyRecord;
  const key = `${messageIdIn(message)}#${message.round}`;
  const hash = createHash('sha256').update(key).digest('base64url');
  const idempotency = { key, operation: 'webhook-sources.message', bodyHashBy: () => hash };
  return (await operations.create({ ...context, idempotency }, { body })) as AnyRecord;
}

/** Why the record was refused, by the fields of the mapping. */
function problemsOf(error: ProblemError, { mapping }: StoredSource): ReceivedProblem[] {
  const { errors = [] } = error;
  if (errors.length === 0) return [{ code: typeof error.detail === 'string' ? error.detail : error.code }];
  return errors.map(({ pointer, code }: FieldFault) => {
    const [, name = '', key = ''] = pointer.split('/');
    const field = name === 'custom' ? `custom.${key}` : name;
    const place = mapping.find((one) => one.field === field)?.from;
    return { ...(field === '' ? {} : { field }), ...(place === undefined ? {} : { place }), code };
  });
}
