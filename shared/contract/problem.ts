import * as z from 'zod/mini';

/** Problem codes (RFC 9457) with HTTP status and title. */
export const problemCodes = {
  invalid_request: { status: 400, title: 'The request is malformed' },
  unauthenticated: { status: 401, title: 'Sign in, or send a valid API key' },
  forbidden: { status: 403, title: 'Your role or API key doesn’t allow this' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'This path doesn’t support that method' },
  conflict: { status: 409, title: 'The request conflicts with existing data' },
  precondition_failed: {
    status: 412,
    title: 'The resource has changed since you retrieved it. Get the latest version and try again.',
  },
  too_large: { status: 413, title: 'The request is too large' },
  invalid_input: { status: 422, title: 'Some fields are invalid' },
  precondition_required: { status: 428, title: 'Send the resource’s ETag in If-Match' },
  too_many_requests: { status: 429, title: 'Too many requests. Wait a moment and try again.' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'The service is busy. Try again in a moment.' },
} as const;
export type ProblemCode = keyof typeof problemCodes;
const codeNames = Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]];

/** Possible errors of a value, with general messages. The UI has a text for each in every language. */
export const fieldErrors = {
  required: 'A value is required',
  unknown_field: 'No field has this name',
  not_selected: 'The record no longer matches the search and filters',
  changed_since: 'The record was changed after this job changed it',
  read_only: 'This field is read-only. Leave it out, or send the value that you retrieved.',
  wrong_type: 'Must be of the type given in the API reference',
  too_short: 'Must be longer',
  too_long: 'Must be shorter',
  too_small: 'Must be a larger number',
  too_big: 'Must be a smaller number',
  range_order: 'Must not be lower than the start of the range',
  in_past: 'Must be in the future',
  too_many: 'Must have fewer entries',
  too_few: 'Must have more entries',
  invalid_email: 'Must be an e-mail address, such as ana@example.com',
  invalid_phone: 'Must be a phone number with its country code, such as +34 933 201 181',
  invalid_format: 'Must have the format given in the API reference, such as 2026-03-31 for a date',
  invalid_timestamp:
    'Must be a date and time in RFC 3339, such as 2026-03-31T09:30:00Z or 2026-03-31T09:30:00-05:00, or a date, such as 2026-03-31',
  not_a_choice: 'Must be one of the available options',
  taken: 'This value is already in use',
  in_trash: 'A record in the trash has this value. Restore it instead.',
  unknown_reference: 'The referenced item doesn’t exist',
  not_allowed: 'You can’t set this value',
  expired: 'This link has expired. Request a new one.',
  used: 'This link was already used',
  too_soon: 'This was just sent. Wait a minute before sending it again.',
  too_often: 'This has been sent the maximum number of times and can’t be sent again',
  daily_limit: 'The daily sending limit has been reached. Try again tomorrow.',
  record_limit:
    'This organization has reached its record limit. Delete records you no longer need, or ask support for a higher limit.',
  has_link:
    'Must not look like a web or e-mail address, because it appears in e-mails. Add a space after each dot, or leave it out.',
  outer_space: 'Must not start or end with a space, or contain line breaks',
  own_daily_limit: 'You have sent as many invitations as you can today. Try again tomorrow.',
  email_changes_a_day: 'You have changed your e-mail address as often as you can today. Try again tomorrow.',
  organizations_a_day: 'You have created as many organizations as you can today. Try again tomorrow.',
  jobs_at_once: 'You have the maximum number of jobs running. Wait until one finishes.',
  jobs_a_day: 'The daily job limit has been reached. Try again tomorrow.',
  other_address: 'This invitation is for another e-mail address. Sign in with that address.',
  no_match: 'These details don’t match an account',
  too_many_tries: 'Too many attempts. Try again later.',
  wrong_code: 'That code is invalid or already used',
  has_account: 'An account with this address already exists. Send an invitation instead.',
  has_password: 'This member has already signed in and chosen a password',
  circle: 'This would make someone their own manager. Change the reporting line first.',
  no_room:
    'The organization doesn’t have enough storage for this file. Storage is freed when files in the trash are permanently removed.',
  not_uploaded: 'The file hasn’t been uploaded yet. Upload it first.',
  other_content: 'The uploaded content doesn’t match the declared size or type',
  other_ending: 'The file extension doesn’t match the file type',
  own_membership: 'You can’t change your own role or membership. Ask another owner or admin.',
} as const;
export type FieldErrorCode = keyof typeof fieldErrors;
const fieldErrorNames = Object.keys(fieldErrors) as [FieldErrorCode, ...FieldErrorCode[]];

/** Messages for values that violate a known limit. */
const limitMessages: Partial<Record<FieldErrorCode, (limit: number) => string>> = {
  too_short: (limit) => `Must have at least ${limit} characters`,
  too_long: (limit) => `Must have at most ${limit} characters`,
  too_small: (limit) => `Must be at least ${limit}`,
  too_big: (limit) => `Must be at most ${limit}`,
  too_many: (limit) => `At most ${limit} entries are allowed`,
  too_few: (limit) =>
    limit === 1 ? 'At least one entry is required' : `At least ${limit} entries are required`,
};

