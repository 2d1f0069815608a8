/** What a dialog does with the open view. */
export type ViewTask = 'save' | 'rename' | 'share';
