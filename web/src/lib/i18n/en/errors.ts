import type { FieldErrorCode, ProblemCode } from '#contract/problem.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const errors = {
  title: 'This could not be loaded',
  retry: 'Try again',
  problem: 'Problem',
  request: 'Request',
  time: 'Time',
  offline:
    'The connection is lost. Nothing you entered is lost; it goes on by itself once the connection is back.',
  connection: 'The service cannot be reached. Check the connection and try again.',
  crash: 'Something in this part went wrong. The rest of Cobalt still works.',
  notFound: 'There is nothing here',
  notFoundText: 'The page or the record does not exist, was deleted, or is not yours to see.',
  forbidden: 'Your role does not allow this',
  forbiddenText: 'Ask an admin of your organization if you need it.',
  backTo: (where: string) => `Back to ${where}`,
};

export const problems: Record<ProblemCode, string> = {
  invalid_request: 'The request could not be understood. Reload the page and try again.',
  unauthenticated: 'The session has ended. Sign in again.',
  forbidden: 'Your role does not allow this. Ask an admin of your organization.',
  not_found: 'It does not exist any more, or is not yours to see.',
  method_not_allowed: 'The service does not know this request. Reload the page and try again.',
  conflict: 'It conflicts with what is there already.',
  precondition_failed: 'Someone else changed it meanwhile. Look at the newest version and try again.',
  too_large: 'This is too large to be taken. Send less at once.',
  invalid_input: 'Some fields need another value.',
  precondition_required: 'The version is missing. Reload the page and try again.',
  too_many_requests: 'That was a lot at once. Wait a moment and try again.',
  internal: 'Something went wrong on our side. Nothing was changed; try again in a moment.',
  unavailable: 'The service is busy. Nothing you entered is lost; try again in a moment.',
};

export const fieldErrors: Record<FieldErrorCode, string | ((limit: number) => string)> & {
  required: string;
  invalid_email: string;
} = {
  required: 'Fill this in',
  unknown_field: 'This field does not exist',
  wrong_type: 'This value is of the wrong kind',
  too_short: (limit: number) => `At least ${limit} characters`,
  too_long: (limit: number) => `At most ${limit} characters`,
  too_small: (limit: number) => `At least ${limit}`,
  too_big: (limit: number) => `At most ${limit}`,
  too_many: (limit: number) => plural(limit, { other: 'At most # entries' }),
  too_few: (limit: number) => plural(limit, { one: 'At least one entry', other: 'At least # entries' }),
  invalid_email: 'Give an e-mail address such as ana@example.com',
  invalid_phone: 'This is no phone number. Begin with the country code, such as +34',
  invalid_format: 'This value has a form that is not accepted',
  not_a_choice: 'Choose one of the values on offer',
  taken: 'This is already in use',
  in_trash: 'A record in the trash has this: restore it instead',
  unknown_reference: 'What was chosen does not exist any more',
  not_allowed: 'You may not set this',
  expired: 'This does not hold any more',
  used: 'This was used already',
  too_soon: 'This was sent a moment ago. Wait a minute before you send it again',
  too_often: (limit: number) => `This was sent ${limit} times, which is the most there can be`,
  daily_limit: (limit: number) =>
    `An organization sends at most ${limit} invitations and passwords a day. Go on tomorrow`,
  jobs_at_once: (limit: number) => `${limit} of your jobs are under way already. Wait until one ends`,
  jobs_a_day: (limit: number) => `An organization begins at most ${limit} jobs a day. Go on tomorrow`,
  other_address: 'This is for another e-mail address',
  no_match: 'Those details do not match an account',
  too_many_tries: 'As many codes were tried as may be. Wait before you try another',
  wrong_code: 'This code does not count: it is wrong, or was used already',
  has_account: 'This address has an account already: send an invitation instead',
  has_password: 'This member has signed in already and chosen a password',
  circle: 'They would work under themself. Change who manages whom first',
  no_room: 'There is no room left for this file. Delete others first',
  not_uploaded: 'The file has not arrived. Try again',
  other_content: 'The content does not fit the ending of its name',
  other_ending: 'The ending of the name must stay as it is',
  own_membership: 'Nobody changes this about themself',
};

export const form = {
  error: 'Error',
  toMend: (count: number) => plural(count, { one: 'One thing to mend', other: '# things to mend' }),
  notSaved: 'It was not saved',
  takenBy: 'Another record has this value.',
  openOther: 'Open it',
  draftKept: 'Unsaved, kept in this tab.',
  draftRestored: 'What you had entered is back.',
  discard: 'Discard',
  leaveTitle: 'Leave without saving?',
  leaveText: 'What you entered on this page is not saved yet.',
  leave: 'Leave',
  stay: 'Keep editing',
  callingCode: 'Country of the number',
  addPhone: 'Add phone',
  removePhone: 'Remove phone',
  phoneLabel: (place: number) => `Kind of phone ${place}`,
  phoneNumber: (place: number) => `Phone ${place}`,
};
