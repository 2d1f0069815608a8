import type { FieldErrorCode, ProblemCode } from '#contract/problem.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const errors = {
  title: 'This could not be loaded',
  retry: 'Try again',
  problem: 'Problem',
  request: 'Request',
  time: 'Time',
  offline: 'You’re offline. Keep this page open: unsaved changes are sent when the connection is back.',
  unsaved: 'Some changes are not saved yet.',
  saving: 'Saving…',
  connection: 'The service can’t be reached. Check your connection and try again.',
  crash: 'Something went wrong here. The rest of Cobalt still works.',
  notFound: 'Not found',
  notFoundText: 'This page or record doesn’t exist, was deleted, or you don’t have access to it.',
  forbidden: 'Your role doesn’t allow this',
  forbiddenText: 'Ask an admin of your organization for access.',
  backTo: (where: string) => `Back to ${where}`,
};

const problems: Record<ProblemCode, string> = {
  invalid_request: 'The request could not be understood. Reload the page and try again.',
  unauthenticated: 'Your session has ended. Sign in again.',
  forbidden: 'Your role doesn’t allow this. Ask an admin of your organization for access.',
  not_found: 'It no longer exists, or you don’t have access to it.',
  method_not_allowed: 'The service doesn’t support this request. Reload the page and try again.',
  conflict: 'This conflicts with existing data.',
  precondition_failed: 'This was changed in the meantime. Review the latest version and try again.',
  too_large: 'The request is too large. Send less data at a time.',
  invalid_input: 'Some fields are invalid.',
  precondition_required: 'The version is missing. Reload the page and try again.',
  too_many_requests: 'Too many requests. Wait a moment and try again.',
  internal: 'Something went wrong on our side. Try again in a moment.',
  unavailable: 'The service is busy. Your work is kept. Try again in a moment.',
};

const fieldErrors: Record<FieldErrorCode, string | ((limit: number) => string)> & {
  required: string;
  invalid_email: string;
  not_allowed: string;
} = {
  required: 'This field is required',
  unknown_field: 'This field does not exist',
  not_selected: 'It no longer matches the filters',
  changed_since: 'It has been changed since',
  read_only: 'This field can’t be changed',
  wrong_type: 'Enter a number, such as 1250',
  too_short: (limit: number) => `At least ${limit} characters`,
  too_long: (limit: number) => plural(limit, { other: 'At most # characters' }),
  too_small: (limit: number) => `At least ${limit}`,
  too_big: (limit: number) => `At most ${limit}`,
  range_order: 'The end of a range can’t be below its start',
  in_past: 'Must be in the future',
  too_many: (limit: number) => plural(limit, { other: 'At most # entries' }),
  too_few: (limit: number) => plural(limit, { one: 'At least one entry', other: 'At least # entries' }),
  invalid_email: 'Enter an e-mail address, such as ana@example.com',
  invalid_phone: 'Enter a phone number with its country code, such as +34 933 201 181',
  invalid_format: 'This value isn’t in a valid format',
  not_a_choice: 'Choose one of the available options',
  taken: 'This is already in use',
  in_trash: 'A record in the trash has this value. Restore it instead.',
  unknown_reference: 'The selected item no longer exists',
  not_allowed: 'This value isn’t allowed',
  expired: 'This link has expired',
  used: 'This link was already used',
  too_soon: 'This was just sent. Wait a minute before sending it again.',
  too_often: (limit: number) => `This has been sent ${limit} times and can’t be sent again`,
  daily_limit: (limit: number) =>
    `An organization can send at most ${limit} invitations and passwords a day. Try again tomorrow.`,
  record_limit: (limit: number) =>
    plural(limit, {
      other:
        'This organization has reached its limit of # records. Delete records you no longer need, or ask support for a higher limit.',
    }),
  has_link: 'This looks like a web or e-mail address. Put a space after the dot, or leave it out.',
  outer_space: 'Can’t start or end with a space, or contain line breaks',
  own_daily_limit: (limit: number) =>
    plural(limit, { other: 'You can send # invitations a day. Try again tomorrow.' }),
  email_changes_a_day: (limit: number) =>
    plural(limit, { other: 'You can change your e-mail address # times a day. Try again tomorrow.' }),
  organizations_a_day: (limit: number) =>
    plural(limit, { other: 'You can create # organizations a day. Try again tomorrow.' }),
  jobs_at_once: (limit: number) => `You already have ${limit} jobs running. Wait until one finishes.`,
  jobs_a_day: (limit: number) => `An organization can start at most ${limit} jobs a day. Try again tomorrow.`,
  other_address: 'This invitation is for another e-mail address',
  no_match: 'Those details don’t match an account',
  too_many_tries: 'Too many attempts. Try again later.',
  wrong_code: 'That code is invalid or already used',
  has_account: 'This address already has an account. Send an invitation instead.',
  has_password: 'This member has already signed in and chosen a password',
  circle: 'This would make them their own manager. Change the reporting line first.',
  no_room:
    'There isn’t enough storage for this file. Storage is freed when files in the trash are permanently removed.',
  not_uploaded: 'The file didn’t arrive. Try again.',
  other_content: 'The content doesn’t match the file extension',
  other_ending: 'The file extension can’t be changed',
  own_membership: 'You can’t change this for yourself',
};

const form = {
  error: 'Error',
  errorCount: (count: number) => plural(count, { one: '1 error to fix', other: '# errors to fix' }),
  notSaved: 'Not saved',
  takenBy: 'Another record has this value.',
  openOther: 'Open record',
  draftKept: 'Unsaved changes are kept in this tab.',
  draftRestored: 'Your unsaved changes were restored.',
  discard: 'Discard',
  leaveTitle: 'Leave without saving?',
  leaveText: 'Your changes on this page haven’t been saved.',
  sendingText: 'Some changes are still being saved. If you leave now, they’ll be lost.',
  wait: 'Wait',
  leave: 'Leave',
  stay: 'Keep editing',
  callingCode: 'Country code',
  addPhone: 'Add phone',
  removePhone: 'Remove phone',
  phoneLabel: (position: number) => `Type of phone ${position}`,
  phoneNumber: (position: number) => `Phone ${position}`,
};

/** Error messages, and UI text that all forms share. */
export const errorTexts = {
  errors,
  fieldErrors,
  form,
  problems,
};
