/**
 * Browsers report an empty value for a date or time of which only a part was typed, or that doesn't exist, such as
 * 31 April. A form must not take that for a value that was cleared, so a mark stands for it, which no schema accepts.
 * What was complete before goes in front of it.
 */
const mark = '…';

/** The value of an input of which only a part is typed. `before` is its last complete value, or an incomplete one. */
export const incompleteAfter = (before: string): string => `${lastComplete(before)}${mark}`;

export const isIncomplete = (value: string | null | undefined): boolean => value?.endsWith(mark) ?? false;

/** The value before the person began to type an incomplete one; empty if there was none. */
export const lastComplete = (value: string): string =>
  isIncomplete(value) ? value.slice(0, -mark.length) : value;
