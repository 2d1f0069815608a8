import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import type { FieldChange } from '#data/store/change.ts';
import { errorNameOf, writeLog } from '#data/store/log.ts';
import { isAccountNotice } from '#data/mail/texts.ts';
import { deletionRequested } from '#data/organization/deletion.ts';
import { madeOwner } from '#data/organization/member.ts';
import { pictureKey } from '#data/files/picture.ts';
import { send } from '#data/store/queue.ts';
import { streamReader } from '../reader/stream-reader.ts';

type Image = Record<string, AttributeValue> | undefined;

/**
 * Sends messages about changes to the queues for jobs, e-mails and files. After a failure, the stream delivers the
 * batch again from the failed change.
 */
export const handler = streamReader('relay', async (_session, records) => {
  for (const record of records) {
    try {
      await relay(record);
    } catch (error) {
      writeLog({ level: 'error', message: 'relay failed', error: errorNameOf(error) });
      return [record];
    }
  }
  return [];
});

async function relay(record: DynamoDBRecord): Promise<void> {
  const { eventName, dynamodb } = record;
  await relayScan(dynamodb?.OldImage, dynamodb?.NewImage);
  if (eventName === 'REMOVE') {
    await relayDeletedImport(dynamodb?.OldImage);
    await relayDeletedExport(dynamodb?.OldImage);
    return relayDeletedFile(dynamodb?.OldImage);
  }
  if (eventName === 'INSERT') {
    await relayDocumentMail(dynamodb?.NewImage);
    await relayPortalRequest(dynamodb?.NewImage);
  }
  const change: Image = dynamodb?.NewImage;
  if (eventName !== 'INSERT' || change?.kind?.S !== 'change') return;
  const action = change.action?.S;
  await relayRemovedPictures(change);
  if (change.type?.S === 'job' && action === 'created') {
    const orgId = change.org?.S;
    await send('jobs', { orgId, jobId: change.id?.S }, { group: orgId });
  }
  if (change.type?.S === 'import' && importWork.has(action ?? '')) {
    const orgId = change.org?.S;
    await send('imports', { orgId, importId: change.id?.S }, { group: orgId });
  }
  if (change.type?.S === 'archiveImport' && action === 'started') {
    const orgId = change.org?.S;
    await send('imports', { orgId, isArchive: true }, { group: orgId });
  }
  if (change.type?.S === 'export' && action === 'created') {
    const orgId = change.org?.S;
    await send('exports', { orgId, exportId: change.id?.S }, { group: orgId });
  }
  if (change.type?.S === 'user' && isAccountNotice(action)) {
    const { id, version } = change;
    await send('mail', { kind: 'account', userId: id?.S, notice: action, version: Number(version?.N) });
  }
  if (change.type?.S === 'organization' && action === deletionRequested)
    await send('mail', { kind: 'deletion', orgId: change.org?.S });
  if (change.type?.S === 'member' && action === madeOwner)
    await send('mail', { kind: 'ownership', orgId: change.org?.S, userId: change.id?.S });
  if (change.type?.S === 'invitation' && (action === 'created' || action === 'resent')) {
    await send('mail', { kind: 'invitation', orgId: change.org?.S, invitationId: change.id?.S });
  }
  if (change.type?.S === 'portalAccess') await relayPortalAccess(change, action ?? '');
}

/**
 * Queues the e-mail of an invitation to the portal, or those about a request that waits. The changes are in the partition of
 * the record.
 */
async function relayPortalAccess({ pk }: NonNullable<Image>, action: string): Promise<void> {
  const kind = accessMails.get(action);
  const [, orgId, recordType, recordId] = (pk?.S ?? '').split('#');
  if (kind !== undefined) await send('mail', { kind, orgId, recordType, recordId });
}

/** The e-mail that follows from a change of a client's access. */
const accessMails: ReadonlyMap<string, string> = new Map([
  ['created', 'portal-invitation'],
  ['resent', 'portal-invitation'],
  ['granted', 'portal-invitation'],
  ['requested', 'portal-request-waits'],
]);

/** Queues a request for access to the portal. */
async function relayPortalRequest(after: Image): Promise<void> {
  if (after?.kind?.S !== 'portalRequest') return;
  await send('mail', { kind: 'portal-request', orgId: after.org?.S, requestId: after.sk?.S });
}

/** Queues an e-mail about a document. */
async function relayDocumentMail(after: Image): Promise<void> {
  if (after?.kind?.S !== 'documentMail') return;
  const { org, recordType, recordId, mailId, purpose } = after;
  const message = { orgId: org?.S, recordType: recordType?.S, recordId: recordId?.S, mailId: mailId?.S };
  await send('mail', { kind: purpose?.M?.kind?.S, ...message });
}

/** Changes of an import that leave work. After a check, the next import of a chain is checked. */
const importWork: ReadonlySet<string> = new Set(['readRequested', 'checkRequested', 'checked']);

/** Queues a deleted file, so that its object is removed and its storage is given back. */
async function relayDeletedFile(before: Image): Promise<void> {
  if (before?.kind?.S !== 'attachment') return;
  const { org, id, sizeBytes, version } = before;
  const file = { orgId: org?.S, id: id?.S, sizeBytes: Number(sizeBytes?.N), version: Number(version?.N) };
  await send('files', file);
}

/** Queues an import that was deleted or has expired, so that its file and rows are deleted. */
async function relayDeletedImport(before: Image): Promise<void> {
  if (before?.kind?.S !== 'import') return;
  const { org, sk, rows } = before;
  await send('imports', { orgId: org?.S, importId: sk?.S, deletedRows: Number(rows?.N) }, { group: org?.S });
}

/** Queues an export that was deleted or has expired, so that its file is deleted. */
async function relayDeletedExport(before: Image): Promise<void> {
  if (before?.kind?.S !== 'export') return;
  const { org, sk, runs } = before;
  await send('exports', { orgId: org?.S, exportId: sk?.S, deletedRuns: Number(runs?.N) }, { group: org?.S });
}

/** Queues a new scan for duplicates, and one that was replaced or deleted or has expired, so that its groups are deleted. */
async function relayScan(before: Image, after: Image): Promise<void> {
  if (after?.kind?.S === 'duplicateScan' && after.state?.S === 'queued') {
    const { org, sk } = after;
    await send('duplicates', { orgId: org?.S, scan: sk?.S }, { group: org?.S });
  }
  if (before?.kind?.S === 'duplicateScan' && before.scanId?.S !== after?.scanId?.S) {
    const { org, scanId, runs } = before;
    const message = { orgId: org?.S, scanId: scanId?.S, deletedRuns: Number(runs?.N) };
    await send('duplicates', message, { group: org?.S });
  }
}

/** Fields that contain the id of a person's or an organization's picture. */
const pictureFields = new Set(['avatarId', 'logoId']);

/** Queues pictures that were replaced or removed, so that their objects are deleted. */
async function relayRemovedPictures(change: NonNullable<Image>): Promise<void> {
  const { type, id, data } = change;
  if (type?.S !== 'user' && type?.S !== 'organization') return;
  for (const { field, from } of JSON.parse(data?.S ?? '[]') as FieldChange[]) {
    if (!pictureFields.has(field) || typeof from !== 'string') continue;
    await send('files', { pictureKey: pictureKey(id?.S ?? '', from) });
  }
}
