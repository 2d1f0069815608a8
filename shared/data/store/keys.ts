/**
 * All keys of the table: `pk`/`sk` are those of the table itself, `g1pk`/`g1sk` … `g6pk`/`g6sk` those of its six
 * generic indexes, and `g7pk`/`g7sk` those of the numeric index. Partition keys of an organization's data start with
 * `ORG#` and its id, which comes from the verified context in requests by members. Items by which an organization is
 * looked up, such as slugs and API key hashes, have other keys.
 */
import { storedNameOf, typeStoredAs } from '#contract/stored-name.ts';
import { partitionOf } from '../values/search-terms.ts';

/** Prefix of an index's key attributes. */
export type Index = 'g1' | 'g2' | 'g3' | 'g4' | 'g5' | 'g6';
/** Index names need at least three characters. */
export const indexName = (index: Index | 'g7'): string => `gsi${index.slice(1)}`;

export interface Key {
  pk: string;
  sk: string;
}

/** Represents a missing value in keys of lists, counters and filters. */
export const noValue = 'none';

/**
 * A record shares a partition with its entries, except activities that are records. `~` sorts after the keys of all
 * entries, so a descending Query of the partition starts with the record.
 */
export const recordKey = (orgId: string, type: string, id: string): Key => ({
  pk: `ORG#${orgId}#${storedNameOf(type)}#${id}`,
  sk: recordSortKey,
});
export const recordSortKey = '~';
export const recordIdOf = (pk: string): string => pk.slice(pk.lastIndexOf('#') + 1);
/** What the partition of a record names: its organization, type and id. */
export function namedIn(pk: string): { orgId: string; type: string; id: string } {
  const [, orgId = '', name = '', id = ''] = pk.split('#');
  return { orgId, type: typeStoredAs(name), id };
}
export const changePrefix = 'C#';
export const changeKey = (record: Key, version: number): Key => ({
  pk: record.pk,
  sk: `${changePrefix}${String(version).padStart(9, '0')}`,
});
/**
 * The change items of a record's entries. They are in the record's partition, so that a purge of the record finds them;
 * those of activities that are records are in the activity's own.
 */
export const entryChangePrefix = 'E#';
export const entryChangeKey = (record: Key, entryId: string, version: number): Key => ({
  pk: record.pk,
  sk: `${entryChangePrefix}${entryId}#${String(version).padStart(9, '0')}`,
});
/** A marker among the previous owner's changes: this version of the record was handed over. */
export const handoverKey = (record: Key, version: number): Key => ({
  pk: record.pk,
  sk: `H#${String(version).padStart(9, '0')}`,
});
export const notePrefix = 'N#';
export const noteKey = (record: Key, noteId: string): Key => ({
  pk: record.pk,
  sk: `${notePrefix}${noteId}`,
});
/** Activities by date, then by creation, because ids increase with time. */
export const activityPrefix = 'A#';
export const activityKey = (record: Key, date: string, activityId: string): Key => ({
  pk: record.pk,
  sk: `${activityPrefix}${date}#${activityId}`,
});
/** Index partition of an organization's activities by date: all, or those of one user. */
export const activitiesPartition = (orgId: string, userId?: string): string =>
  userId === undefined ? `ORG#${orgId}#ACTIVITIES` : `ORG#${orgId}#ACTIVITIES#${userId}`;
