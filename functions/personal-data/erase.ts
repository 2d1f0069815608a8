import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import type { Organization } from '#contract/organization.ts';
import type { Erasure } from '#contract/personal-data.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { fieldLimit, fieldProblem, ProblemError } from '#contract/problem.ts';
import {
  erasureActions,
  erasureRuns,
  erasureOf,
  listErasures,
  readErasure,
  type StoredErasure,
} from '#data/erasures/erasure-runs.ts';
import { linkedCustomerActions, linkedCustomers } from '#data/erasures/linked-customers.ts';
import { findPerson, type Person } from '#data/erasures/find-person.ts';
import { countNamesakes, searchedIdentity } from '#data/erasures/sharing.ts';
import { rememberedRecord, rememberedValues } from '#data/erasures/identity.ts';
import type { Context } from '#data/organization/context.ts';
import { organizationActions } from '#data/organization/settings-actions.ts';
import { loadOrganization } from '#data/organization/settings.ts';
import { erasedValueItems } from '#data/records/erased-values.ts';
import { actionsOf, deletion } from '#data/records/write.ts';
import { nextVersion } from '#data/store/next-version.ts';
import { transactOnce, type Making } from '#data/store/idempotency.ts';
import { differences } from '#data/store/change.ts';
import { ifPresent } from '#data/store/condition.ts';
import { erasureKey } from '#data/store/keys.ts';
import type { Action } from '#data/store/transact.ts';
import { fold } from '#data/values/search-terms.ts';

interface Input {
  recordType: string;
  recordId: string;
  body: { confirmation: string; erasesShared?: boolean | undefined };
}

/**
 * Begins the erasure of a person, which `events/erasures` carries out. The record leaves all lists at once. A person who
 * is being erased already gets no second erasure.
 */
export const erase = (context: Context, input: Input): Promise<Erasure> =>
  transactOnce(
    context,
    () => prepare(context, input),
    async ([id = '']) => {
      const stored = await readErasure(context, context.orgId, id);
      if (!stored) throw new ProblemError('not_found');
      return erasureRuns.shown(stored);
    },
  );

async function prepare(context: Context, { recordType, recordId, body }: Input): Promise<Making<Erasure>> {
  const person = await findPerson(context, { recordType, recordId });
  checkConfirmation(person, body.confirmation);
  const same = await erasureOf(context, context.orgId, { type: recordType, id: recordId });
  if (same) {
    const actions: Action[] = [{ check: { Key: { ...erasureKey(context.orgId, same.id) }, ...ifPresent } }];
    return { actions, ids: [same.id], value: erasureRuns.shown(same) };
  }
  const running = (await listErasures(context, context.orgId)).filter(({ state }) => state === 'running');
  if (running.length >= limits.erasuresAtOnce)
    throw fieldLimit(retrySeconds, '', 'too_often', { limit: limits.erasuresAtOnce });
  const { erasesShared = false } = body;
  const namesakes = await countNamesakes(context, person, person.elsewhere);
  const stored = newErasure(context, { ...person, namesakes }, { recordType, recordId, erasesShared });
  const customers = await linkedCustomers(context, person.records, person.identity);
  const actions = [
    ...erasureActions(context, undefined, stored, 'created'),
    ...(await settingActions(context)),
    ...linkedCustomerActions(context, customers, person.identity),
  ];
  actions.push(...(await removalActions(context, person, actionsMost - actions.length)));
  actions.push(...rememberActions(context, stored).slice(0, actionsMost - actions.length));
  return {
    actions,
    ids: [stored.id],
    value: erasureRuns.shown(stored),
  };
}

/** A transaction has up to 100 actions, and one of them belongs to the idempotency key. */
const actionsMost = 95;

/** A pass over a small table takes some minutes. */
const retrySeconds = 600;

/** Case, accents and spaces don't matter: the text proves that the caller means this person. */
function checkConfirmation({ records: [first] }: Person, confirmation: string): void {
  const title = String(first?.record[first.definition.type.title] ?? '');
  if (fold(title) !== fold(confirmation)) throw fieldProblem('/confirmation', 'other_person');
}

function newErasure(
  { actor, now }: Context,
  person: Person & { namesakes: number },
  { recordType, recordId, erasesShared }: { recordType: string; recordId: string; erasesShared: boolean },
): StoredErasure {
  const { records, identity } = person;
  return {
    id: uuidv7(),
    version: 1,
    state: 'running',
    recordType: recordType as RecordTypeName,
    recordId,
    records: records.length,
    replaced: 0,
    createdBy: actor.userId,
    createdAt: now,
    foundAt: now,
    search: {
      identity: searchedIdentity(identity, person, { erasesShared }),
      records: records.map(({ definition, record }) => ({ type: definition.type.name, id: record.id })),
    },
  };
}

/**
 * The person's records move to the trash, unless they are there, as far as they fit into the transaction. The named one
 * is the first. `events/erasures` removes all of them.
 */
async function removalActions(context: Context, { records }: Person, most: number): Promise<Action[]> {
  const actions: Action[] = [];
  for (const { definition, record } of records) {
    if (record.deletedAt !== undefined || record.mergedInto !== undefined) continue;
    const one = actionsOf(definition, context, [await deletion(definition, context, record)]);
    if (actions.length + one.length > most) break;
    actions.push(...one);
  }
  return actions;
}

/** As many as fit into the transaction; `events/erasures` writes all of them. */
function rememberActions({ orgId, now }: Context, { search }: StoredErasure): Action[] {
  if (!search) return [];
  const texts = [...search.records.map(rememberedRecord), ...rememberedValues(search.identity)];
  return erasedValueItems(orgId, texts, now).map((Item) => ({ put: { Item } }));
}

/** From the first erasure on, new records are compared with the persons who were erased, once settings are read again. */
async function settingActions(context: Context): Promise<Action[]> {
  const before = await loadOrganization(context, context.orgId);
  if (before.remembersErasures) return [];
  const after: Organization = { ...before, ...nextVersion(before, context), remembersErasures: true };
  return organizationActions(context, before, after, differences(before, after, ['remembersErasures']));
}
