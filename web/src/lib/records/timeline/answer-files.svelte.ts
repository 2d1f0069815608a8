import { SvelteMap } from 'svelte/reactivity';
import type { Attachment } from '#contract/attachment.ts';
import { limits } from '#contract/limits.ts';
import { client } from '#lib/api/client.ts';
import type { OfRecord } from '../entries.ts';
import type { Destination } from '../files/uploads.svelte.ts';

/** Finished uploads whose answers aren’t sent yet, by the issue. They are kept like the text of the answer. */
const drafts = new SvelteMap<string, readonly Attachment[]>();

const keyOf = (recordId: string): string => `cobalt.answer-files ${recordId}`;

/** An hour less than the service keeps them. */
const keptMs = (limits.uploadHours - 1) * 3_600_000;
const isKept = ({ createdAt }: Attachment): boolean => Date.parse(createdAt) + keptMs > Date.now();

export function draftFiles({ recordId }: OfRecord): readonly Attachment[] {
  const stored = drafts.get(recordId) ?? (JSON.parse(sessionStorage.getItem(keyOf(recordId)) ?? '[]') as []);
  return stored.filter(isKept);
}

export function setDraftFiles({ recordId }: OfRecord, files: readonly Attachment[]): void {
  drafts.set(recordId, files);
  if (files.length > 0) sessionStorage.setItem(keyOf(recordId), JSON.stringify(files));
  else sessionStorage.removeItem(keyOf(recordId));
}

/** Uploads to the next answer to an issue. What isn’t sent expires. */
export const nextAnswerTo = (record: OfRecord): Destination => {
  const { orgId, recordId: id } = record;
  return {
    key: `answer ${id}`,
    start: (body) => client.issues.startFile({ orgId, id, body }),
    finish: (fileId) => client.issues.finishFile({ orgId, id, fileId }),
    discard: () => undefined,
    onfinished: (file) => setDraftFiles(record, [...draftFiles(record), file]),
  };
};
