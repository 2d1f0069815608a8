import type { Answer } from '../../caller.ts';
import { conflictRefusals } from './conflict-refusals.ts';
import { documentRefusals } from './document-refusals.ts';
import { portalRefusals } from './portal-refusals.ts';
import type { Refusal } from './refusal.ts';
import type { Request } from './request.ts';

const refusals: Refusal[] = [
  {
    status: 400,
    codes: ['invalid_request'],
    operations:
      /\.(list\w*|query|queryBoard|history|results|groups|answers)$|^portal\.(clients|invoices|issues|orders|payments|quotes|unconfirmed)$/,
    reason: 'only an answer contains valid cursors',
  },
  {
    status: 404,
    codes: ['not_found'],
    operations:
      /^(calendar\.read|invitations\.(preview|accept)|me\.finishAvatar|public-(documents|issues)\..*)$/,
    reason: 'only the API knows its secrets and the uploads that it expects',
  },
  ...portalRefusals,
  {
    status: 412,
    codes: ['precondition_failed'],
    reason: 'the version in If-Match isn’t the current one',
  },
  { status: 409, codes: ['taken'], reason: 'the value must be unique' },
  ...conflictRefusals,
  {
    status: 422,
    codes: ['not_allowed', 'selects_all'],
    operations: /^jobs\.create$/,
    at: /^\/(all|expectedTotal)$/,
    reason: 'a job is for named records, for those of a condition, or, only with `all`, for all',
  },
  {
    status: 422,
    codes: ['stale_form'],
    at: /^\/token$/,
    reason: 'only a form’s page contains its token',
  },
  { status: 422, codes: ['taken'], reason: 'a value must differ from the others of the request' },
  {
    status: 422,
    codes: ['idempotency_mismatch'],
    at: /Idempotency-Key$/,
    reason: 'the key was sent with another request',
  },
  {
    status: 422,
    codes: ['unknown_reference', 'in_trash', 'not_allowed', 'not_a_choice'],
    at: /(Id|Ids|Ids\/\d+|By|teamOf|handOverTo|\/after|\/about\/\d+)$/,
    reason: 'an ID names nothing that exists, or nothing that can be used here',
  },
  {
    status: 422,
    codes: ['not_a_choice'],
    at: /\/(recordType|country)$/,
    reason: 'not every record type can be named here',
  },
  {
    status: 422,
    codes: [
      ...['unknown_field', 'not_a_choice', 'not_allowed', 'wrong_type'],
      ...['required', 'invalid_format', 'too_long'],
    ],
    at: /\/custom(\/|$)/,
    reason: 'the organization chooses its custom fields',
  },
  {
    status: 422,
    codes: ['unknown_field', 'not_allowed'],
    at: /(^\/query\/(sort|include)|\/(columns|include|measures)\/\d+|\/(field|by|groupBy))$/,
    reason: 'columns depend on the record type and the custom fields',
  },
  {
    status: 422,
    codes: ['not_a_choice'],
    at: /\/matchBy\/\d+$/,
    reason: 'the fields by which an import finds records depend on the record type',
  },
  {
    status: 422,
    codes: ['too_few'],
    at: /\/file\/columns$/,
    reason: 'an import has settings for as many columns as its file has',
  },
  {
    status: 422,
    codes: ['not_allowed'],
    at: /^\/start$/,
    operations: /^imports\.create$/,
    reason: 'linked imports start with the last one',
  },
  {
    status: 422,
    codes: ['not_allowed', 'not_a_choice'],
    at: /^\/file\/(columns|rules(\/\d+\/column)?)$/,
    operations: /^imports\.update$/,
    reason: 'rules and columns concern the file as it was read before',
  },
  {
    status: 422,
    codes: ['not_a_choice', 'repeated'],
    at: /^\/rows\/\d+\/(row|cells\/\d+\/column)$/,
    operations: /^imports\.updateRows$/,
    reason: 'a file has its own rows and columns, each of which is named once',
  },
  {
    status: 422,
    codes: ['not_a_choice', 'wrong_type', 'invalid_format', 'required', 'too_long'],
    at: /\/filter(\/(and|or)\/\d+)*\/(op|value)(\/|$)/,
    reason: 'the operators and values of a condition depend on its column',
  },
  ...documentRefusals,
  {
    status: 422,
    codes: ['invalid_format'],
    at: /\/(currency|timeZone)$/,
    reason: 'the lists of currencies and time zones change over time',
  },
  {
    status: 422,
    codes: ['range_order'],
    at: /(From|To|from|to|Min|Max)$/,
    reason: 'two values are in the wrong order',
  },
  {
    status: 422,
    codes: ['range_order'],
    at: /^\/support\/hours\/days\/\w+$/,
    operations: /^organizations\.update$/,
    reason: 'the hours of a day are in order and don’t overlap',
  },
  {
    status: 422,
    codes: ['range_too_long', 'period_too_short'],
    at: /\/query\/(from|to|by)$/,
    reason: 'a report has a maximum number of days and periods',
  },
  {
    status: 422,
    codes: ['not_allowed', 'required', 'not_a_choice'],
    at: /\/(lostReason|currency|probability|pipelineId|stageId)$/,
    operations: /^(deals|leads|jobs)\./,
    reason: 'what a deal can have depends on its stage and on other values',
  },
  {
    status: 422,
    codes: ['in_future'],
    at: /\/closedOn$/,
    operations: /^deals\./,
    reason: 'a deal isn’t won in the future',
  },
  {
    status: 422,
    codes: ['too_big'],
    at: /\/exchangeRate$/,
    operations: /^(deals\.|leads\.convert$)/,
    reason: 'the value in the organization’s currency has a maximum',
  },
  {
    status: 422,
    codes: [
      ...['wrong_type', 'required', 'unknown_field', 'not_allowed', 'not_a_choice', 'invalid_format'],
      ...['too_few', 'too_long', 'too_short', 'read_only'],
    ],
    at: /^\/(change\/(values|action)|filters)(\/|$)/,
    operations: /^jobs\.create$/,
    reason: 'the record type determines the fields and the filters',
  },
  {
    status: 422,
    codes: ['required'],
    at: /^\/(password|code)$/,
    operations: /^second-factor\.createRecoveryCodes$/,
    reason: 'only the first codes can be created without proof',
  },
  {
    status: 422,
    codes: ['in_past'],
    at: /^\/expiresAt$/,
    reason: 'the time must be in the future',
  },
  {
    status: 422,
    codes: ['no_match', 'wrong_code', 'invalid_format'],
    at: /^\/(password|oldPassword|newPassword|code)$/,
    operations: /^(me|second-factor)\./,
    reason: 'only the user knows the password and the codes',
  },
  {
    status: 422,
    codes: ['other_ending'],
    at: /^\/name$/,
    operations: /^attachments\.update$/,
    reason: 'the extension must match the type of the file',
  },
  {
    status: 422,
    codes: ['not_a_choice'],
    at: /^\/layout$/,
    operations: /^views\.update$/,
    reason: 'the view has a record type',
  },
  {
    status: 422,
    codes: ['not_a_choice', 'unknown_field'],
    at: /^\/fields\/\d+\/field$/,
    operations: /^forms\./,
    reason: 'a form can ask for custom fields',
  },
  {
    status: 422,
    codes: ['not_allowed'],
    at: /^\/amounts$/,
    operations: /^invoices\.credit$/,
    reason: 'a credit note has either lines or amounts',
  },
  {
    status: 422,
    codes: ['required'],
    at: /^\/by$/,
    operations: /^public-documents\.answer$/,
    reason: 'HTML forms send an empty name as a text',
  },
  {
    status: 409,
    codes: ['conflict'],
    operations: /^public-documents\.answer$/,
    reason: 'only the page tells what was seen',
  },
  {
    status: 422,
    codes: [...['unknown_field', 'required', 'invalid_email', 'invalid_phone', 'invalid_format', 'too_long']],
    operations: /^public-forms\.submit$/,
    reason: 'a form has its own questions',
  },
  {
    status: 422,
    codes: ['not_a_choice', 'required', 'not_allowed', 'taken', 'too_few'],
    at: /^\/(items|successors|stages|moves)(\/|$)/,
    operations: /^(status-lists|pipelines|custom-fields)\.(update|arrange)$/,
    reason: 'a list names what it contained before',
  },
  {
    status: 422,
    codes: [
      'not_allowed',
      'wrong_type',
      'not_a_choice',
      'invalid_format',
      'required',
      'too_long',
      'too_few',
      'invalid_email',
      'invalid_phone',
    ],
    at: /^\/(options|searchable|default)(\/|$)/,
    operations: /^custom-fields\.update$/,
    reason: 'the field has a kind',
  },
  {
    status: 422,
    codes: ['not_a_choice'],
    at: /^\/default(\/|$)/,
    operations: /^custom-fields\.create$/,
    reason: 'the default is one of the options',
  },
  {
    status: 422,
    codes: ['not_allowed', 'not_a_choice'],
    at: /^\/options\/\d+\/id$/,
    operations: /^custom-fields\./,
    reason: 'the ID none stands for records without a value',
  },
  {
    status: 422,
    codes: ['unknown_field'],
    at: /^\/values\//,
    operations: /^search\.duplicates$/,
    reason: 'a record type has only some of the fields',
  },
];

/** Whether an answer is a refusal that the description can't express. */
export function isNamedRefusal({ status, body }: Answer, { operation }: Request): boolean {
  const errors = (body?.errors ?? [{ code: body?.code, pointer: '' }]) as { code: string; pointer: string }[];
  return errors.every(({ code, pointer }) =>
    refusals.some(
      (refusal) =>
        refusal.status === status &&
        refusal.codes.includes(code) &&
        (refusal.at?.test(pointer) ?? true) &&
        (refusal.operations?.test(operation.id) ?? true),
    ),
  );
}
