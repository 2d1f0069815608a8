import { earlyTexts } from '#contract/field-texts/en-early.ts';
import type { ProblemCode } from '#contract/problem.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const errors = {
  title: 'This could not be loaded',
  retry: 'Try again',
  problem: 'Problem',
  request: 'Request',
  time: 'Time',
  offline: 'You’re offline. Keep this page open: unsaved changes are sent when the connection is back.',
  partMissing: 'Part of this page could not be loaded. Reload the page before you go on.',
  reload: 'Reload',
  unsaved: 'Some changes are not saved yet.',
  saving: 'Saving…',
  connection: 'The service can’t be reached. Check your connection and try again.',
  sessionOver: 'Your session has ended',
  sessionOverText:
    'Sign in again in a new tab. What you typed stays here, and unsaved changes are sent once you’re signed in.',
  signInAgain: 'Sign in again',
  crash: 'Something went wrong here. The rest of Cobalt still works.',
  notFound: 'Not found',
  notFoundText: 'This page or record doesn’t exist, was deleted, or you don’t have access to it.',
  forbidden: 'Your role doesn’t allow this',
  forbiddenText: 'Ask an admin of your organization for access.',
  backTo: (where: string) => `Back to ${where}`,
};

/** For errors that only an outdated page can cause. */
const notUnderstood = 'The request could not be understood. Reload the page and try again.';

const problems: Record<ProblemCode, string> = {
  merged: 'This record was merged into another one.',
  invalid_request: notUnderstood,
  unauthenticated: 'Your session has ended. Sign in again.',
  forbidden: 'Your role doesn’t allow this. Ask an admin of your organization for access.',
  being_deleted: 'This organization is being deleted. An owner can restore it.',
  not_found: 'It no longer exists, or you don’t have access to it.',
  method_not_allowed: notUnderstood,
  not_acceptable: notUnderstood,
  conflict: 'This conflicts with existing data.',
  precondition_failed: 'This was changed in the meantime. Review the latest version and try again.',
  too_large: 'The request is too large. Send less data at a time.',
  unsupported_media_type: notUnderstood,
  invalid_input: 'Some fields are invalid.',
  precondition_required: 'The version is missing. Reload the page and try again.',
  too_many_requests: 'Too many requests. Wait a moment and try again.',
  internal: 'Something went wrong on our side. Try again in a moment.',
  unavailable: 'The service is busy. Your work is kept. Try again in a moment.',
};

const form = {
  error: 'Error',
  errorCount: (count: number) => plural(count, { one: '1 error to fix', other: '# errors to fix' }),
  notSaved: 'Not saved',
  tooLong: (limit: number, count: number) =>
    `${plural(limit, { other: 'At most # characters.' })} ${plural(count, { other: 'You have #.' })}`,
  takenBy: 'Another record has this value.',
  openOther: 'Open record',
  erasedBefore: 'This person was erased. Create the record only if they agree.',
  createAnyway: 'Create anyway',
  draftKept: 'Not saved yet. Reloading the page keeps your changes.',
  draftRestored: 'Your unsaved changes were restored.',
  discard: 'Discard',
  leaveTitle: 'Leave without saving?',
  leaveText: 'Your changes on this page haven’t been saved.',
  sendingText: 'Some changes are still being saved. If you leave now, they’ll be lost.',
  wait: 'Wait',
  leave: 'Leave',
  stay: 'Keep editing',
  incomplete: {
    date: 'Enter a complete date from 1900 to 2199',
    time: 'Enter a complete time',
    'datetime-local': 'Enter a complete date and time, from 1900 to 2199',
  },
  callingCode: 'Country code',
  addPhone: 'Add phone',
  removePhone: 'Remove phone',
  phoneLabel: (position: number) => `Type of phone ${position}`,
  phoneNumber: (position: number) => `Phone ${position}`,
};

/** Error messages, and UI text that all forms share. */
export const errorTexts = {
  errors,
  fieldErrors: earlyTexts,
  form,
  problems,
};
