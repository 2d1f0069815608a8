import { SvelteMap } from 'svelte/reactivity';
import { limits } from '#contract/limits.ts';
import type { UploadedFile } from './uploads.svelte.ts';

/** A finished upload whose answer isn’t sent yet. */
export interface DraftFile extends Pick<UploadedFile, 'id' | 'name' | 'sizeBytes'> {
  finishedAt: number;
}

/** By the key of what they are uploaded to. They are kept like the text of the answer. */
const drafts = new SvelteMap<string, readonly DraftFile[]>();

const storageKey = (key: string): string => `cobalt.files ${key}`;

/** An hour less than the service keeps them. */
const keptMs = (limits.uploadHours - 1) * 3_600_000;
const isKept = ({ finishedAt }: DraftFile): boolean => finishedAt + keptMs > Date.now();

export function draftFiles(key: string): readonly DraftFile[] {
  const stored = drafts.get(key) ?? (JSON.parse(sessionStorage.getItem(storageKey(key)) ?? '[]') as []);
  return stored.filter(isKept);
}

function setDraftFiles(key: string, files: readonly DraftFile[]): void {
  drafts.set(key, files);
  if (files.length > 0) sessionStorage.setItem(storageKey(key), JSON.stringify(files));
  else sessionStorage.removeItem(storageKey(key));
}

export function addDraftFile(key: string, { id, name, sizeBytes }: UploadedFile): void {
  setDraftFiles(key, [...draftFiles(key), { id, name, sizeBytes, finishedAt: Date.now() }]);
}

/** Takes files from the draft that were sent, or are no longer wanted. */
export function dropDraftFiles(key: string, ids: readonly string[]): void {
  setDraftFiles(
    key,
    draftFiles(key).filter(({ id }) => !ids.includes(id)),
  );
}