/** Deleted activities have their own prefix, so that one Query reads a page of the others. */
export const deletedActivityPrefix = 'AD#';
export const deletedActivityKey = (record: Key, activityId: string): Key => ({
  pk: record.pk,
  sk: `${deletedActivityPrefix}${activityId}`,
});
/** The projection state of an activity. Its key stays the same when the activity moves to another date. */
export const activityStatePrefix = 'L#';
export const activityStateKey = (record: Key, activityId: string): Key => ({
  pk: record.pk,
  sk: `${activityStatePrefix}${activityId}`,
});
/** Timeline lines by time, including planned ones. */
export const timelinePrefix = 'T#';
export const timelineKey = (record: Key, at: string, entryId: string): Key => ({
  pk: record.pk,
  sk: `${timelinePrefix}${at}#${entryId}`,
});
/** The open activities about a record by due time. They sort right after the timeline's future lines. */
export const openActivityPrefix = 'U#';
export const openActivityKey = (record: Key, dueAt: string, id: string): Key => ({
  pk: record.pk,
  sk: `${openActivityPrefix}${dueAt}#${id}`,
});
/** Markers of the planned activities about a record that are done, by the time when each was completed. */
export const doneActivityPrefix = 'D#';
export const doneActivityKey = (record: Key, doneAt: string, id: string): Key => ({
  pk: record.pk,
  sk: `${doneActivityPrefix}${doneAt}#${id}`,
});
/** Exists, in its own partition, while a planned activity is done, so that it is in lists of what people have done. */
export const doneLinePrefix = 'DONE';
export const doneLineKey = (record: Key): Key => ({ pk: record.pk, sk: doneLinePrefix });
/** The time of a document's next step: a reminder of an invoice, or that it is overdue; that a quote expires. */
export const documentDueKey = (record: Key): Key => ({ pk: record.pk, sk: 'DUE' });
/** On an order: its invoices that were issued in the last day, which a list can still lack. */
export const recentlyBilledKey = (record: Key): Key => ({ pk: record.pk, sk: 'BILLED' });
/** Effects outside of the table that are still to happen: in the partition of the record that they are about, or in one. */
export const outboxPrefix = 'OUTBOX#';
export const outboxKey = (orgId: string, id: string, record?: Key): Key => ({
  pk: record?.pk ?? `ORG#${orgId}#OUTBOX`,
  sk: `${outboxPrefix}${id}`,
});
/** Markers of entries that a merge moved from this record to another one, by kind and id. */
export const movedPrefix = 'M#';
export const movedKey = (record: Key, kind: string, entryId: string): Key => ({
  pk: record.pk,
  sk: `${movedPrefix}${kind}#${entryId}`,
});
/** Markers of records that were merged into this one, so that a purge of this one finds them. */
export const mergedPrefix = 'MERGED#';
export const mergedKey = (record: Key, mergedId: string): Key => ({
  pk: record.pk,
  sk: `${mergedPrefix}${mergedId}`,
});
/** The access of a contact or a vendor to the portal, or the invitation to it. */
export const portalAccessKey = (record: Key): Key => ({ pk: record.pk, sk: 'PORTAL' });
/** Index partition of an organization's accesses and requests that nobody has confirmed, by the time of the invitation. */
export const unconfirmedAccessPartition = (orgId: string): string => `ORG#${orgId}#PORTAL-UNCONFIRMED`;
/** Exists while a contact or a vendor wants no e-mails about answers. */
export const noticesOffKey = (record: Key): Key => ({ pk: record.pk, sk: 'NOTICES-OFF' });
/** The number of requests for access to an organization's portal of a contact, or of all, that were answered with an e-mail on a day (UTC). */
export const portalRequestCountKey = (orgId: string, contactId: string | undefined, date: string): Key => ({
  pk: `ORG#${orgId}#PORTAL-REQUEST-COUNT#${contactId ?? ''}`,
  sk: date,
});
/** The job of the last merge, or of its undo, in which the record took part. */
export const mergeKey = (record: Key): Key => ({ pk: record.pk, sk: 'MERGE' });
/** Markers of leads that were converted into this record. */
export const originPrefix = 'F#';
export const originKey = (record: Key, leadId: string): Key => ({
  pk: record.pk,
  sk: `${originPrefix}${leadId}`,
});
/** What the lines of a record's timeline begin with, the markers among them, and the line of lists of what was done. */
const timelinePrefixes = [timelinePrefix, openActivityPrefix, doneActivityPrefix, originPrefix];
export const linePrefixes = [...timelinePrefixes, doneLinePrefix];
/** Index partition of the open or done activities of an assignee. */
export const ownActivitiesPartition = (orgId: string, assigneeId: string, isDone: boolean): string =>
  `ORG#${orgId}#TASKS#${assigneeId}#${isDone ? 'done' : 'open'}`;
