import type { RecordReference } from '#contract/about.ts';
import { fullNameField } from '#contract/import-columns.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import type { Permission } from '#contract/permission.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { aboutPerson, paidInvoice, type ReceivedProblem } from '#contract/webhook-source.ts';
import { invoicesNamedIn } from '../billing/references.ts';
import { importableRecords } from '../imports/importable.ts';
import { planRows, written } from '../imports/plan.ts';
import type { PlannedRow } from '../imports/planned-row.ts';
import type { Planning } from '../imports/read-row.ts';
import { readNames } from '../imports/references.ts';
import { targetsOf } from '../imports/targets.ts';
import { usualIn } from '../imports/usual-reading.ts';
import type { Reading } from '../imports/cell.ts';
import type { Context } from '../organization/context.ts';
import { unrestrictedContext } from '../organization/rights.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { AnyRecord } from '../records/definition.ts';
import { recordDefinitions } from '../records/definitions.ts';
import { dueMinorOf } from '../records/invoice.ts';
import { readByIds } from '../imports/find-records.ts';
import type { UserContext } from '../store/request-context.ts';
import type { Session } from '../store/units.ts';
import { findPerson } from './find-person.ts';
import { cellsOf, type MessageCell } from './message-cells.ts';
import { textOf, valueAt } from './payload-values.ts';
import type { StoredSource } from './source.ts';

/** What a message becomes. */
export interface MessagePlan {
  action: PlannedRow['action'] | 'ignore';
  /** Of the record that is updated. */
  id: string;
  /** The values of a new record, or those that change. */
  body: Record<string, unknown>;
  problems: ReceivedProblem[];
}

/**
 * The context in which a source acts: it is the author, reads what exists, and writes records of its type only. It updates
 * them only if it is told to.
 */
export function sourceContext(
  session: Session,
  settings: OrganizationSettings,
  { id, recordType, onMatch }: Pick<StoredSource, 'id' | 'recordType' | 'onMatch'>,
  now: string,
): Context {
  const base: UserContext = { ...session, requestId: id, now, actor: { userId: id }, via: 'webhook' };
  const writes = [
    'create',
    ...(onMatch === 'update' || onMatch === 'updateEmpty' ? ['update'] : []),
  ] as const;
  const allowed = new Set<Permission>(
    writes.map((action) => recordPermission(recordType, action as 'create' | 'update')),
  );
  return {
    ...unrestrictedContext(base, settings.id, settings),
    scopeFor: (permission) => (permission.endsWith(':read') || allowed.has(permission) ? 'all' : undefined),
  };
}

/** What a message becomes by the mapping of its source. Nothing is written. */
export async function planMessage(
  context: Context,
  source: StoredSource,
  content: unknown,
): Promise<MessagePlan> {
  const { recordType, only } = source;
  if (content === undefined) return held([{ code: 'not_readable' }]);
  if (only && !only.is.includes(textOf(valueAt(content, only.at)))) return { ...nothing, action: 'ignore' };
  const importable = importableRecords(recordDefinitions[recordType]);
  const customFields = await importable.readCustomFields(context);
  const targets = targetsOf(importable.definition.type, customFields, false);
  const cells = [...cellsOf(source, targets, content), ...usualCells(context, source, content, targets)];
  const known = cells.filter(({ field }) => targets.has(field) || field === fullNameField);
  const planning = await planningOf(context, source, { importable, customFields, targets }, known);
  const row = { number: 1, cells: known.map(({ cell }) => cell) };
  const [planned] = await planRows(planning, [row]);
  if (!planned) throw new Error('a message was not planned');
  const problems = [
    ...unknownFields(source, targets),
    ...planned.problems.map((one) => problemOf(one, known)),
  ];
  if (planned.action === 'refuse' || problems.length > 0) return held(problems, planned.body);
  const further = await furtherValues(context, recordType, cells, planned.body, planning.readingOf(0));
  if (further.problems.length > 0) return held(further.problems, planned.body);
  const { id, action } = planned;
  const record = action === 'update' ? await recordWith(context, source, id) : undefined;
  const body = { ...written(source.onMatch, planned.body, record), ...further.body };
  return { action, id, body, problems: [] };
}

const nothing = { id: '', body: {}, problems: [] };
const held = (problems: ReceivedProblem[], body: Record<string, unknown> = {}): MessagePlan => ({
  ...{ ...nothing, action: 'refuse' },
  body,
  problems,
});

async function recordWith(
  context: Context,
  { recordType }: StoredSource,
  id: string,
): Promise<AnyRecord | undefined> {
  const found = await readByIds(context, recordDefinitions[recordType], [id]);
  return found.get(id);
}

/** Fields of the mapping that the record type doesn't have, or not any more. */
const unknownFields = ({ mapping }: StoredSource, targets: Planning['targets']): ReceivedProblem[] =>
  mapping.flatMap(({ field }) =>
    targets.has(field) || [aboutPerson, paidInvoice, fullNameField].includes(field)
      ? []
      : [{ field, code: 'unknown_field' }],
  );

