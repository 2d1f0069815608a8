import type { ShownField } from 'virtual:contract';
import type { RecordReference } from '#contract/about.ts';
import type { Allocation, DocumentLine } from '#contract/document-fields.ts';
import { readableDomains } from '#contract/email-address.ts';
import type { Money, Phone } from '#contract/field.ts';
import type { StatusListName } from '#contract/status-list.ts';
import type { Pipeline } from '#contract/organization.ts';
import type { StatusMeaning } from '#contract/status.ts';
import type { tagColors } from '#contract/tag-color.ts';
import { recordPermission } from '#contract/record-permission.ts';
import {
  countryName,
  formatDate,
  formatDay,
  formatNumber,
  isMoment,
  numberInputText,
} from '#lib/i18n/format.ts';
import { formatPercent } from '#lib/i18n/document-numbers.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import { formatExact, priceInputText } from '#lib/i18n/money.ts';
import { formatPhone } from '#lib/i18n/phone.svelte.ts';
import { nameOf, scopeIn, type Workspace } from '#lib/workspace.ts';
import { recordTitle } from './titles.ts';

/** An item of a list in the organization's settings, such as a lead status or a pipeline stage. */
export interface ListEntry {
  id: string;
  name: string;
  meaning?: StatusMeaning | undefined;
  color?: (typeof tagColors)[number] | undefined;
  retired?: boolean | undefined;
}

export function listEntries(workspace: Workspace, list: string): readonly ListEntry[] {
  const { organization } = workspace;
  return list === 'stages'
    ? organization.pipelines.flatMap(({ stages }) => stages)
    : organization[list as StatusListName | 'pipelines'];
}

export function listEntry(
  workspace: Workspace,
  field: ShownField | undefined,
  id: unknown,
): ListEntry | undefined {
  return field?.list ? listEntries(workspace, field.list).find((entry) => entry.id === id) : undefined;
}

export function pipelineOfStage(workspace: Workspace, stageId: unknown): Pipeline | undefined {
  return workspace.organization.pipelines.find((pipeline) =>
    pipeline.stages.some((stage) => stage.id === stageId),
  );
}

/**
 * The options of a field of kind `listed`, including a current value that is retired or not in the cached lists yet.
 * Stages are limited to those of the pipeline in `siblings`, the values of the record.
 */
export function choicesOf(
  workspace: Workspace,
  field: ShownField,
  value: unknown,
  siblings: Record<string, unknown> = {},
): { value: string; label: string }[] {
  const pipeline = workspace.organization.pipelines.find(({ id }) => id === siblings.pipelineId);
  const entries: readonly ListEntry[] =
    field.list === 'stages' && pipeline
      ? pipeline.stages
      : field.list
        ? listEntries(workspace, field.list)
        : [];
  const choices = entries
    .filter((entry) => !entry.retired || entry.id === value)
    .map((entry) => ({ value: entry.id, label: entry.name }));
  const isUnknown = typeof value === 'string' && value !== '' && !listEntry(workspace, field, value);
  return isUnknown ? [...choices, { value, label: t.records.currentValue }] : choices;
}

/**
 * A member as an option. Those who share a name also have their e-mail address in the label and as `detail`, or the day
 * they joined if the user can’t see the address.
 */
export interface MemberChoice {
  value: string;
  label: string;
  name: string;
  detail?: string;
}

/** Active members, except those with the role `client`, as options. */
export function memberChoices({ members }: Pick<Workspace, 'members'>): MemberChoice[] {
  return members
    .filter((member) => member.active && member.role !== 'client')
    .map(({ userId: value, displayName: name, email, joinedAt }, _, offered) => {
      const namesakes = offered.filter((other) => other.displayName === name);
      if (namesakes.length < 2) return { value, name, label: name };
      // Employees don't see what else tells namesakes apart.
      const place = String(namesakes.findIndex(({ userId }) => userId === value) + 1);
      const detail = email ?? (joinedAt === undefined ? place : formatDate(joinedAt, 'dayOfYear'));
      return { value, name, detail, label: `${name} (${detail})` };
    });
}

/** Who records can be assigned to, and nobody if they need no owner. */
export const ownerChoices = (workspace: Workspace, owner: ShownField | undefined): MemberChoice[] => {
  const { unassigned } = t.records;
  const nobody = { value: '', label: unassigned, name: unassigned };
  return [...memberChoices(workspace), ...(owner?.mode === 'optional' ? [nobody] : [])];
};

/** The title of a related record, or a placeholder while it is loading or if it is not accessible. */
export function relatedTitle(workspace: Workspace, type: string, id: string): string {
  const title = recordTitle(workspace.orgId, type, id);
  return title === null ? missingTitle(workspace, type) : (title ?? '…');
}

/**
 * What is shown instead of the title of a record that can't be read. The service answers the same for a deleted record
 * and for one out of reach, so only those who can read all records of the type know that it was deleted.
 */
