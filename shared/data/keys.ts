/**
 * Every key of the table on one screen. The organization id comes first and from the verified context, never from a body.
 * `pk`/`sk` are the table's, `g1pk`/`g1sk` … `g6pk`/`g6sk` those of its six generic indexes, `g7pk`/`g7sk` those of the one
 * by numbers.
 */
/** Prefix of an index's key attributes. */
export type Index = 'g1' | 'g2' | 'g3' | 'g4' | 'g5' | 'g6';
/** Names of indexes have three characters at least. */
export const indexName = (index: Index | 'g7'): string => `gsi${index.slice(1)}`;

export interface Key {
  pk: string;
  sk: string;
}

/** A record and its entries share a partition; `~` sorts after every entry, so one descending Query begins with the record. */
export const recordKey = (orgId: string, type: string, id: string): Key => ({
  pk: `ORG#${orgId}#${type}#${id}`,
  sk: '~',
});
export const recordIdOf = (pk: string): string => pk.slice(pk.lastIndexOf('#') + 1);
export const changePrefix = 'C#';
export const changeKey = (record: Key, version: number): Key => ({
  pk: record.pk,
  sk: `${changePrefix}${String(version).padStart(9, '0')}`,
});
/** Changes of a record's entries lie with the record too, and go when it goes. */
export const entryChangePrefix = 'E#';
export const entryChangeKey = (record: Key, entryId: string, version: number): Key => ({
  pk: record.pk,
  sk: `${entryChangePrefix}${entryId}#${String(version).padStart(9, '0')}`,
});
/** Tells the owner before that a version of the record went to somebody else. */
export const handoverKey = (record: Key, version: number): Key => ({
  pk: record.pk,
  sk: `H#${String(version).padStart(9, '0')}`,
});
export const notePrefix = 'N#';
export const noteKey = (record: Key, noteId: string): Key => ({
  pk: record.pk,
  sk: `${notePrefix}${noteId}`,
});
/** Activities lie by date, then by when they were made, since ids rise with time. */
export const activityPrefix = 'A#';
export const activityKey = (record: Key, date: string, activityId: string): Key => ({
  pk: record.pk,
  sk: `${activityPrefix}${date}#${activityId}`,
});
/** Activities of an organization by date, as an index partition: all of them, or those that one user did. */
export const activitiesPartition = (orgId: string, userId?: string): string =>
  userId === undefined ? `ORG#${orgId}#ACTIVITIES` : `ORG#${orgId}#ACTIVITIES#${userId}`;
/** Deleted activities lie apart, so that a page of the others is one Query. */
export const deletedActivityPrefix = 'AD#';
export const deletedActivityKey = (record: Key, activityId: string): Key => ({
  pk: record.pk,
  sk: `${deletedActivityPrefix}${activityId}`,
});
/** What an activity was last counted for. It lies with the record, wherever the activity moves. */
export const activityLedgerPrefix = 'L#';
export const activityLedgerKey = (record: Key, activityId: string): Key => ({
  pk: record.pk,
  sk: `${activityLedgerPrefix}${activityId}`,
});
/** Lines of the timeline by time, what is planned with it. */
export const timelinePrefix = 'T#';
export const timelineKey = (record: Key, at: string, entryId: string): Key => ({
  pk: record.pk,
  sk: `${timelinePrefix}${at}#${entryId}`,
});
/** Open tasks of a record by due time. They sort right after the timeline's future. */
export const openTaskPrefix = 'U#';
export const openTaskKey = (record: Key, dueAt: string, taskId: string): Key => ({
  pk: record.pk,
  sk: `${openTaskPrefix}${dueAt}#${taskId}`,
});
/** Leads that became this record. */
export const originPrefix = 'F#';
export const originKey = (record: Key, leadId: string): Key => ({
  pk: record.pk,
  sk: `${originPrefix}${leadId}`,
});
export const taskKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#task#${id}`, sk: '~' });
/** Tasks of one assignee, open or done, as an index partition. */
export const tasksPartition = (orgId: string, assigneeId: string, isDone: boolean): string =>
  `ORG#${orgId}#TASKS#${assigneeId}#${isDone ? 'done' : 'open'}`;
