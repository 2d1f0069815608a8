import type { ShownField } from 'virtual:contract';
import { countryCodes } from '#contract/country.ts';
import type { RecordReference } from '#contract/about.ts';
import { eachReference } from '#contract/each-reference.ts';
import type { Money } from '#contract/field.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import type { PlainColumn } from '#contract/lists/further-columns.ts';
import { standardTaxPercent } from '#contract/standard-tax.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { numberIn } from '#contract/typed-amounts.ts';
import {
  compareNames,
  countryName,
  currentLocale,
  dayKey,
  formatDate,
  formatDay,
  formatNumber,
  isDay,
} from '#lib/i18n/format.ts';
import { formatPercent } from '#lib/i18n/document-numbers.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { formatMoney, parseAmount } from '#lib/i18n/money.ts';
import { nameOf, roleHere, type Workspace } from '#lib/workspace.ts';
import { recordBasics } from '../record-basics.ts';
import { recordTitle, titleIfKnown } from '../titles.ts';
import { listEntries, memberChoices, relatedTitle } from '../values.ts';
import type { AnyRow } from '../record-client.ts';
import { unneededFields, type RecordView } from '../view.ts';
import type { FilterColumn, FilterValue, TypingVocabulary } from './filter-vocabulary.ts';
import { isUsable, listColumns } from '../list-columns.ts';
import { dateIn, spanIn } from './typed-date.ts';

/** The words of a list's filters, and what the filter bar offers. */
export interface ListVocabulary extends TypingVocabulary {
  /** The columns under headings. */
  groups: readonly { heading: string; columns: readonly FilterColumn[] }[];
  /** Whether a list can be limited to a team, which is no condition of its filter. */
  hasTeams: boolean;
}

const ofActivity: readonly string[] = [
  'lastTouchAt',
  'lastDoneAt',
  'lastActivityAt',
  'activityCount',
  'nextTaskAt',
  'wonDeals',
  'wonValue',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
];

/** The vocabulary of a list, without the columns in `omitted`. Requires the texts of the area `filters`. */
export function listVocabulary(
  workspace: Workspace,
  view: RecordView,
  omitted: readonly string[] = [],
  hasTeams = true,
): ListVocabulary {
  const known = listColumns(view.type);
  const groups = groupsOf(workspace, view, [...known.values()], omitted);
  const columns = groups.flatMap((group) => group.columns);
  const { currency } = workspace.organization;
  return {
    subject: view.texts().many,
    groups,
    hasTeams,
    columns: new Map(columns.map((column) => [column.name, column])),
    texts: t.filters,
    phrases: t.filterPhrases[view.name],
    labelOf: ({ name }, value) => labelOf(workspace, view, name, value),
    valuesOf: ({ name }) => valuesOf(workspace, view, known.get(name)),
    numberFrom: (typed) => numberIn(currentLocale(), typed),
    moneyFrom: (typed) => moneyIn(typed, currency),
    dateFrom: (typed) => dateIn(currentLocale(), typed),
    spanFrom: (typed, isPast) => spanIn(currentLocale(), typed, dayKey(new Date()), isPast),
    date: (day) => (isDay(day) ? formatDay(day) : formatDate(day, 'moment')),
    number: formatNumber,
    money: formatMoney,
  };
}

function groupsOf(
  workspace: Workspace,
  view: RecordView,
  known: readonly PlainColumn[],
  omitted: readonly string[],
): ListVocabulary['groups'] {
  const { fields: labels } = view.texts();
  const hidden = [...omitted, ...unneededFields(view, workspace)];
  const columns = inViewOrder(view, known)
    .filter((column) => !hidden.includes(column.name) && isUsable(view, roleHere(workspace), column))
    .map(({ name, kind, hasMembers }): FilterColumn => ({
      name,
      kind,
      label: labels[name] ?? name,
      hasMembers,
    }));
  const headings = [t.filterBar.details, t.records.ownFields, t.filterBar.activity];
  const headingOf = ({ name }: FilterColumn) =>
    headings[name.startsWith(customColumnPrefix) ? 1 : ofActivity.includes(name) ? 2 : 0];
  return headings
    .map((heading) => ({ heading, columns: columns.filter((column) => headingOf(column) === heading) }))
    .filter((group) => group.columns.length > 0);
}

/** The columns of the table first, because people know these. */
function inViewOrder(view: RecordView, columns: readonly PlainColumn[]): PlainColumn[] {
  const shown = view.columns.flatMap(({ field, beside, from = [] }) => [field, beside, ...from]);
  const rankOf = ({ name }: PlainColumn) => {
    const place = shown.indexOf(name);
    const rank = ofActivity.indexOf(name);
    if (rank >= 0) return rank;
    return place < 0 ? shown.length : place;
  };
  return columns.toSorted((a, b) => rankOf(a) - rankOf(b));
}

const memberLabel = (workspace: Workspace, id: string): string =>
  memberChoices(workspace).find(({ value }) => value === id)?.label ?? nameOf(workspace, id);

function labelOf(workspace: Workspace, view: RecordView, name: string, value: string): string {
  const field = view.type.fields[name];
  const { to, isPercent, choices } = view.type.computed[name] ?? {};
  if (choices && value in t.outcomes) return t.outcomes[value as keyof typeof t.outcomes];
  if (isPercent) return percentLabel(value);
  if (to !== undefined) return relatedTitle(workspace, to, value);
  if (!field) return memberLabel(workspace, value);
  switch (field.kind) {
    case 'member':
      return memberLabel(workspace, value);
    case 'country':
      return countryName(value);
    case 'relation':
    case 'relations':
      return relatedTitle(workspace, field.to ?? '', value);
    case 'about':
      return titleOfAny(workspace, value) ?? t.filterBar.unknown;
    default: {
      const label = fixedValues(workspace, field).find((one) => one.value === value)?.label;
      return label ?? t.filterBar.unknown;
    }
  }
}

