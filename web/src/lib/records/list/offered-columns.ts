import type { ShownField } from 'virtual:contract';
import { recordRows } from 'virtual:record-rows';
import { dividesLists, type ColumnKind } from '#contract/lists/column-kind.ts';
import type { PlainColumn } from '#contract/lists/further-columns.ts';
import type { RoleHere } from '#contract/permission.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { isUsable, listColumns } from '../list-columns.ts';
import { isStatus, labelOf, type Column, type RecordView } from '../view.ts';
import { usualWidth } from './column-width.ts';

/** Sections of the menu in which columns are chosen. */
export const columnGroups = ['fields', 'custom', 'work', 'record'] as const;
export type ColumnGroup = (typeof columnGroups)[number];

/** A column that a list can show. */
export interface ListedColumn extends Column {
  width: number;
  /** The width to which the column can shrink in a narrow window. */
  minWidth: number;
  /** How values are shown. */
  shownAs: ShownField;
  group: ColumnGroup;
  /** Whether a footer can summarize the values. */
  isMeasurable: boolean;
  /** Whether the list can be grouped by the column. */
  isGroupable: boolean;
}

/** All columns that a list can show to people with a role, without `hidden` ones: first those shown by default. */
export function offeredColumns(
  view: RecordView,
  here: RoleHere,
  hidden: readonly string[] = [],
): ListedColumn[] {
  const all = listColumns(view.type);
  const usual = view.columns.map(({ field }) => field);
  const others = [...all.keys()].filter((name) => !usual.includes(name));
  return [...usual, ...others].flatMap((name) => {
    const column = all.get(name);
    return column && !hidden.includes(name) && isUsable(view, here, column) ? [listed(view, column)] : [];
  });
}

function listed(view: RecordView, column: PlainColumn): ListedColumn {
  const { name, kind } = column;
  const shownAs = view.type.fields[name] ?? shownField(column);
  const own = view.columns.find(({ field }) => field === name);
  return {
    field: name,
    ...own,
    ...usualWidth(shownAs, {
      label: labelOf(view, { field: name }),
      own: own?.width,
      ownLeast: own?.minWidth,
      isTitle: name === view.type.title,
      isPill: isStatus(shownAs),
    }),
    shownAs,
    group: groupOf(view, column),
    isMeasurable: kind === 'number' || kind === 'money',
    isGroupable: dividesLists(column),
  };
}

const kinds: Partial<Record<ColumnKind, ShownField['kind']>> = {
  number: 'integer',
  money: 'money',
  date: 'date',
  timestamp: 'timestamp',
};

/** How the values of a column that isn't a field are shown. */
function shownField({ kind, hasMembers, choices, to, isPercent }: PlainColumn): ShownField {
  if (isPercent) return { kind: 'decimal', mode: 'derived' };
  if (to !== undefined) return { kind: 'relations', mode: 'derived', to };
  if (hasMembers) return { kind: 'member', mode: 'derived' };
  if (!choices) return { kind: kinds[kind] ?? 'text', mode: 'derived' };
  const labels: Record<string, string> = t.outcomes;
  return { kind: 'choice', mode: 'derived', options: choices.map((id) => ({ id, label: labels[id] ?? id })) };
}

const ofRecord = new Set(['createdAt', 'createdBy', 'updatedAt', 'updatedBy']);

function groupOf({ type }: RecordView, { name }: PlainColumn): ColumnGroup {
  if (name.startsWith('custom.')) return 'custom';
  if (type.fields[name] || Object.hasOwn(type.computed, name)) return 'fields';
  return ofRecord.has(name) ? 'record' : 'work';
}

/** Whether the rows of default lists contain the values of a column. Other columns need a query. */
export function isInRow(view: RecordView, { field, from = [field], shownAs }: ListedColumn): boolean {
  return from.every(
    (name) =>
      recordRows[view.name].includes(name) ||
      name === 'createdAt' ||
      name === 'updatedAt' ||
      (name.startsWith('custom.') && shownAs.kind !== 'longText'),
  );
}
