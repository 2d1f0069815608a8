import { earlyTexts } from './en-early.ts';
import type { Nouns } from '../nouns.ts';
import type { FieldTexts } from './field-texts.ts';

const general: Omit<FieldTexts['errors'], 'not_due' | 'not_left'> = {
  ...earlyTexts,
  unknown_field: 'There is no field with this name',
  not_selected: 'It no longer matches the search and filters',
  not_yours: 'You can read this record, but not change it, because it belongs to somebody else',
  wider_than_read: 'Nobody can change records that they can’t read',
  changed_since: 'It was changed after this job changed it',
  read_only: 'This field can’t be changed. Leave it out, or send the value that it has.',
  wrong_type: 'This value is of the wrong type',
  too_short: (limit, plural) =>
    plural(limit, { one: 'At least # character', other: 'At least # characters' }),
  too_long: (limit, plural) => plural(limit, { one: 'At most # character', other: 'At most # characters' }),
  too_small: (limit, plural) => plural(limit, { other: 'At least #' }),
  too_big: (limit, plural) => plural(limit, { other: 'At most #' }),
  range_order: 'The end of a range can’t be below its start',
  range_too_long: (limit, plural) => plural(limit, { other: 'A range can have at most # days' }),
  period_too_short: (limit, plural) =>
    plural(limit, { other: 'A range of more than # days needs longer periods, such as months' }),
  in_past: 'Must be in the future',
  too_many: (limit, plural) => plural(limit, { one: 'At most # entry', other: 'At most # entries' }),
  too_few: (limit, plural) => plural(limit, { one: 'At least one entry', other: 'At least # entries' }),
  invalid_phone: 'Enter a phone number with its country code, such as +34 933 201 181',
  invalid_format: 'This value isn’t in a valid format',
  invalid_timestamp:
    'Enter a date and time, such as 2026-03-31T09:30:00-05:00, or a date, such as 2026-03-31',
  not_a_choice: 'Choose one of the available options',
  taken: 'This is already in use',
  shared: 'Another record has the same value',
  merged: 'This record was merged into another one',
  in_trash: 'A record in the trash has this value. Restore it instead.',
  deleted: 'This record is in the trash. Restore it, or read it with trash=true.',
  unknown_reference: 'The selected item doesn’t exist or is in the trash',
  negative_total: 'The total can’t be negative',
  total_too_big: 'The total is too large',
  zero_amount: 'Enter an amount greater than zero',
  same_currency: 'There is already a price in this currency',
  lines_needed: 'This currency has a different number of decimals. Change the lines in the same step.',
  prices_differ: 'This price differs from the one in minor units. Send one of them.',
  in_future: 'Can’t be after today',
  before_document: 'Can’t be before the date of the document',
  before_last_number: 'A later date of issue already has a number in this series',
  series_in_use: 'A series that has numbers can’t be removed or get another prefix',
  beyond_order: (limit, plural) =>
    limit === 0
      ? 'All of this line is already billed'
      : plural(limit, { other: 'Only # of this line is left to bill' }),
  below_invoiced: (limit, plural) => plural(limit, { other: 'Already billed of this line: #' }),
  wrong_check_character: 'The check digit or letter doesn’t match the rest. Look for a typo.',
  expired: 'This link has expired. Request a new one.',
  used: 'This link was already used',
  too_soon: 'This was just sent. Wait a minute before sending it again.',
  too_often: (limit, plural) =>
    plural(limit, { other: 'This has been sent # times and can’t be sent again' }),
  daily_limit: (limit, plural) =>
    plural(limit, {
      other: 'An organization can send at most # invitations and passwords a day. Try again tomorrow.',
    }),
  record_limit: (limit, plural) =>
    plural(limit, {
      other:
        'This organization has reached its limit of # records. Delete records you no longer need, or ask support for a higher limit.',
    }),
  has_link: 'This looks like a web or e-mail address. Put a space after the dot, or leave it out.',
  outer_space: 'Can’t start or end with a space, or contain line breaks',
  own_daily_limit: (limit, plural) =>
    plural(limit, {
      one: 'You can send # invitation a day. Try again tomorrow.',
      other: 'You can send # invitations a day. Try again tomorrow.',
    }),
  email_changes_a_day: (limit, plural) =>
    plural(limit, {
      one: 'You can change your e-mail address once a day. Try again tomorrow.',
      other: 'You can change your e-mail address # times a day. Try again tomorrow.',
    }),
  organizations_a_day: (limit, plural) =>
    plural(limit, {
      one: 'You can create # organization a day. Try again tomorrow.',
      other: 'You can create # organizations a day. Try again tomorrow.',
    }),
  jobs_at_once: (limit, plural) =>
    plural(limit, {
      one: 'You already have # job running. Wait until it finishes.',
      other: 'You already have # jobs running. Wait until one finishes.',
    }),
  jobs_a_day: (limit, plural) =>
    plural(limit, { other: 'An organization can start at most # jobs a day. Try again tomorrow.' }),
  imports_a_day: (limit, plural) =>
    plural(limit, { other: 'An organization can import at most # files a day. Try again tomorrow.' }),
  exports_at_once: (limit, plural) =>
    plural(limit, {
      other: 'Your organization is already exporting # files. Wait until one is ready.',
    }),
  exports_a_day: (limit, plural) =>
    plural(limit, { other: 'An organization can export at most # files a day. Try again tomorrow.' }),
  duplicate_scans_a_day: (limit, plural) =>
    plural(limit, {
      other: 'An organization can scan for duplicates at most # times a day. Try again tomorrow.',
    }),
  not_duplicates_kept: (limit, plural) =>
    plural(limit, {
      other: 'At most # groups can be marked as not duplicates. Undo some that you no longer need.',
    }),
  repeated: 'This is already chosen above',
  other_address: 'This invitation is for another e-mail address. Sign in with that address.',
  other_person: 'Enter the name exactly as it is',
  being_erased: 'This person is being erased for good, so the record can’t be restored.',
  erased_before: 'Belongs to a person who was erased',
  other_organization: 'Enter the organization’s name or short name exactly as it is',
  other_account: 'Enter your e-mail address exactly as it is',
  only_owner: 'You are the only owner. Make another member an owner, or delete the organization.',
  no_match: 'Those details don’t match an account',
  too_many_tries: 'Too many attempts. Try again later.',
  wrong_code: 'That code is invalid or already used',
  has_account: 'This address already has an account. Send an invitation instead.',
  has_password: 'This member has already signed in and chosen a password',
  circle: 'This would make them their own manager. Change the reporting line first.',
  no_room:
    'There isn’t enough storage for this file. Storage is freed when files in the trash are permanently removed.',
  not_uploaded: 'The file hasn’t arrived. Upload it again.',
  other_content: 'The content doesn’t match the size or the type of the file',
  other_ending: 'The file extension doesn’t match the type of the file',
  own_membership: 'You can’t change your own role or membership. Ask another owner or admin.',
  stale_form: 'Reload the form and submit it again',
  stage_in_use: (limit, plural) =>
    plural(limit, {
      one: 'This stage has # record. Choose a stage to move it to.',
      other: 'This stage has # records. Choose a stage to move them to.',
    }),
  idempotency_mismatch: 'Another request was sent with this key. Use a new key for each request.',
  secret_shown: 'This request was already carried out, and its secret is shown only once. Create a new one.',
  users_only: 'API keys can’t have this permission',
  still_moving: 'Records are still being moved from this entry. Reactivate it when that is done.',
  undecided: 'The values of this column can be read in several ways. Choose how they are meant.',
  selects_all:
    'This selects every record, because no filter limits it. To change all of them, send “all”: true.',
};

