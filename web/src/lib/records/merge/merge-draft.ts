import type { Choices } from './merge-choices.ts';

/** What somebody has chosen on the page of a merge. */
export interface MergeDraft {
  /** The record that stays. */
  chosenId?: string | undefined;
  made: Choices;
}

/** The session storage key of the choices for some records, which survive reloads. */
export const draftKeyOf = (orgId: string, type: string, ids: readonly string[]): string =>
  `cobalt.merge ${orgId} ${type} ${ids.toSorted().join(',')}`;

export function readMergeDraft(key: string): MergeDraft {
  const stored = sessionStorage.getItem(key);
  return stored === null ? { made: {} } : (JSON.parse(stored) as MergeDraft);
}

export function keepMergeDraft(key: string, draft: MergeDraft): void {
  const isEmpty = draft.chosenId === undefined && Object.keys(draft.made).length === 0;
  if (isEmpty) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, JSON.stringify(draft));
}
