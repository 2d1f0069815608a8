import { v7 as uuidv7 } from 'uuid';
import { fullNameField } from '#contract/import-columns.ts';
import type { OnMatch } from '#contract/import.ts';
import { limits } from '#contract/limits.ts';
import { matchFields } from '#contract/match-fields.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { webhookSourcePath } from '#contract/public-webhook.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import { recordPermission } from '#contract/record-permission.ts';
import type { RecordAction } from '#contract/role.ts';
import {
  aboutPerson,
  paidInvoice,
  type MappedField,
  type SourceType,
  type WebhookSource,
  type webhookSources,
} from '#contract/webhook-source.ts';
import { importableRecords } from '#data/imports/importable.ts';
import { targetsOf } from '#data/imports/targets.ts';
import type { Context } from '#data/organization/context.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { countHeld } from '#data/sources/held.ts';
import {
  needsOwner,
  readSources,
  sourceActions,
  sourceDifferences,
  sourceRemoval,
  type StoredSource,
} from '#data/sources/source.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';
import { newSecret } from '#data/webhooks/webhook.ts';
import { isOwn, loadSource } from './load-source.ts';

type Operations = (typeof webhookSources)['operations'];

function shown({ orgId, now }: Context, stored: StoredSource, heldCount?: number): WebhookSource {
  const { creator: _creator, secret: _secret, previous, ...source } = stored;
  return {
    ...source,
    webhookUrl: `${process.env.SITE_URL}${webhookSourcePath(orgId, stored.id)}`,
    ...(heldCount === undefined ? {} : { heldCount }),
    ...(previous && previous.endsAt > now ? { previousSecretEndsAt: previous.endsAt } : {}),
  };
}

const shownNow = async (context: Context, stored: StoredSource): Promise<WebhookSource> =>
  shown(context, stored, await countHeld(context, context.orgId, stored.id));

export async function list(context: Context): Promise<{ items: WebhookSource[] }> {
  const all = await readSources(context, context.orgId);
  return {
    items: await Promise.all(all.filter((one) => isOwn(context, one)).map((one) => shownNow(context, one))),
  };
}

export const get = async (context: Context, { id }: InputOf<Operations['get']>): Promise<WebhookSource> =>
  shownNow(context, await loadSource(context, id));

export async function create(
  context: Context,
  { body }: InputOf<Operations['create']>,
): Promise<OutputOf<Operations['create']>> {
  const { orgId, now, actor } = context;
  const { name, recordType, verification, only, idAt } = body;
  const { mapping = [], matchBy = [], onMatch = 'create', isOn = true } = body;
  refuseOthers(context, recordType, onMatch);
  await checkFields(context, { recordType, mapping, matchBy });
  const limit = limits.sourcesPerOrganization;
  if ((await readSources(context, orgId)).length >= limit)
    throw fieldProblem('/name', 'too_many', 'conflict', { limit });
  const id = uuidv7();
  const { secret, sealed } = newSecret(orgId, id, body.secret);
  const stored: StoredSource = {
    ...{ id, version: 1, name, recordType, verification, mapping, matchBy, onMatch, isOn },
    ...(only ? { only } : {}),
    ...(idAt ? { idAt } : {}),
    ...{ createdAt: now, createdBy: actor.userId, updatedAt: now, creator: actor, secret: sealed },
  };
  await transact(context, sourceActions(context, undefined, stored));
  return { source: shown(context, stored), secret };
}

export async function update(
  context: Context,
  { id, body }: InputOf<Operations['update']>,
): Promise<WebhookSource> {
  const before = await loadSource(context, id);
  checkVersion(context, before);
  const after = updated(context, before, body);
  refuseOthers(context, after.recordType, after.onMatch);
  if (body.mapping ?? body.matchBy) await checkFields(context, after);
  if (sourceDifferences(before, after).length === 0) return shownNow(context, before);
  await transact(context, sourceActions(context, before, after));
  return shownNow(context, after);
}

/** Null clears a value. */
function updated({ now }: Context, before: StoredSource, body: object): StoredSource {
  const changed = Object.entries(body).filter(([, value]) => value !== undefined);
  const next: Record<string, unknown> = { ...before, ...Object.fromEntries(changed) };
  const kept = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null));
  return { ...(kept as unknown as StoredSource), version: before.version + 1, updatedAt: now };
}

export async function remove(context: Context, { id }: InputOf<Operations['delete']>): Promise<null> {
  const source = await loadSource(context, id);
  checkVersion(context, source);
  await transact(context, sourceRemoval(context, source));
  return null;
}

export async function rotate(
  context: Context,
  { id, body }: InputOf<Operations['rotate']>,
): Promise<OutputOf<Operations['rotate']>> {
  const { orgId, now } = context;
  const before = await loadSource(context, id);
  checkVersion(context, before);
  refuseOthers(context, before.recordType, before.onMatch);
  const { secret, sealed } = newSecret(orgId, id, body.secret);
  const { previous: _previous, ...rest } = before;
  const endsAt = new Date(Date.parse(now) + body.overlapHours * 3_600_000).toISOString();
  const after: StoredSource = {
    ...rest,
    ...{ version: before.version + 1, updatedAt: now, secret: sealed },
    ...(body.overlapHours > 0 ? { previous: { secret: before.secret, endsAt } } : {}),
  };
  await transact(context, sourceActions(context, before, after, 'rotated'));
  return { source: shown(context, after), secret };
}

/**
 * A source writes no more than its creator could. Payments change what customers owe, so only owners let other programs
 * write them, and no API key does.
 */
function refuseOthers(context: Context, recordType: SourceType, onMatch: OnMatch): void {
  const { role, actor } = context;
  const isRefused = needsOwner(recordType) && (role !== 'owner' || actor.apiKeyId !== undefined);
  const updates = onMatch === 'update' || onMatch === 'updateEmpty';
  const needed: RecordAction[] = ['read', 'create', ...(updates ? (['update'] as const) : [])];
  const isAllowed = (action: RecordAction) => context.scopeFor(recordPermission(recordType, action));
  if (isRefused || !needed.every(isAllowed)) throw fieldProblem('/recordType', 'not_allowed', 'forbidden');
}

/** Throws for fields that the record type doesn't have, and those by which no records are found. */
async function checkFields(
  context: Context,
  { recordType, mapping, matchBy }: { recordType: SourceType; mapping: MappedField[]; matchBy: string[] },
): Promise<void> {
  const { definition, readCustomFields } = importableRecords(recordDefinitions[recordType]);
  const targets = targetsOf(definition.type, await readCustomFields(context), false);
  const names = 'firstName' in definition.type.fields ? [fullNameField] : [];
  const further =
    recordType === 'activity' ? [aboutPerson] : recordType === 'payment' ? [paidInvoice] : names;
  const isKnown = (field: string) => further.includes(field) || targets.get(field)?.isCode === false;
  const known = matchFields(definition.type);
  const errors = [
    ...mapping.flatMap(({ field, from, value }, index): FieldFault[] => {
      const pointer = `/mapping/${index}`;
      if (!isKnown(field)) return [{ pointer: `${pointer}/field`, code: 'unknown_field' }];
      return (from === undefined) === (value === undefined)
        ? [{ pointer: `${pointer}/from`, code: from === undefined ? 'required' : 'not_allowed' }]
        : [];
    }),
    ...matchBy.flatMap((field, index): FieldFault[] =>
      known.includes(field) ? [] : [{ pointer: `/matchBy/${index}`, code: 'not_a_choice' }],
    ),
  ];
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}
