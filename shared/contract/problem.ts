import { fieldErrorCodes, type FieldErrorCode } from './field-error-codes.ts';
import * as z from 'zod/mini';
import type { ProblemDetail } from './problem-texts/problem-texts.ts';

/** The codes of problems (RFC 9457), each with its HTTP status. */
export const problemStatuses = {
  merged: 308,
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  being_deleted: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unsupported_media_type: 415,
  invalid_input: 422,
  precondition_required: 428,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const;
export type ProblemCode = keyof typeof problemStatuses;
const codeNames = Object.keys(problemStatuses) as [ProblemCode, ...ProblemCode[]];

/** What a value of the wrong type or format should be. Schemas of the contract name a format as the `error` of a check. */
export const expectedForms = [
  'text',
  'number',
  'integer',
  'boolean',
  'list',
  'object',
  'date',
  'id',
  'currency',
  'timeZone',
  'url',
  'secureUrl',
  'stripeKey',
  'stripeSecret',
  'site',
  'slug',
  'codePrefix',
  'key',
  'username',
  'fileName',
  'plainText',
  'checksum',
  'sort',
  'distinct',
  'addressRange',
  'color',
  'price',
  'nif',
  'nit',
  'ein',
  'taxId',
] as const;
export type ExpectedForm = (typeof expectedForms)[number];

/**
 * An invalid value. `pointer` is a JSON pointer into the body, `/query/<name>` for a query parameter, or
 * `/header/<name>` for a header.
 */
export const fieldError = z.object({
  pointer: z.string(),
  code: z.enum(fieldErrorCodes),
  /** In the language that the request accepts. */
  message: z.string(),
  /** The limit that the value violates, if any. */
  limit: z.optional(z.number()),
  /** The currency of `limit` if that is an amount, in minor units. */
  currency: z.optional(z.string()),
  /** For `wrong_type` and `invalid_format`: what the value should be, if it is known. */
  expected: z.optional(z.enum(expectedForms)),
  /** For `not_a_choice`: the possible values, if there are few. */
  choices: z.optional(z.array(z.string())),
  /** For `taken`: the prefix of the series that can give the same numbers. */
  series: z.optional(z.string()),
  /** For `before_last_number`: the date of issue of the last number. */
  lastIssuedOn: z.optional(z.string()),
  /** The conflicting record, if the caller can see it. */
  recordId: z.optional(z.string()),
});
export type FieldError = z.infer<typeof fieldError>;
/** A field error without its message, which depends on the language of the reader. */
export type FieldFault = Omit<FieldError, 'message'>;

/** The body of every error response, `application/problem+json`. */
export const problem = z.object({
  type: z.string(),
  /** The general meaning of the code, in the language that the request accepts. */
  title: z.string(),
  status: z.int(),
  code: z.enum(codeNames),
  /** What is wrong in this case, or what can be done about it, in the language that the request accepts. */
  detail: z.string(),
  /** Identifies what is wrong in this case. Without it, `detail` only says what can be done about any problem of its code. */
  reason: z.optional(z.string()),
  errors: z.optional(z.array(fieldError)),
  /** The record into which the requested one was merged. */
  mergedInto: z.optional(z.string()),
  requestId: z.string(),
});
export type Problem = z.infer<typeof problem>;

/** Thrown by operations and converted to a response by the request pipeline. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly detail: ProblemDetail | undefined;
  readonly errors: FieldFault[] | undefined;

  constructor(code: ProblemCode, detail?: ProblemDetail, errors?: FieldFault[]) {
    super(code);
    this.name = 'ProblemError';
    this.code = code;
    this.detail = detail;
    this.errors = errors;
  }
}

/** 429 with the number of seconds to wait. */
export class TooManyRequests extends ProblemError {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number, detail?: ProblemDetail, errors?: FieldFault[]) {
    super('too_many_requests', detail, errors);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

type FaultRest = Omit<FieldFault, 'pointer' | 'code'>;

/** 429 for a limit that one field names, with the number of seconds to wait. */
export const fieldLimit = (
  retryAfterSeconds: number,
  pointer: string,
  code: FieldErrorCode,
  rest: FaultRest = {},
): TooManyRequests => new TooManyRequests(retryAfterSeconds, undefined, [{ pointer, code, ...rest }]);

/** A problem with one field: 422, or another status if `problemCode` is passed. */
export function fieldProblem(
  pointer: string,
  code: FieldErrorCode,
  problemCode: Exclude<ProblemCode, 'too_many_requests'> = 'invalid_input',
  rest: FaultRest = {},
): ProblemError {
  return new ProblemError(problemCode, undefined, [{ pointer, code, ...rest }]);
}

/** The number of field errors that are reported at once. */
export const faultsMax = 200;

/**
 * Converts the first zod issues to field errors. `prefix` is '' for a body and '/query' for query parameters. Several
 * checks can refuse a value for the same reason, such as a number above its own maximum and that of integers.
 */
export function fieldErrorsOf(issues: readonly z.core.$ZodIssue[], prefix = ''): FieldFault[] {
  const faults = new Map<string, FieldFault>();
  for (const issue of issues) {
    for (const fault of faultsOf(issue, prefix)) {
      const reason = `${fault.code} ${fault.pointer}`;
      if (!faults.has(reason)) faults.set(reason, fault);
    }
    if (faults.size >= faultsMax) break;
  }
  return [...faults.values()].slice(0, faultsMax);
}

function faultsOf(issue: z.core.$ZodIssue, prefix: string): FieldFault[] {
  const pointer = prefix + issue.path.map((part) => '/' + escapePointer(String(part))).join('');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, faultsMax).map((key) => ({
      pointer: `${pointer}/${escapePointer(key)}`,
      code: 'unknown_field',
    }));
  }
  if (issue.code === 'invalid_union') {
    const ofItsType = issue.errors.filter((errors) => !isOfAnotherType(errors));
    if (ofItsType.length === 1) return fieldErrorsOf(ofItsType[0] ?? [], pointer);
  }
  return [{ pointer, ...reasonOf(issue) }];
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

type Reason = Omit<FieldFault, 'pointer' | 'recordId'>;

function reasonOf(issue: z.core.$ZodIssue): Reason {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? { code: 'required' } : wrongType(formOfType[issue.expected]);
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
      return issue.input === undefined
        ? { code: 'required' }
        : (declaredCode(issue.message) ?? notAChoice(issue.values));
    case 'invalid_union':
      return issue.errors.every(isOfAnotherType) ? { code: 'wrong_type' } : { code: 'not_a_choice' };
    case 'invalid_format':
    case 'custom':
      return declaredReason(issue.message);
    default:
      return { code: 'invalid_format' };
  }
}

/** The code or the format that a check of a schema names as its `error`. */
function declaredReason(message: string): Reason {
  const declared = declaredCode(message);
  if (declared) return declared;
  const expected = expectedForms.find((known) => known === message);
  return { code: 'invalid_format', ...(expected ? { expected } : {}) };
}

function declaredCode(message: string): Reason | undefined {
  const code = fieldErrorCodes.find((known) => known === message);
  return code && { code };
}

export const choicesShownMax = 20;

const notAChoice = (values: readonly z.core.util.Primitive[]): Reason =>
  values.length > choicesShownMax
    ? { code: 'not_a_choice' }
    : { code: 'not_a_choice', choices: values.map(String) };

const wrongType = (expected: ExpectedForm | undefined): Reason =>
  expected ? { code: 'wrong_type', expected } : { code: 'wrong_type' };

const formOfType: Partial<Record<z.core.$ZodInvalidTypeExpected, ExpectedForm>> = {
  string: 'text',
  number: 'number',
  int: 'integer',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
  record: 'object',
};

/** Whether the schema of a union member rejected the type of the value itself, rather than a part of the value. */
const isOfAnotherType = ([first]: z.core.$ZodIssue[]): boolean =>
  first?.code === 'invalid_type' && first.path.length === 0;
