import { ProblemError } from '#contract/problem.ts';
import type { SourceType, WebhookSource } from '#contract/webhook-source.ts';
import { changeAction, differences } from '../store/change.ts';
import { ifVersion } from '../store/condition.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { recordKey } from '../store/keys.ts';
import type { Actor, UserContext } from '../store/request-context.ts';
import { getItem, queryAll } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { sourceKey, sourcePrefix } from '../store/webhook-keys.ts';
import type { SealedSecrets } from '../webhooks/webhook.ts';

/** A source as it is stored. */
export interface StoredSource
  extends Omit<WebhookSource, 'webhookUrl' | 'heldCount' | 'previousSecretEndsAt'>, SealedSecrets {
  creator: Actor;
}

type InOrganization = UserContext & { orgId: string };
interface SourceItem {
  data: string;
  schema: number;
  digest?: string;
}

const sourceFrom = (item: SourceItem): StoredSource =>
  withItemState(JSON.parse(item.data) as StoredSource, item);

export async function readSources(session: Session, orgId: string): Promise<StoredSource[]> {
  const items = await queryAll<SourceItem>(session, sourceKey(orgId, '').pk, sourcePrefix);
  return items.map(sourceFrom);
}

export async function readSource(
  session: Session,
  orgId: string,
  id: string,
): Promise<StoredSource | undefined> {
  const item = await getItem<SourceItem>(session, sourceKey(orgId, id));
  return item && sourceFrom(item);
}

const historyNames = [
  ...(['name', 'recordType', 'verification', 'mapping', 'only', 'idAt'] as const),
  ...(['matchBy', 'onMatch', 'isOn'] as const),
] as const;

/** The fields in which two states of a source differ, without its secrets. */
export const sourceDifferences = (before: Partial<StoredSource>, after: StoredSource) =>
  differences({ ...before }, { ...after }, historyNames);

const refuse = () => new ProblemError('precondition_failed');

/** The actions that write a source under its previous version. */
export function sourceActions(
  context: InOrganization,
  before: StoredSource | undefined,
  after: StoredSource,
  action: string = before ? 'updated' : 'created',
): Action[] {
  const { orgId } = context;
  const change = sourceChange(context, before, after, action);
  const Item = {
    ...sourceKey(orgId, after.id),
    kind: 'webhookSource',
    org: orgId,
    ...nextItemState(before, 1, change),
    version: after.version,
    data: JSON.stringify(after),
  };
  return [{ put: { Item, ...ifVersion(before?.version) }, refuse }, change];
}

/** The actions that remove a source. Its messages stay until they expire. */
export function sourceRemoval(context: InOrganization, source: StoredSource): Action[] {
  const { id, version } = source;
  return [
    { remove: { Key: { ...sourceKey(context.orgId, id) }, ...ifVersion(version) }, refuse },
    sourceChange(context, source, { ...source, version: version + 1 }, 'deleted'),
  ];
}

function sourceChange(
  context: InOrganization,
  before: StoredSource | undefined,
  after: StoredSource,
  action: string,
) {
  const { orgId } = context;
  const { id, version } = after;
  const key = recordKey(orgId, 'webhookSource', id);
  const subject = { orgId, type: 'webhookSource', id, key, version, before };
  const changes = action === 'deleted' ? [] : sourceDifferences(before ?? {}, after);
  return changeAction(context, subject, action, changes);
}

/** Whether somebody must be an owner to let programs write records of a type. */
export const needsOwner = (type: SourceType): boolean => type === 'payment';