/** Index partition of the activities about a record. */
export const activitiesAboutPartition = (record: Key): string => `${record.pk}#TASKS`;
/** A change of an item from which nothing could follow, in a partition of its organization or of users. */
export const unroutedKey = (item: Key, id: string): Key => ({
  pk: item.pk.startsWith('ORG#') ? `ORG#${organizationOf(item.pk)}#UNROUTED` : 'UNROUTED',
  sk: id,
});
/** Index partition of an organization's issued invoices, by the time of their next step. */
export const dueInvoicesOf = (orgId: string): string => `ORG#${orgId}#DUE-INVOICES`;
/** Pinned notes have their own prefix, so that one Query finds all of them. */
export const pinnedNotePrefix = 'P#';
export const pinnedNoteKey = (record: Key, noteId: string): Key => ({
  pk: record.pk,
  sk: `${pinnedNotePrefix}${noteId}`,
});
/** Answers to customers have their own prefix, so that what reads them for a customer can’t find notes. */
export const answerPrefix = 'R#';
export const answerKey = (record: Key, noteId: string): Key => ({
  pk: record.pk,
  sk: `${answerPrefix}${noteId}`,
});
/** Files of a record; ids increase with time. */
export const attachmentPrefix = 'B#';
export const attachmentKey = (record: Key, attachmentId: string): Key => ({
  pk: record.pk,
  sk: `${attachmentPrefix}${attachmentId}`,
});
/** Files of answers to customers have their own prefix, so that what reads them for a customer can’t find others. */
export const answerFilePrefix = 'RB#';
export const answerFileKey = (record: Key, fileId: string): Key => ({
  pk: record.pk,
  sk: `${answerFilePrefix}${fileId}`,
});
/** The storage that an organization's files use. */
export const storageKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'STORAGE' });
/** A marker that the storage of a removed file was returned to the organization, so that this happens only once. */
export const freedKey = (orgId: string, attachmentId: string): Key => ({
  pk: `ORG#${orgId}#FREED#${attachmentId}`,
  sk: 'FREED',
});
/** A marker that a file's item was moved to another record, so that its removal there isn't taken for that of the file. */
export const movedFileKey = (orgId: string, attachmentId: string): Key => ({
  pk: `ORG#${orgId}#MOVED#${attachmentId}`,
  sk: 'MOVED',
});
/** The projection state of a record: version, contributions to counters, lookup terms. */
export const projectionStateKey = (orgId: string, type: string, id: string): Key => ({
  pk: recordKey(orgId, type, id).pk,
  sk: 'LEDGER',
});

/** The item that makes a value unique in an organization. */
export const uniqueKey = (orgId: string, field: string, value: string): Key => ({
  pk: `ORG#${orgId}#U#${field}#${value}`,
  sk: 'U',
});

/**
 * The terms by which records are looked up are partitioned by their first two characters, with the mark of phone numbers
 * and identifiers. Up to version 0.8, each owner's records also had terms of their own.
 */
export const lookupKey = (orgId: string, term: string, type: string, id: string, ownerId?: string): Key => ({
  pk: lookupPartition(orgId, term, ownerId),
  sk: `${term}#${type}#${id}`,
});
export const lookupPartition = (orgId: string, term: string, ownerId?: string): string =>
  `ORG#${orgId}#W#${ownerId ?? ''}#${partitionOf(term)}`;

/** The organization of a record's or lookup term's partition. */
export const organizationOf = (pk: string): string => pk.split('#')[1] ?? '';

/**
 * The feed of an organization's changed records, sorted by the time at which they were appended. List databases are
 * updated from it.
 */
export const listFeedPartition = (orgId: string): string => `ORG#${orgId}#LIST-FEED`;
export const listFeedKey = (orgId: string, at: string, random: string): Key => ({
  pk: listFeedPartition(orgId),
  sk: `${at}#${random}`,
});

