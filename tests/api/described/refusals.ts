import type { Answer } from '../../caller.ts';

/** Statuses of requests that the description accepts, and what JSON Schema can't express about them. */
const statuses: Record<number, string> = {
  404: 'what the address names is deleted, or isn’t what the operation needs',
  409: 'the state of the record, or of another one, forbids the change',
  412: 'the version in If-Match isn’t the current one',
  429: 'a limit per person, address or day is reached',
};

/** Errors of such requests with 422, each with the places that can have it and what JSON Schema can't express. */
const faults: { codes: string[]; at: RegExp; reason: string }[] = [
  {
    codes: ['unknown_reference', 'in_trash', 'not_allowed'],
    at: /(Id|Ids\/\d+|By|teamOf)$/,
    reason: 'an ID names nothing that exists, or nothing that can be used here',
  },
  {
    codes: ['not_a_choice', 'unknown_reference'],
    at: /\/(statusId|sourceId|pipelineId|stageId|furthestStageId|recordType|country)$/,
    reason: 'the organization chooses its statuses, sources and stages',
  },
  {
    codes: [
      'unknown_field',
      'not_a_choice',
      'not_allowed',
      'wrong_type',
      'required',
      'invalid_format',
      'too_long',
    ],
    at: /\/custom(\/|$)/,
    reason: 'the organization chooses its custom fields',
  },
  {
    codes: ['unknown_field', 'not_allowed'],
    at: /^\/query\/(sort|include)$/,
    reason: 'columns depend on the record type and the custom fields',
  },
  {
    codes: ['invalid_format'],
    at: /\/(currency|timeZone)$/,
    reason: 'the list of currencies changes over time',
  },
  { codes: ['range_order'], at: /(From|To|from|to|Min|Max)$/, reason: 'two values are in the wrong order' },
  {
    codes: ['range_too_long', 'period_too_short'],
    at: /\/query\/(from|to|by)$/,
    reason: 'a report has a maximum number of days and periods',
  },
  { codes: ['taken'], at: /./, reason: 'the value must be unique in the organization' },
  {
    codes: ['idempotency_mismatch'],
    at: /Idempotency-Key$/,
    reason: 'the key was sent with another request',
  },
  {
    codes: ['not_allowed', 'required', 'not_a_choice'],
    at: /\/(lostReason|currency|probability|pipelineId|stageId|closedOn)$/,
    reason: 'what a deal can have depends on its stage and on other values',
  },
  {
    codes: ['required'],
    at: /\/(recordType|recordId|to|from|reason)$/,
    reason: 'two values belong together',
  },
];

/** Whether an answer is a refusal that the description can't express. */
export function isNamedRefusal({ status, body }: Answer, query: object): boolean {
  if (status in statuses) return true;
  // Only an answer gives valid cursors.
  if (status === 400) return 'cursor' in query;
  const errors = (body?.errors ?? []) as { code: string; pointer: string }[];
  return (
    status === 422 &&
    errors.length > 0 &&
    errors.every(({ code, pointer }) =>
      faults.some(({ codes, at }) => codes.includes(code) && at.test(pointer)),
    )
  );
}