export function missingTitle(workspace: Workspace, type: string): string {
  const scope = scopeIn(workspace, recordPermission(type, 'read'));
  return t.relation.missing[scope === undefined ? 'none' : scope === 'all' ? 'all' : 'some'];
}

/** The currency of a document, a payment or a deal, from its values: until there is any, the organization's. */
export function currencyOf({ organization }: Workspace, values: Readonly<Record<string, unknown>>): string {
  const { currency, value, amount = value } = values;
  const own = currency === '' ? undefined : (currency ?? (amount as Partial<Money> | undefined)?.currency);
  return typeof own === 'string' ? own : organization.currency;
}

/**
 * A field value as one line of text, for the history, conflicts and accessible names. Lines are in the currency of their
 * document.
 */
export function valueText(
  workspace: Workspace,
  field: ShownField | undefined,
  value: unknown,
  currency = workspace.organization.currency,
): string {
  if (value === undefined || value === null || value === '') return t.records.nothing;
  if (field?.kind === 'lines') return linesText(value as DocumentLine[], currency);
  return texts[field?.kind ?? 'text']?.(workspace, value, field) ?? String(value);
}

/** Lines with all that is typed in them, so that two that differ look different. A form's lines can have texts instead of numbers. */
const linesText = (lines: readonly DocumentLine[], currency: string): string =>
  lines
    .map((line) => {
      const { quantity, description, unit, unitPriceMinor, unitPrice, untaxed } = line;
      const price = Number.isSafeInteger(unitPriceMinor)
        ? priceInputText({ unitPriceMinor, unitPrice }, currency)
        : unitPriceMinor;
      const per = unit === undefined ? price : `${price} / ${unit}`;
      const texts = (t as Partial<Messages>).documents;
      const rates = [
        rateText(line.discountPercent, texts?.discountAt),
        rateText(line.taxPercent, texts?.taxOf),
        rateText(line.withholdingPercent, texts?.withholdingOf),
        untaxed && line.taxPercent === undefined ? texts?.untaxedAs(untaxed.as, untaxed.reason) : undefined,
      ];
      const details = [per, ...rates].filter((text) => text !== undefined).join(', ');
      return `${numberInputText(quantity)} × ${description} (${details})`;
    })
    .join(', ');

/** A rate in words, or alone until the texts of documents are loaded. */
function rateText(rate: unknown, textOf = (percent: string): string => percent): string | undefined {
  if (rate === undefined || rate === '') return undefined;
  return textOf(typeof rate === 'number' ? formatPercent(rate) : String(rate));
}

const optionLabel = (field: ShownField | undefined, id: unknown): string =>
  field?.options?.find((option) => option.id === id)?.label ?? String(id);

function numberText(_: Workspace, value: unknown, field: ShownField | undefined): string {
  const text = field?.isPercent ? formatPercent : formatNumber;
  return [value]
    .flat()
    .map((one) => text(Number(one)))
    .join(' · ');
}

type TextOf = (workspace: Workspace, value: unknown, field: ShownField | undefined) => string;
const texts: Partial<Record<ShownField['kind'], TextOf>> = {
  listed: (workspace, value, field) => listEntry(workspace, field, value)?.name ?? String(value),
  member: (workspace, value) => nameOf(workspace, String(value)),
  email: (_, value) => readableDomains(String(value)),
  country: (_, value) => countryName(String(value)),
  tags: (workspace, value) => {
    const names = (value as string[]).map((id) => workspace.tags.find((tag) => tag.id === id)?.name);
    return names.filter(Boolean).join(', ') || t.records.nothing;
  },
  phones: (_, value) =>
    (value as Phone[]).map((phone) => formatPhone(phone.number)).join(', ') || t.records.nothing,
  phone: (_, value) => formatPhone(String(value)),
  choice: (_, value, field) => optionLabel(field, value),
  choices: (_, value, field) => (value as unknown[]).map((id) => optionLabel(field, id)).join(', '),
  yesNo: (_, value) => (value ? t.records.yes : t.records.no),
  // In a form, it can be a part of a moment.
  timestamp: (_, value) => (isMoment(String(value)) ? formatDate(String(value), 'moment') : String(value)),
  integer: numberText,
  decimal: numberText,
  money: (_, value) => formatExact(value as Money),
  prices: (_, value) => (value as Money[]).map((price) => formatExact(price)).join(', '),
  allocations: (workspace, value) =>
    (value as Allocation[]).map(({ invoiceId }) => relatedTitle(workspace, 'invoice', invoiceId)).join(', '),
  date: (_, value) => formatDay(String(value)),
  relation: (workspace, value, field) => relatedTitle(workspace, field?.to ?? '', String(value)),
  about: (workspace, value) =>
    (value as Partial<RecordReference>[])
      .flatMap(({ type = '', id }) => (id === undefined ? [] : relatedTitle(workspace, type, id)))
      .join(', ') || t.records.nothing,
  relations: (workspace, value, field) =>
    (value as string[]).map((id) => relatedTitle(workspace, field?.to ?? '', id)).join(', ') ||
    t.records.nothing,
};