/** The values of lists, tags, options and yes/no. */
function fixedValues(workspace: Workspace, { kind, list, options }: ShownField): FilterValue[] {
  if (list === 'stages') return stages(workspace);
  if (list) return listEntries(workspace, list).map(({ id, name }) => ({ value: id, label: name }));
  if (options) return options.map(({ id, label }) => ({ value: id, label }));
  if (kind === 'tags') return workspace.tags.map(({ id, name }) => ({ value: id, label: name }));
  if (kind !== 'yesNo') return [];
  return [
    { value: 'true', label: t.records.yes },
    { value: 'false', label: t.records.no },
  ];
}

/** The stages of all pipelines. Those whose names occur in several pipelines also show their pipeline. */
function stages({ organization }: Workspace): FilterValue[] {
  const all = organization.pipelines.flatMap((pipeline) =>
    pipeline.stages.map((stage) => ({ ...stage, pipeline: pipeline.name })),
  );
  return all.map(({ id, name, pipeline }) => {
    const isUnique = all.filter((stage) => stage.name === name).length === 1;
    return { value: id, label: isUnique ? name : `${name} (${pipeline})` };
  });
}

function valuesOf(
  workspace: Workspace,
  view: RecordView,
  column: PlainColumn | undefined,
): readonly FilterValue[] {
  if (!column) return [];
  const { name, kind, hasMembers, choices, to, isOfAnyType, isPercent } = column;
  const field = view.type.fields[name];
  if (hasMembers) return memberChoices(workspace);
  if (field?.kind === 'country') return countries();
  if (to) return loadedRecords(workspace, view, name, to);
  if (isOfAnyType) return loadedReferences(workspace, view, name);
  if (isPercent)
    return percentsOffered(workspace, view, name).map((value) => ({ value, label: percentLabel(value) }));
  if (kind === 'text') return loadedTexts(workspace, view, name);
  if (field) return fixedValues(workspace, field);
  return (choices ?? []).map((value) => ({ value, label: labelOf(workspace, view, name, value) }));
}

/** The countries in the order of their names. Sorting them takes long, so it is done once per language. */
function countries(): readonly FilterValue[] {
  const locale = currentLocale();
  if (sortedCountries?.locale !== locale) {
    const values = countryCodes
      .map((value) => ({ value, label: countryName(value) }))
      .toSorted((a, b) => compareNames(a.label, b.label));
    sortedCountries = { locale, values };
  }
  return sortedCountries.values;
}
let sortedCountries: { locale: string; values: readonly FilterValue[] } | undefined;

/** The values of a column in the rows that were loaded so far. Those of lists stand alone. */
function inLoadedRows(workspace: Workspace, view: RecordView, name: string): unknown[] {
  const lists = queryClient.getQueriesData<{ items?: AnyRow[] }>({
    queryKey: [workspace.orgId, view.plural, 'list'],
  });
  return lists.flatMap(([, list]) => (list?.items ?? []).flatMap((row) => row[name] ?? []));
}

const loadedValues = (workspace: Workspace, view: RecordView, name: string): string[] => [
  ...new Set(inLoadedRows(workspace, view, name).filter((value) => typeof value === 'string')),
];

const percentLabel = (value: string): string => formatPercent(Number(value));

/** The rates in loaded rows and the standard rate of the country. Others can be named by links. */
function percentsOffered(workspace: Workspace, view: RecordView, name: string): string[] {
  const standard = standardTaxPercent(workspace.organization.country) ?? 0;
  const all = new Set([String(standard), '0', ...loadedValues(workspace, view, name)]);
  return [...all].toSorted((one, other) => Number(other) - Number(one));
}

const loadedTexts = (workspace: Workspace, view: RecordView, name: string): FilterValue[] =>
  loadedValues(workspace, view, name)
    .map((value) => ({ value, label: value }))
    .toSorted((a, b) => compareNames(a.label, b.label));

const loadedRecords = (workspace: Workspace, view: RecordView, name: string, to: string): FilterValue[] =>
  loadedValues(workspace, view, name).flatMap((value) => {
    const label = recordTitle(workspace.orgId, to, value);
    return label ? [{ value, label }] : [];
  });

/** The title of a record whose type isn't known. */
const titleOfAny = ({ orgId }: Workspace, id: string): string | undefined =>
  Object.keys(recordBasics)
    .map((type) => titleIfKnown(orgId, type, id))
    .find((title) => title !== undefined);

/** The records that loaded rows name, of whatever types. */
function loadedReferences(workspace: Workspace, view: RecordView, name: string): FilterValue[] {
  const references = inLoadedRows(workspace, view, name) as RecordReference[];
  return eachReference(references).flatMap(({ type, id }) => {
    const label = recordTitle(workspace.orgId, type, id);
    return label ? [{ value: id, label }] : [];
  });
}

/** An amount, in the currency that is typed beside it or in the organization's. */
function moneyIn(typed: string, ownCurrency: string): Money | undefined {
  const [code = ''] = /\b[a-z]{3}\b/i.exec(typed) ?? [];
  const currency = code.toUpperCase();
  const isCurrency = code !== '' && Intl.supportedValuesOf('currency').includes(currency);
  const digits = (isCurrency ? typed.replace(code, '') : typed).replace(/\p{Sc}/gu, '').trim();
  const of = isCurrency ? currency : ownCurrency;
  const amountMinor = parseAmount(digits, of);
  return amountMinor === undefined || !Number.isSafeInteger(amountMinor)
    ? undefined
    : { amountMinor, currency: of };
}
