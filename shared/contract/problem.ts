import * as z from 'zod/mini';

/** RFC 9457 problem codes with their HTTP status and the title that goes with them. */
export const problemCodes = {
  invalid_request: { status: 400, title: 'The request cannot be read' },
  unauthenticated: { status: 401, title: 'Sign in or give a valid API key' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  conflict: { status: 409, title: 'This conflicts with what is there' },
  precondition_failed: { status: 412, title: 'The record was changed by someone else meanwhile' },
  too_large: { status: 413, title: 'The request is too large' },
  invalid_input: { status: 422, title: 'Some fields need another value' },
  precondition_required: { status: 428, title: 'Send the version that you saw in If-Match' },
  too_many_requests: { status: 429, title: 'Too many requests, wait a moment' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'The service is busy, try again in a moment' },
} as const;
export type ProblemCode = keyof typeof problemCodes;
const codeNames = Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]];

/** What can be wrong with one value. The UI has a text for each in every language. */
export const fieldErrors = {
  required: 'Give a value',
  unknown_field: 'There is no such field',
  wrong_type: 'The value has the wrong type',
  too_short: 'The value is too short',
  too_long: 'The value is too long',
  too_small: 'The number is too small',
  too_big: 'The number is too big',
  too_many: 'There are too many entries',
  too_few: 'There are too few entries',
  invalid_email: 'Give an e-mail address such as ana@example.com',
  invalid_phone: 'Give the number with its country code, such as +34 933 201 181',
  invalid_format: 'The value has a form that is not accepted',
  not_a_choice: 'Choose one of the values on offer',
  taken: 'This value is already in use',
  in_trash: 'A record in the trash has this value: restore that one instead',
  unknown_reference: 'What this points to does not exist',
  not_allowed: 'You may not set this value',
  expired: 'This link has expired: ask for a new one',
  used: 'This link was used already',
  too_soon: 'This was sent a moment ago: wait a minute',
  too_often: 'This was sent as often as it may be',
  daily_limit: 'As many were sent today as may be: go on tomorrow',
  jobs_at_once: 'As many of your jobs are under way as may be: wait until one ends',
  jobs_a_day: 'As many jobs were begun today as may be: go on tomorrow',
  other_address: 'This invitation is for another e-mail address: sign in with that one',
  no_match: 'These details do not match an account',
  too_many_tries: 'As many codes were tried as may be: wait before you try another',
  wrong_code: 'This code does not count: it is wrong, or was used already',
  has_account: 'Somebody has an account with this address already: send an invitation instead',
  has_password: 'This member has signed in already and chosen a password',
  circle: 'Somebody would work under themself: change who manages whom first',
  no_room:
    'The organization has no room left for this file: delete others, and wait until they are gone from the trash',
  not_uploaded: 'The file has not arrived yet: upload it first',
  other_content: 'What arrived is not what was announced',
  other_ending: 'The ending of the name does not fit the type of the file',
  own_membership: 'Nobody changes their own role or membership: ask another owner or admin',
} as const;
export type FieldErrorCode = keyof typeof fieldErrors;
const fieldErrorNames = Object.keys(fieldErrors) as [FieldErrorCode, ...FieldErrorCode[]];

/** One bad value. `pointer` is a JSON pointer into the body, or `/query/<name>` for a query parameter. */
export const fieldError = z.object({
  pointer: z.string(),
  code: z.enum(fieldErrorNames),
  message: z.string(),
  /** The bound that was not kept, where there is one. */
  limit: z.optional(z.number()),
  /** The record that is in the way, where the caller may see it. */
  recordId: z.optional(z.string()),
});
export type FieldError = z.infer<typeof fieldError>;

/** The body of every refusal, `application/problem+json`. */
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

/** Thrown by operations; the pipeline turns it into the answer. */
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

/** 429 that ends by itself, in so many seconds. */
export class TooManyRequests extends ProblemError {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super('too_many_requests');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** 422 (or another code) for one field. */
export function fieldProblem(
  pointer: string,
  code: FieldErrorCode,
  problemCode: ProblemCode = 'invalid_input',
  rest: Pick<FieldError, 'recordId' | 'limit'> = {},
): ProblemError {
  return new ProblemError(problemCode, undefined, [{ pointer, code, message: fieldErrors[code], ...rest }]);
}

/** Translates zod's findings; `prefix` is '' for a body and '/query' for query parameters. */
export function fieldErrorsOf(issues: readonly z.core.$ZodIssue[], prefix = ''): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const pointer = prefix + issue.path.map((part) => '/' + escapePointer(String(part))).join('');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: `${pointer}/${escapePointer(key)}`,
        code: 'unknown_field',
        message: fieldErrors.unknown_field,
      }));
    }
    const { code, limit } = codeOf(issue);
    return [{ pointer, code, message: fieldErrors[code], ...(limit === undefined ? {} : { limit }) }];
  });
}

/** One part of a JSON pointer, RFC 6901. */
export function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}

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
    case 'invalid_union':
      return { code: issue.errors.every(isOfAnotherType) ? 'wrong_type' : 'not_a_choice' };
    default:
      return { code: 'invalid_format' };
  }
}

/** What one of several schemas found: that the value is nothing that it takes at all. */
const isOfAnotherType = ([first]: z.core.$ZodIssue[]): boolean =>
  first?.code === 'invalid_type' && first.path.length === 0;

function formatCode(issue: z.core.$ZodIssueInvalidStringFormat): FieldErrorCode {
  if (issue.format === 'email') return 'invalid_email';
  return issue.pattern?.includes('\\+[1-9]') ? 'invalid_phone' : 'invalid_format';
}
