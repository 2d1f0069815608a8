import type { FieldErrorCode } from '#contract/problem.ts';
import type { errorTexts } from './errors.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

type OtherCode = Exclude<FieldErrorCode, keyof typeof errorTexts.fieldErrors>;
const refusals: Record<OtherCode, string | ((limit: number) => string)> = {
  unknown_field: 'This field does not exist',
  not_selected: 'It no longer matches the filters',
  changed_since: 'It was changed after this job changed it',
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
  invalid_phone: 'Enter a phone number with its country code, such as +34 933 201 181',
  invalid_format: 'This value isn’t in a valid format',
  invalid_timestamp: 'Enter a date and time, such as 2026-03-31 09:30',
  not_a_choice: 'Choose one of the available options',
  taken: 'This is already in use',
  in_trash: 'A record in the trash has this value. Restore it instead.',
  unknown_reference: 'The selected item no longer exists',
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

const conflict = {
  title: 'This was changed in the meantime',
  /** Without a name, the user has made the other change. */
  saved: (who?: string) => (who ? `${who} saved another version` : 'You saved another version elsewhere'),
  choose: 'For each field, choose the value to keep.',
  set: (who: string | undefined, value: string) =>
    who ? `${who} set it to ${value}` : `You set it to ${value} elsewhere`,
  cell: (who: string | undefined, value: string) =>
    who
      ? `${who} set it to “${value}” while you were editing.`
      : `You set it to “${value}” elsewhere while editing here.`,
  keep: (value: string) => `Keep ${value}`,
  takeTheirs: 'Use saved value',
  mine: 'Yours',
  theirs: 'Saved',
  saveChosen: 'Save selected values',
};

const filterRefusal = {
  title: 'This search or filter can’t be applied',
  text: 'Its link is incomplete, or a value in it isn’t valid or no longer exists, such as a deleted tag.',
};

/** What users read if a change is refused: a conflict, or why a value is, except for the reasons that `errors.ts` has. */
export const texts = () => ({ conflict, filterRefusal, refusals });