const ofInvoices = (nouns: Nouns): Pick<FieldTexts['errors'], 'not_due' | 'not_left'> => ({
  not_due: (limit, plural) =>
    limit === 0 ? `This ${nouns.invoice.one} has no balance left` : plural(limit, { other: 'Only # is due' }),
  not_left: (limit, plural) =>
    limit === 0 ? 'Nothing is left to credit' : plural(limit, { other: 'Only # is left to credit' }),
});

const expected: FieldTexts['expected'] = {
  text: 'This must be text',
  number: 'Enter a number, such as 1250',
  integer: 'Enter a whole number, such as 12',
  boolean: 'This must be true or false',
  list: 'This must be a list',
  object: 'This must be an object',
  date: 'Enter a date from 1900 to 2199, such as 2026-03-31',
  id: 'This isn’t a valid ID',
  currency: 'Enter the three-letter code of a currency, such as EUR',
  timeZone: 'Enter a time zone, such as America/Bogota',
  url: 'Enter a web address, such as https://example.com',
  stripeKey: 'Must be a secret key of Stripe, which begins with sk_ or rk_',
  stripeSecret: 'Must be the signing secret of a webhook endpoint at Stripe, which begins with whsec_',
  secureUrl: 'Enter a web address that begins with https://, such as https://example.com/thanks',
  site: 'Enter the address of a site without a path, such as https://example.com',
  codePrefix: 'Use up to 8 letters and digits without accents, beginning with a letter, such as ORD',
  slug: 'Use only lowercase letters, digits and single hyphens, such as acme-madrid',
  key: 'Use only lowercase letters, digits and single hyphens, and start with a letter',
  username: 'Use 3 to 60 letters, digits, dots, hyphens or underscores, and start with a letter or digit',
  fileName: 'A file name can’t contain slashes or characters that change the direction of text',
  plainText: 'This contains characters that can’t be stored, such as control characters',
  checksum: 'This must be a SHA-256 checksum in Base64',
  sort: 'Enter the name of a column, with a hyphen before it for descending order',
  addressRange: 'Enter an IP address or a range, such as 203.0.113.7 or 203.0.113.0/24',
  color: 'Enter a color such as #2563eb',
  price: 'Enter a number with at most 12 digits and 6 decimals, such as 0.0125',
  nif: 'Enter a Spanish NIF, NIE or CIF, such as B12345674, or change the country',
  nit: 'Enter a Colombian NIT or identity card number, such as 900123456-8, or change the country',
  ein: 'Enter a United States EIN, SSN or ITIN, such as 12-3456789, or change the country',
  taxId:
    'Use 4 to 30 letters and digits, at least one digit, and only spaces, dots, hyphens, slashes or & between them',
  distinct: 'Each entry can be used only once',
};

export const fieldTexts = (nouns: Nouns): FieldTexts => ({
  errors: { ...general, ...ofInvoices(nouns) },
  expected,
  choices: (list) => `Choose one of: ${list}`,
  lastIssued: (date) =>
    `The last number of this series has the date ${date}. Choose this date or a later one.`,
  series: (prefix) => `The series with the prefix ${prefix} can give the same numbers`,
});