/** The snapshots of an organization's lists. Each layout of a list has its own. */
export const listSnapshotPartition = (orgId: string): string => `ORG#${orgId}#LIST-SNAPSHOTS`;
export const listSnapshotKey = (orgId: string, type: string, layout: string): Key => ({
  pk: listSnapshotPartition(orgId),
  sk: `${type}#${layout}`,
});

/** Counters and rollups of a record type, by group. */
export const counterKey = (orgId: string, type: string, group: string): Key => ({
  pk: `ORG#${orgId}#COUNT#${storedNameOf(type)}`,
  sk: group,
});

/** Index partition of a list of a record type, such as all records, those with one status or owner, or the trash. */
export const listPartition = (orgId: string, type: string, list: string): string =>
  `ORG#${orgId}#${type}#${list}`;
/** Index partition of an organization's changes by time: all, or those of one owner's records. */
export const changesPartition = (orgId: string, ownerId?: string): string =>
  ownerId === undefined ? `ORG#${orgId}#CHANGES` : `ORG#${orgId}#CHANGES#${ownerId}`;

export const organizationKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'ORG' });
/** The last number assigned to a code of the record type. */
export const sequenceKey = (orgId: string, type: string): Key => ({
  pk: `ORG#${orgId}`,
  sk: `SEQUENCE#${type}`,
});
/** The billing settings. */
export const billingKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'BILLING' });
/** The encrypted secrets of a payment provider. */
export const paymentSecretsKey = (orgId: string, provider: string): Key => ({
  pk: `ORG#${orgId}#PAYMENT-SECRETS`,
  sk: provider,
});
/** An event of a payment provider. */
export const paymentEventKey = (orgId: string, provider: string, eventId: string): Key => ({
  pk: `ORG#${orgId}#PAYMENT-EVENTS#${provider}#${eventId}`,
  sk: 'EVENT',
});
/** The page of a payment provider that is open for an invoice. */
export const checkoutKey = (orgId: string, invoiceId: string): Key => ({
  pk: `ORG#${orgId}#CHECKOUTS#${invoiceId}`,
  sk: 'CHECKOUT',
});
/** Exists until the waiting invoices follow the billing settings' present reminders. */
export const reminderPlanKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'REMINDER-PLAN' });
/** The last number of a series of documents, or of one of its years. */
export const seriesKey = (orgId: string, series: string): Key => ({
  pk: `ORG#${orgId}`,
  sk: `SERIES#${series}`,
});
/** The custom fields of a record type: all definitions in one item. */
export const customFieldsKey = (orgId: string, type: string): Key => ({
  pk: `ORG#${orgId}`,
  sk: `CUSTOM-FIELDS#${type}`,
});
/** Custom limits of the organization, written by operators only. */
export const quotaKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'QUOTA' });
/** The custom field slots of all record types. */
export const customSlotsKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'CUSTOM-SLOTS' });
/** The organization chart as one item. */
export const chartKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'CHART' });
/**
 * What members reach: the revision of the chart and what the organization lets managers and employees read and change, in
 * a small item that most of their requests read.
 */
export const reachKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'CHART-REVISION' });
/** Contains the user with whom the stage began, if its settings name one. */
export const firstAdministratorKey: Key = { pk: 'FIRST-ADMINISTRATOR', sk: 'FIRST-ADMINISTRATOR' };
export const slugKey = (slug: string): Key => ({ pk: `SLUG#${slug}`, sk: 'SLUG' });
export const memberKey = (orgId: string, userId: string): Key => ({ pk: `ORG#${orgId}#MEMBERS`, sk: userId });
export const invitationKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#INVITATIONS`, sk: id });
/** The number of e-mails with invitations and temporary passwords that the organization sent on a day (UTC). */
export const mailCountKey = (orgId: string, date: string): Key => ({ pk: `ORG#${orgId}#MAILED`, sk: date });
/** The number of e-mails about answers to issues that an organization sent on a day (UTC). */
export const noticeCountKey = (orgId: string, date: string): Key => ({
  pk: `ORG#${orgId}#NOTICES`,
  sk: date,
});
/** The number of e-mails that confirmed issues from forms on a day (UTC). */
export const receiptCountKey = (orgId: string, date: string): Key => ({
  pk: `ORG#${orgId}#RECEIPTS`,
  sk: date,
});
/** The round of e-mails about the deletion of an organization whose data is removed on a day (UTC). */
export const deletionMailsKey = (orgId: string, date: string): Key => ({
  pk: `ORG#${orgId}#DELETION-MAILS`,
  sk: date,
});
/**
 * How often a user did something on a day (UTC): sent invitations or temporary passwords, created organizations, started
 * e-mail changes, downloaded their own data, or, as a client, opened issues or uploaded files.
 */
