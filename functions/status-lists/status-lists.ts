import type { InputOf } from '#contract/operation.ts';
import type { Organization } from '#contract/organization.ts';
import type { Status } from '#contract/status.ts';
import { ProblemError } from '#contract/problem.ts';
import { recordPermission } from '#contract/record-permission.ts';
import {
  isStatusList,
  type statusListsResource,
  type StatusList,
  type StatusListName,
} from '#contract/status-list.ts';
import { leadsBySource } from './leads-by-source.ts';
import { nextVersion } from '#data/store/next-version.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { storedStatus } from '#data/organization/presets/stored-status.ts';
import { scheduledChangesInMotion } from '#data/jobs/in-motion.ts';
import { statusMoveJob } from '#data/jobs/start.ts';
import { loadOrganization, rememberSettings } from '#data/organization/settings.ts';
import { organizationActions } from '#data/organization/settings-actions.ts';
import { readCounters } from '#data/records/counters.ts';
import { valueAttribute, wholeGroup } from '#data/counters/groups.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { usesOf } from '#data/records/list-uses.ts';
import { transact } from '#data/store/transact.ts';
import { arranged, checkedSuccessors } from './arrange.ts';

type Operations = typeof statusListsResource.operations;

export async function get(context: Context, { list }: InputOf<Operations['get']>): Promise<StatusList> {
  const name = nameOf(list);
  return shown(context, name, await loadOrganization(context, context.orgId));
}

/** Changes a list. A retired status can no longer be assigned, and a job replaces it in existing records. */
export async function update(
  context: Context,
  { list, body }: InputOf<Operations['update']>,
): Promise<StatusList> {
  const name = nameOf(list);
  const before = await loadOrganization(context, context.orgId, context);
  const inMotion = await leaving(context, name);
  const { entries, retiring } = arranged(name, before[name], body.items, inMotion);
  const moves = checkedSuccessors(name, retiring, before[name], entries, body.successors ?? {});
  const after: Organization = {
    ...before,
    [name]: entries.map((entry) => {
      const successorId = moves[entry.id];
      return successorId === undefined ? entry : { ...entry, successorId };
    }),
    ...(name === 'leadSources' ? { leadWeights: weightsWithout(before, retiring) } : {}),
    ...nextVersion(before, context),
  };
  const changes = differences(historyValues(before, name), historyValues(after, name), [name, 'leadWeights']);
  if (changes.length === 0) return shown(context, name, before);
  await transact(context, [
    ...organizationActions(context, before, after, changes),
    ...(Object.keys(moves).length > 0 ? statusMoveJob(context, name, moves) : []),
  ]);
  rememberSettings(after);
  return shown(context, name, after);
}

function nameOf(list: string): StatusListName {
  if (!isStatusList(list)) throw new ProblemError('not_found');
  return list;
}

/**
 * The list and the lead weights as shown in the history. Translated product names are not the organization's choice and
 * are left out.
 */
const historyValues = (organization: Organization, list: StatusListName) => ({
  [list]: organization[list].map(storedStatus),
  leadWeights: organization.leadWeights,
});

/** Ids of retired statuses that a job is still replacing. */
async function leaving(context: Context, list: StatusListName): Promise<Set<string>> {
  const scheduledChanges = await scheduledChangesInMotion(context, 'statusMove');
  const prefix = `${list}#`;
  const names = scheduledChanges.flatMap(({ moves }) => Object.keys(moves));
  return new Set(names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)));
}

/** The lead weights without the points of retired sources, whose leads get the points of the successor. */
function weightsWithout({ leadWeights }: Organization, retiring: readonly Status[]) {
  const isGone = (id: string) => retiring.some((entry) => entry.id === id);
  const sources = Object.entries(leadWeights.sources).filter(([id]) => !isGone(id));
  return { ...leadWeights, sources: Object.fromEntries(sources) };
}

/**
 * Counts the records that have each status in a field. Undefined if the caller can't access all records of the type, or
 * if the field isn't counted.
 */
async function countsOf(
  context: Context,
  { recordType, field }: StatusList['usedBy'][number],
): Promise<{ recordType: string; countOf: (id: string) => number } | undefined> {
  const definition = definitionOf(recordType);
  if (!definition || context.scopeFor(recordPermission(recordType, 'read')) !== 'all') return undefined;
  if (definition.countedBy === field) {
    const [counter] = await readCounters(definition, context, [wholeGroup]);
    return { recordType, countOf: (id) => counter?.[valueAttribute(id)] ?? 0 };
  }
  if (recordType !== 'lead' || field !== 'sourceId') return undefined;
  const sources = await leadsBySource(context, context.orgId);
  return { recordType, countOf: (id) => sources.get(id) ?? 0 };
}

async function shown(
  context: Context,
  list: StatusListName,
  organization: Organization,
): Promise<StatusList> {
  const usedBy = usesOf(list);
  const counted = await Promise.all(usedBy.map((use) => countsOf(context, use)));
  const known = counted.filter((one) => one !== undefined);
  const recordsWith = (id: string) =>
    Object.fromEntries(known.map(({ recordType, countOf }) => [recordType, countOf(id)]));
  const items = organization[list].map((entry) =>
    known.length > 0 ? { ...entry, records: recordsWith(entry.id) } : entry,
  );
  return { version: organization.version, list, items, usedBy };
}