/** The message for an error, with the limit that the value violates if it is known. */
const messageOf = (code: FieldErrorCode, limit?: number): string =>
  (limit === undefined ? undefined : limitMessages[code]?.(limit)) ?? fieldErrors[code];

/**
 * An invalid value. `pointer` is a JSON pointer into the body, `/query/<name>` for a query parameter, or
 * `/header/<name>` for a header.
 */
export const fieldError = z.object({
  pointer: z.string(),
  code: z.enum(fieldErrorNames),
  message: z.string(),
  /** The limit that the value violates, if any. */
  limit: z.optional(z.number()),
  /** The conflicting record, if the caller can see it. */
  recordId: z.optional(z.string()),
});
export type FieldError = z.infer<typeof fieldError>;

/** The body of every error response, `application/problem+json`. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(codeNames),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(fieldError)),
  requestId: z.string(),
});
export type Problem = z.infer<typeof problem>;

/** Thrown by operations and converted to a response by the request pipeline. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly errors: FieldError[] | undefined;

  constructor(code: ProblemCode, detail?: string, errors?: FieldError[]) {
    super(detail ?? problemCodes[code].title);
    this.name = 'ProblemError';
    this.code = code;
    this.errors = errors;
  }
}

/** 429 with the number of seconds to wait. */
export class TooManyRequests extends ProblemError {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number, detail?: string, errors?: FieldError[]) {
    super('too_many_requests', detail, errors);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A problem with one field: 422, or another status if `problemCode` is passed. */
export function fieldProblem(
  pointer: string,
  code: FieldErrorCode,
  problemCode: ProblemCode = 'invalid_input',
  rest: Pick<FieldError, 'recordId' | 'limit'> = {},
): ProblemError {
  return new ProblemError(problemCode, undefined, [errorAt(pointer, code, rest)]);
}

export const errorAt = (
  pointer: string,
  code: FieldErrorCode,
  rest: Pick<FieldError, 'recordId' | 'limit'> = {},
): FieldError => ({ pointer, code, message: messageOf(code, rest.limit), ...rest });

/** Converts zod issues to field errors. `prefix` is '' for a body and '/query' for query parameters. */
export function fieldErrorsOf(issues: readonly z.core.$ZodIssue[], prefix = ''): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const pointer = prefix + issue.path.map((part) => '/' + escapePointer(String(part))).join('');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => errorAt(`${pointer}/${escapePointer(key)}`, 'unknown_field'));
    }
    if (issue.code === 'invalid_union') {
      const ofItsType = issue.errors.filter((errors) => !isOfAnotherType(errors));
      if (ofItsType.length === 1) return fieldErrorsOf(ofItsType[0] ?? [], pointer);
    }
    const { code, limit } = codeOf(issue);
    return [errorAt(pointer, code, limit === undefined ? {} : { limit })];
  });
}

/** Escapes a segment of a JSON pointer (RFC 6901). */
export function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The value at a JSON pointer, or undefined if there is none. */
export function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((place, part) => (place as Record<string, unknown> | null | undefined)?.[part], value);
}

/** The errors that schemas of the contract report themselves. */
const customCodes = ['has_link', 'outer_space', 'invalid_timestamp'] as const;

function codeOf(issue: z.core.$ZodIssue): { code: FieldErrorCode; limit?: number } {
  switch (issue.code) {
    case 'invalid_type':
      return { code: issue.input === undefined ? 'required' : 'wrong_type' };
    case 'too_small': {
      const limit = Number(issue.minimum);
      if (issue.origin === 'string') return { code: limit <= 1 ? 'required' : 'too_short', limit };
      return { code: issue.origin === 'array' ? 'too_few' : 'too_small', limit };
    }
    case 'too_big': {
      const limit = Number(issue.maximum);
      if (issue.origin === 'string') return { code: 'too_long', limit };
      return { code: issue.origin === 'array' ? 'too_many' : 'too_big', limit };
    }
    case 'invalid_value':
      return { code: issue.input === undefined ? 'required' : 'not_a_choice' };
    case 'invalid_format':
      return { code: formatCode(issue) };
    case 'custom': {
      const code: unknown = issue.params?.code;
      return { code: customCodes.find((known) => known === code) ?? 'invalid_format' };
    }
    case 'invalid_union':
      return { code: issue.errors.every(isOfAnotherType) ? 'wrong_type' : 'not_a_choice' };
    default:
      return { code: 'invalid_format' };
  }
}

/** Whether the schema of a union member rejected the type of the value itself, rather than a part of the value. */
const isOfAnotherType = ([first]: z.core.$ZodIssue[]): boolean =>
  first?.code === 'invalid_type' && first.path.length === 0;

function formatCode(issue: z.core.$ZodIssueInvalidStringFormat): FieldErrorCode {
  if (issue.format === 'email') return 'invalid_email';
  return issue.pattern?.includes('\\+[1-9]') ? 'invalid_phone' : 'invalid_format';
}
