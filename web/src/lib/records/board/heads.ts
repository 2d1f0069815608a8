import type { tagColors } from '#contract/tag-color.ts';
import type { Workspace } from '#lib/workspace.ts';
import { lookOf } from '../fields/status-tone.ts';
import type { RecordBasics } from '../record-basics.ts';
import { listEntries } from '../values.ts';
import type { ColumnHead } from './columns.ts';

/**
 * The possible columns of a board: the entries of a list, or the stages of a pipeline. Without its ID, it is the first
 * pipeline in use.
 */
export function headsOf(
  workspace: Workspace,
  { type: { board, fields } }: Pick<RecordBasics, 'type'>,
  withinId: string | undefined,
): readonly ColumnHead[] {
  if (!board) return [];
  if (board.within === undefined) return listEntries(workspace, fields[board.by]?.list ?? '');
  const { pipelines } = workspace.organization;
  const shown = pipelines.find(({ id }) => id === withinId) ?? pipelines.find(({ retired }) => !retired);
  return shown?.stages ?? [];
}

type TagColor = (typeof tagColors)[number];
const colors = {
  primary: 'blue',
  info: 'cyan',
  violet: 'violet',
  warning: 'amber',
  positive: 'green',
  danger: 'red',
  neutral: 'gray',
} as const satisfies Record<string, TagColor>;

/** The color of a column: its own, or that of its meaning. */
export const colorOf = (head: ColumnHead): TagColor =>
  head.color ?? colors[lookOf(head).tone as keyof typeof colors];
