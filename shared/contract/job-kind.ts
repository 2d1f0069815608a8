/**
 * The kinds of jobs that people start. They can be canceled and, once they have ended, undone. Merges take effect before
 * their jobs start, so `merge` and `unmerge`, which undoes it, can't be canceled.
 */
export const requestedKinds = [
  'update',
  'addTags',
  'removeTags',
  'delete',
  'restore',
  'undo',
  'import',
  'merge',
  'unmerge',
] as const;
type RequestedKind = (typeof requestedKinds)[number];

/**
 * The requested kinds, and the jobs that other changes start: `rescore` after a change to the lead weights or currency,
 * `tagMerge` for merged tags, `handOver` for the records and open tasks of removed members, `stageMove` for the deals
 * of removed stages, `statusMove` for the records of retired statuses or sources, `customFields` for custom fields
 * added to or removed from search, and `uniqueEmails` for e-mail addresses that become unique.
 */
export const jobKinds = [
  ...requestedKinds,
  'rescore',
  'tagMerge',
  'handOver',
  'stageMove',
  'statusMove',
  'customFields',
  'uniqueEmails',
] as const;
export type JobKind = (typeof jobKinds)[number];

/** Whether a job imports a file, or undoes an import. Undos of other jobs have the change that they take back. */
export const isOfImport = ({ kind, change }: { kind: JobKind; change?: unknown }): boolean =>
  kind === 'import' || (kind === 'undo' && change === undefined);

/** Whether a job takes back what another one did. An undo of an undo makes the change again. */
export const isReversed = ({ kind, isRedo }: { kind: JobKind; isRedo?: boolean | undefined }): boolean =>
  kind === 'undo' && !isRedo;

export const isCancelable = (kind: JobKind): boolean =>
  isRequested(kind) && kind !== 'merge' && kind !== 'unmerge';

export const isRequested = (kind: JobKind): kind is RequestedKind =>
  (requestedKinds as readonly JobKind[]).includes(kind);