/** All tasks on a record, as an index partition. */
export const recordTasksPartition = (record: Key): string => `${record.pk}#TASKS`;
/** What is due at an instant, as index partitions that share the load. */
export const duePartitions = 8;
export const duePartitionAt = (index: number): string => `DUE#${index}`;
export const duePartition = (id: string): string =>
  duePartitionAt(Number.parseInt(id.slice(-2), 16) % duePartitions);

/** Pinned notes lie apart, so that a list of notes has them at once. */
export const pinnedNotePrefix = 'P#';
export const pinnedNoteKey = (record: Key, noteId: string): Key => ({
  pk: record.pk,
  sk: `${pinnedNotePrefix}${noteId}`,
});
/** Files of a record; ids rise with time. */
export const attachmentPrefix = 'B#';
export const attachmentKey = (record: Key, attachmentId: string): Key => ({
  pk: record.pk,
  sk: `${attachmentPrefix}${attachmentId}`,
});
/** Room that an organization's files take. */
export const storageKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'STORAGE' });
/** Says that a file's room was given back, so that this is done once. */
export const freedKey = (orgId: string, attachmentId: string): Key => ({
  pk: `ORG#${orgId}#FREED#${attachmentId}`,
  sk: 'FREED',
});
/** What the projection last wrote for a record: version, counted values, words. */
export const ledgerKey = (orgId: string, type: string, id: string): Key => ({
  pk: `ORG#${orgId}#${type}#${id}`,
  sk: 'LEDGER',
});

/** The item that makes a value unique in an organization. */
export const uniqueKey = (orgId: string, field: string, value: string): Key => ({
  pk: `ORG#${orgId}#U#${field}#${value}`,
  sk: 'U',
});

/**
 * Partition of search words by their first two characters, after the mark of a phone number; with an owner, the words of
 * that owner's records only.
 */
export const wordKey = (
  orgId: string,
  ownerId: string | undefined,
  word: string,
  type: string,
  id: string,
): Key => ({
  pk: wordPartition(orgId, ownerId, word),
  sk: `${word}#${type}#${id}`,
});
export const wordPartition = (orgId: string, ownerId: string | undefined, word: string): string =>
  `ORG#${orgId}#W#${ownerId ?? ''}#${/^\+?.{0,2}/su.exec(word)?.[0] ?? ''}`;

/** The organization that a partition of words, or of a record, belongs to. */
export const organizationOf = (pk: string): string => pk.split('#')[1] ?? '';

/** Counters of a record type: the organization's, or one owner's. */
export const counterKey = (orgId: string, type: string, group: string): Key => ({
  pk: `ORG#${orgId}#COUNT#${type}`,
  sk: group,
});

/** A list of a record type: all of it, one status, one owner, or the trash. Used as an index partition. */
export const listPartition = (orgId: string, type: string, list: string): string =>
  `ORG#${orgId}#${type}#${list}`;
/** Changes of an organization by time, as an index partition: all of them, or those of one owner's records. */
export const changesPartition = (orgId: string, ownerId?: string): string =>
  ownerId === undefined ? `ORG#${orgId}#CHANGES` : `ORG#${orgId}#CHANGES#${ownerId}`;

