import { recordTypeNames } from '#contract/record-types.ts';
import { isAccountNotice } from '../mail/texts.ts';
import { pictureKey } from '../files/picture.ts';
import { deletionRequested } from '../organization/deletion.ts';
import { workMessages } from './work-messages.ts';
import { madeOwner } from '../organization/member.ts';
import type { Effect } from './effects.ts';
import type { MailMessage } from './mail-message.ts';
import type { Item } from '../sdk/client.ts';
import type { FieldChange } from '../store/change.ts';
import { namedIn, type Key } from '../store/keys.ts';
import { webhookSwitchedOff } from './listening.ts';
import type { Change } from './table-event.ts';

type Queue = 'mail' | 'jobs' | 'files' | 'imports' | 'exports' | 'duplicates';

/** A message for a queue. A backlog of one organization hardly delays the messages of others that name theirs as `group`. */
export interface Routed {
  queue: Queue;
  message: object;
  group?: string;
}

const mail = (message: MailMessage): Routed[] => [{ queue: 'mail', message }];
const work = (queue: Queue, message: { orgId: string } & Item): Routed[] => [
  { queue, message, group: message.orgId },
];

interface ChangeRoute {
  /** Of the subject. */
  type: string;
  /** Without them, all. */
  actions?: readonly string[];
  send: (change: Change) => Routed[];
}

/** Activities about a record alone go to the trash with it, and come back with it. They can be about records of other types. */
const followedTypes = recordTypeNames.filter((type) => type !== 'activity');

/** What follows from a change. */
export const changeRoutes: readonly ChangeRoute[] = [
  ...followedTypes.map((type): ChangeRoute => ({
    type,
    actions: ['deleted', 'restored'],
    send: ({ orgId, id, version, action }) =>
      work('jobs', { orgId, recordType: type, recordId: id, version, isBack: action === 'restored' }),
  })),
  {
    type: 'job',
    actions: ['created'],
    send: ({ orgId, id }) => [workMessages.job(orgId, id)],
  },
  {
    type: 'import',
    // After a check, the next import of a chain is checked.
    actions: ['readRequested', 'checkRequested', 'checked'],
    send: ({ orgId, id }) => [workMessages.import(orgId, id)],
  },
  {
    type: 'archiveImport',
    actions: ['started'],
    send: ({ orgId }) => [workMessages.archiveImport(orgId)],
  },
  {
    type: 'export',
    actions: ['created'],
    send: ({ orgId, id }) => [workMessages.export(orgId, id)],
  },
  {
    type: 'duplicateScan',
    actions: ['created'],
    // Releases before 0.10 stored no place. A check finds such a scan after five minutes.
    send: ({ orgId, place }) => (place === undefined ? [] : [workMessages.duplicateScan(orgId, place)]),
  },
  {
    type: 'invitation',
    actions: ['created', 'resent'],
    send: ({ orgId, id }) => mail({ kind: 'invitation', orgId, invitationId: id }),
  },
  {
    type: 'portalAccess',
    actions: ['created', 'resent', 'granted'],
    send: (change) => mail({ kind: 'portal-invitation', ...subjectOf(change) }),
  },
  {
    type: 'portalAccess',
    actions: ['requested'],
    send: (change) => mail({ kind: 'portal-request-waits', ...subjectOf(change) }),
  },
  {
    type: 'organization',
    actions: [deletionRequested],
    send: ({ orgId }) => mail({ kind: 'deletion', orgId }),
  },
  {
    type: 'member',
    actions: [madeOwner],
    send: ({ orgId, id }) => mail({ kind: 'ownership', orgId, userId: id }),
  },
  {
    type: 'webhook',
    actions: [webhookSwitchedOff],
    send: ({ orgId, id }) => mail({ kind: 'webhook-off', orgId, webhookId: id }),
  },
  {
    type: 'user',
    send: ({ id, version, action }) =>
      isAccountNotice(action) ? mail({ kind: 'account', userId: id, notice: action, version }) : [],
  },
  { type: 'user', send: replacedPictures },
  { type: 'organization', send: replacedPictures },
];

/** Who makes the effect of an outbox item happen. */
export const effectRoutes: Record<Effect, (item: Key) => Routed[]> = {
  'document-mail': mailed,
  'issue-answer': mailed,
  'issue-receipt': mailed,
  'portal-request': mailed,
};

function mailed({ pk, sk }: Key): Routed[] {
  return mail({ kind: 'outbox', pk, sk });
}

/** What follows from the removal of an item, or from its replacement by another one, by kind. All of them leave objects. */
export const removalRoutes: Record<string, (before: Removed) => Routed[]> = {
  attachment: ({ org: orgId, id, sizeBytes, version }) => [
    { queue: 'files', message: { orgId, id, sizeBytes, version } },
  ],
  import: ({ org: orgId, sk, rows }) => work('imports', { orgId, importId: sk, deletedRows: rows }),
  export: ({ org: orgId, sk, runs }) => work('exports', { orgId, exportId: sk, deletedRuns: runs }),
  duplicateScan: ({ org: orgId, scanId, runs }) => work('duplicates', { orgId, scanId, deletedRuns: runs }),
};

type Removed = { org: string; sk: string } & Item;

/** The changes of an access to the portal are in the partition of its record. */
function subjectOf({ pk }: Change) {
  const { orgId, type: recordType, id: recordId } = namedIn(pk);
  return { orgId, recordType: recordType as 'contact' | 'vendor', recordId };
}

/** Fields that contain the id of a person's or an organization's picture. */
const pictureFields: readonly string[] = ['avatarId', 'logoId'];

/** The objects of pictures that were replaced or removed. */
function replacedPictures({ id, data = '[]' }: Change): Routed[] {
  return (JSON.parse(data) as FieldChange[]).flatMap(({ field, from }) =>
    pictureFields.includes(field) && typeof from === 'string'
      ? [{ queue: 'files', message: { pictureKey: pictureKey(id, from) } }]
      : [],
  );
}