export const userCountKey = (
  userId: string,
  what: 'MAILED' | 'CREATED' | 'E-MAIL-CHANGES' | 'OWN-DATA' | 'PORTAL-ISSUES' | 'PORTAL-FILES',
  date: string,
): Key => ({ pk: `USER#${userId}#${what}`, sk: date });
/** A view that is shared in the organization. */
export const sharedViewKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#VIEWS`, sk: id });
/**
 * The private views of a membership. A member who returns has a new partition and doesn't find the views of the former
 * membership.
 */
export const privateViewsPartition = (orgId: string, userId: string, since: string): string =>
  `ORG#${orgId}#VIEWS#${userId}#${since}`;
/** The view of a record type that opens first, in the partition of the member's private views. */
export const defaultViewPrefix = 'DEFAULT#';
export const tagKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#TAGS`, sk: id });
/** Exists once an organization's demo data is complete. */
export const demoDataKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'DEMO-DATA' });
/** The number of calls that loaded demo data into an organization on a day (UTC). */
export const demoCountKey = (orgId: string, date: string): Key => ({
  pk: `ORG#${orgId}#DEMO-COUNT`,
  sk: date,
});
export const formKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#FORMS`, sk: id });
/** The number of leads created through a form, or through all forms of the organization, on a day (UTC). */
export const formCountKey = (orgId: string, formId: string | undefined, date: string): Key => ({
  pk: `ORG#${orgId}#FORM-COUNT#${formId ?? ''}`,
  sk: date,
});
/** A visitor's submission that is held for review, and the ids and sizes of all of them. */
export const heldSubmissionKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#HELD`, sk: id });
export const heldDirectoryKey = (orgId: string): Key => ({ pk: `ORG#${orgId}#HELD-ALL`, sk: 'ALL' });
export const apiKeyKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#API-KEYS`, sk: id });

/** The erasure of a person. Ids increase with time, so the newest one is last. */
export const erasureKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#ERASURES`, sk: id });
/** A keyed hash of an e-mail address or phone number of a person who was erased. */
export const erasedValueKey = (orgId: string, hash: string): Key => ({
  pk: `ORG#${orgId}#ERASED#${hash}`,
  sk: 'ERASED',
});

/** The erasure that contains a record, as long as it is under way. */
export const erasingKey = (orgId: string, recordType: string, recordId: string): Key => ({
  pk: `ORG#${orgId}#ERASING`,
  sk: `${recordType}#${recordId}`,
});

/** An API key, looked up by the SHA-256 of its secret. */
export const apiKeyHashKey = (hash: string): Key => ({ pk: `API-KEY#${hash}`, sk: 'API-KEY' });
/** The organization of a public form. */
export const publicFormKey = (id: string): Key => ({ pk: `FORM#${id}`, sk: 'FORM' });
/** What the partitions of links begin with. The organization of a link is in its `org`. */
export const linkPrefix = 'LINK#';
/** A link to a document or an issue, looked up by the SHA-256 of its token. */
export const documentLinkKey = (hash: string): Key => ({ pk: `${linkPrefix}${hash}`, sk: 'LINK' });
/**
 * The number of attempts from one IP address or for one account within a period. Only a hash of the address or account
 * is stored.
 */