export const organizationKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'ORG' });
/** The newest number of a rising code. */
export const sequenceKey = (orgId: string, type: string): Key => ({
  pk: `ORG#${orgId}`,
  sk: `SEQUENCE#${type}`,
});
/** The organization's own fields of a record type: all definitions as one item. */
export const customFieldsKey = (orgId: string, type: string): Key => ({
  pk: `ORG#${orgId}`,
  sk: `CUSTOM-FIELDS#${type}`,
});
/** Which custom fields stand in lists and search, of all types. */
export const customSlotsKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'CUSTOM-SLOTS' });
/** Who works under whom: the organization chart as one item. */
export const chartKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'CHART' });
/** How often the chart was changed: small, so that who has read the chart before need not read it again. */
export const chartRevisionKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'CHART-REVISION' });
export const slugKey = (slug: string): Key => ({ pk: `SLUG#${slug}`, sk: 'SLUG' });
export const memberKey = (orgId: string, userId: string): Key => ({ pk: `ORG#${orgId}#MEMBERS`, sk: userId });
export const invitationKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#INVITATIONS`, sk: id });
/** Invitations and temporary passwords that the organization had mailed on a day. */
export const mailCountKey = (orgId: string, date: string): Key => ({ pk: `ORG#${orgId}#MAILED`, sk: date });
export const tagKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#TAGS`, sk: id });
/** Ids rise with time, so the newest job comes last. */
export const jobKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#JOBS`, sk: id });
/** What was put in the place of something else, by the id of the job that carries it out. */
export const decisionKey = (orgId: string, jobId: string): Key => ({
  pk: `ORG#${orgId}#DECISIONS`,
  sk: jobId,
});
/** Jobs that an organization began on a day. */
export const jobCountKey = (orgId: string, date: string): Key => ({ pk: `ORG#${orgId}#JOB-COUNT`, sk: date });
/** Jobs that one person may have under way. */
export const underWayKey = (orgId: string, userId: string): Key => ({
  pk: `ORG#${orgId}#UNDER-WAY`,
  sk: userId,
});
/** Frozen ids of a job, by how many come before them. */
export const chunkPrefix = 'CHUNK#';
export const chunkKey = (orgId: string, jobId: string, from: number): Key => ({
  pk: `ORG#${orgId}#JOB#${jobId}`,
  sk: `${chunkPrefix}${String(from).padStart(9, '0')}`,
});
/** What a job could not do. */
export const resultPrefix = 'RESULT#';
export const resultKey = (orgId: string, jobId: string, type: string, id: string): Key => ({
  pk: `ORG#${orgId}#JOB#${jobId}`,
  sk: `${resultPrefix}${type}#${id}`,
});
export const formKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#FORMS`, sk: id });
/** Leads that a form, or all forms of the organization, made on a day. */
export const formCountKey = (orgId: string, formId: string | undefined, date: string): Key => ({
  pk: `ORG#${orgId}#FORM-COUNT#${formId ?? ''}`,
  sk: date,
});
export const apiKeyKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#API-KEYS`, sk: id });

/** Found by the SHA-256 of the key's secret. */
export const apiKeyHashKey = (hash: string): Key => ({ pk: `API-KEY#${hash}`, sk: 'API-KEY' });
/** Whose a public form is. */
export const publicFormKey = (id: string): Key => ({ pk: `FORM#${id}`, sk: 'FORM' });
/** Posts to public forms of one address in one span of time, which only a hash tells. */
export const formPostsKey = (hash: string): Key => ({ pk: `FORM-POSTS#${hash}`, sk: 'FORM-POSTS' });
/** A user's calendar feed in an organization, found by the SHA-256 of its secret. */
export const feedKey = (hash: string): Key => ({ pk: `FEED#${hash}`, sk: 'FEED' });
export const ownFeedKey = (orgId: string, userId: string): Key => ({ pk: `ORG#${orgId}#FEEDS`, sk: userId });
export const userKey = (userId: string): Key => ({ pk: `USER#${userId}`, sk: 'USER' });
/** A user's rights in all organizations, read with every request. */
export const accessKey = (userId: string): Key => ({ pk: `USER#${userId}`, sk: 'ACCESS' });
/** Digests of a user's recovery codes. */
export const recoveryKey = (userId: string): Key => ({ pk: `USER#${userId}`, sk: 'RECOVERY' });
/** Recovery codes of a user that were tried on a day. */
export const recoveryTriesKey = (userId: string, date: string): Key => ({
  pk: `USER#${userId}#RECOVERY-TRIES`,
  sk: date,
});
export const emailKey = (email: string): Key => ({ pk: `EMAIL#${email}`, sk: 'EMAIL' });

export const idempotencyKey = (orgId: string, principal: string, operation: string, key: string): Key => ({
  pk: `ORG#${orgId}#IDEMPOTENCY#${principal}#${operation}#${key}`,
  sk: 'IDEMPOTENCY',
});

/** The newest pulse that a reader of the stream has met. */
export const readerKey = (reader: string): Key => ({ pk: 'SYSTEM', sk: `READER#${reader}` });
/** The projection of a record type that the table's items were last made with. */
export const projectionKey = (type: string): Key => ({ pk: 'SYSTEM', sk: `PROJECTION#${type}` });
/** An organization whose records are to be counted anew. */
export const recountPrefix = 'RECOUNT#';
export const recountKey = (orgId: string): Key => ({ pk: 'SYSTEM', sk: `${recountPrefix}${orgId}` });
/** Written once a minute and carried by the stream like a change, to see how far its readers are behind. */
export const pulseKey: Key = { pk: 'SYSTEM', sk: 'PULSE' };