/** An activity that came in has happened now unless it says when, and is that of whoever created the source. */
function usualCells(
  { now }: Context,
  source: StoredSource,
  content: unknown,
  targets: Planning['targets'],
): MessageCell[] {
  if (source.recordType !== 'activity') return [];
  const has = new Set(cellsOf(source, targets, content).map(({ field }) => field));
  return [
    ...(has.has('dueAt') ? [] : [{ field: 'dueAt', cell: now }]),
    ...(has.has('done') || has.has('dueAt') ? [] : [{ field: 'done', cell: true }]),
    ...(has.has('ownerId') ? [] : [{ field: 'ownerId', cell: source.createdBy }]),
  ];
}

const membersOrTags = new Set(['member', 'tags']);

async function planningOf(
  context: Context,
  { id, matchBy, onMatch }: StoredSource,
  { importable, customFields, targets }: Pick<Planning, 'importable' | 'customFields' | 'targets'>,
  cells: readonly MessageCell[],
): Promise<Planning> {
  const { country, currency, timeZone } = context.settings;
  const usual: Reading = {
    ...{ dateOrder: usualIn(country).dateOrder, decimalMark: '.', country, currency, timeZone },
    emptyTexts: [],
  };
  const needsNames = cells.some(({ field }) => membersOrTags.has(targets.get(field)?.field.kind ?? ''));
  return {
    ...{ context, importable, customFields, targets, matchBy, onMatch },
    definition: importable.definition,
    newFields: new Map(),
    columns: cells.map(({ field }) => ({ field })),
    readingOf: (column) => ({ ...usual, currency: cells[column]?.currency ?? currency }),
    usesSynonyms: true,
    ...{ emptiedKinds: new Set(), leftOutKinds: new Set(), seen: new Set() },
    importId: id,
    defaults: {},
    newOwnerId: undefined,
    createsWithoutMatch: true,
    createsMissing: false,
    allowsErased: false,
    ...{ customFieldsOf: new Map(), related: new Map(), newTags: new Map(), claimed: new Map() },
    names: needsNames ? await readNames(context) : { members: new Map(), tags: new Map() },
    planned: { find: () => new Map(), names: new Map(), uncheckedTypes: new Set() },
  };
}

function problemOf(
  { column, field, code }: PlannedRow['problems'][number],
  cells: readonly MessageCell[],
): ReceivedProblem {
  const cell = column === undefined ? undefined : cells[column];
  const named = cell?.field ?? field;
  return {
    ...(named === undefined ? {} : { field: named }),
    ...(cell?.place === undefined ? {} : { place: cell.place }),
    code,
  };
}

/** Whom an activity is about, and which invoice a payment pays, which imports don't know. */
async function furtherValues(
  context: Context,
  recordType: StoredSource['recordType'],
  cells: readonly MessageCell[],
  body: Record<string, unknown>,
  reading: Reading,
): Promise<{ body: Record<string, unknown>; problems: ReceivedProblem[] }> {
  const named = cells.find(({ field }) => field === (recordType === 'activity' ? aboutPerson : paidInvoice));
  if (!named || (recordType !== 'activity' && recordType !== 'payment')) return { body: {}, problems: [] };
  const failed = (code: string) => ({
    body: {},
    problems: [{ field: named.field, ...(named.place ? { place: named.place } : {}), code }],
  });
  if (recordType === 'activity') {
    const found = await findPerson(context, named.cell, reading);
    const [first, ...others] = found;
    if (!first) return failed('unknown_reference');
    return others.length > 0
      ? failed('several_records')
      : { body: { about: [first] satisfies RecordReference[] }, problems: [] };
  }
  const invoices = await invoicesNamedIn(context, textOf(named.cell));
  const [invoice, ...others] = invoices;
  if (!invoice) return failed('unknown_reference');
  if (others.length > 0) return failed('several_records');
  const amount = body.amount as { amountMinor: number; currency: string };
  if (amount.currency !== invoice.currency) return failed('other_currency');
  const amountMinor = Math.min(amount.amountMinor, dueMinorOf(invoice, invoice.total.amountMinor));
  return {
    body: {
      ...(invoice.customerId === undefined ? {} : { customerId: invoice.customerId }),
      allocations: [{ invoiceId: invoice.id, amountMinor }],
    },
    problems: [],
  };
}

/** Fields of the message as people see them in a preview. */
export const shownBody = (body: Record<string, unknown>): Record<string, unknown> => {
  const { custom, ...rest } = body;
  const ofCustom = Object.entries((custom ?? {}) as Record<string, unknown>);
  return {
    ...rest,
    ...Object.fromEntries(ofCustom.map(([key, value]) => [customColumnPrefix + key, value])),
  };
};