export const attemptsKey = (hash: string): Key => ({ pk: `ATTEMPTS#${hash}`, sk: 'ATTEMPTS' });
/** When the bucket of requests of a user, API key, organization or IP address will be full again. */
export const requestBucketKey = (subject: string): Key => ({ pk: `REQUESTS#${subject}`, sk: 'REQUESTS' });
/** The number of changes of an organization or a user on a day. */
export const changeCountKey = (subject: string, day: string): Key => ({ pk: `CHANGES#${subject}`, sk: day });
/** The number of sign-ups in the stage on a day (UTC). */
export const signUpCountKey = (date: string): Key => ({ pk: 'SIGN-UPS', sk: date });
/** A user's calendar feed in an organization, looked up by the SHA-256 of its secret. */
export const feedKey = (hash: string): Key => ({ pk: `FEED#${hash}`, sk: 'FEED' });
export const ownFeedKey = (orgId: string, userId: string): Key => ({ pk: `ORG#${orgId}#FEEDS`, sk: userId });
export const userKey = (userId: string): Key => ({ pk: `USER#${userId}`, sk: 'USER' });
/** A user's access to all organizations, read with every request that isn't public. */
export const accessKey = (userId: string): Key => ({ pk: `USER#${userId}`, sk: 'ACCESS' });
/** The deletion of a user's account, until everything of it is removed and for some time afterward. */
export const accountDeletionKey = (userId: string): Key => ({ pk: `USER#${userId}`, sk: 'DELETION' });
/** When it was first noticed that the user pool no longer has the user. */
export const missingUserKey = (userId: string): Key => ({ pk: `USER#${userId}`, sk: 'MISSING' });
/** Digests of a user's recovery codes. */
export const recoveryKey = (userId: string): Key => ({ pk: `USER#${userId}`, sk: 'RECOVERY' });
/** The number of a user's attempts to use a recovery code on a day (UTC). */
export const recoveryTriesKey = (userId: string, date: string): Key => ({
  pk: `USER#${userId}#RECOVERY-TRIES`,
  sk: date,
});
export const emailKey = (email: string): Key => ({ pk: `EMAIL#${email}`, sk: 'EMAIL' });

export const idempotencyKey = (orgId: string, principal: string, operation: string, key: string): Key => ({
  pk: `ORG#${orgId}#IDEMPOTENCY#${principal}#${operation}#${key}`,
  sk: 'IDEMPOTENCY',
});

/** The newest heartbeat that a stream reader has received. */
export const readerKey = (reader: string): Key => ({ pk: 'SYSTEM', sk: `READER#${reader}` });
/** The progress of the backfill of a record type, and the hash of the projection that all its records have. */
export const projectionKey = (type: string): Key => ({ pk: 'SYSTEM', sk: `PROJECTION#${type}` });
/** An organization whose records must be recounted. */
export const recountPrefix = 'RECOUNT#';
export const recountKey = (orgId: string): Key => ({ pk: 'SYSTEM', sk: `${recountPrefix}${orgId}` });
/** The subject under which requests and changes of an organization are counted. */
export const organizationSubject = (orgId: string): string => `org#${orgId}`;
/** The start of the keys of all partitions that belong to one organization only. */
export const organizationPrefix = (orgId: string): string => `ORG#${orgId}`;
/** Further partitions of an organization. Items elsewhere have its id in the attribute `org`, `orgId` or `orgs`. */
export const organizationPartitions = (orgId: string): string[] => [
  requestBucketKey(organizationSubject(orgId)).pk,
  changeCountKey(organizationSubject(orgId), '').pk,
];
/** An organization whose data is being removed, or was. Contains nothing but its id and times. */
export const purgePrefix = 'PURGE#';
export const purgeKey = (orgId: string): Key => ({ pk: 'SYSTEM', sk: `${purgePrefix}${orgId}` });
/** An erasure that is under way. Contains nothing but its organization. */
export const openErasurePrefix = 'ERASURE#';
export const openErasureKey = (orgId: string, id: string): Key => ({
  pk: 'SYSTEM',
  sk: `${openErasurePrefix}${orgId}#${id}`,
});
/**
 * The heartbeat. It is written every minute and delivered by the stream like a change, to measure the lag of the
 * stream's readers.
 */
export const heartbeatKey: Key = { pk: 'SYSTEM', sk: 'PULSE' };
