import { fieldsIn, type Filter } from '#contract/lists/filter-tree.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import { memberChoices } from '../values.ts';
import type { RecordView } from '../view.ts';
import type { Workspace } from '#lib/workspace.ts';
import { columnOf, periodWords } from './condition-words.ts';
import { conditionOn } from './condition-changes.ts';
import { suggestions } from './filter-typing.ts';
import type { FilterColumn } from './filter-vocabulary.ts';
import type { ListVocabulary } from './list-vocabulary.ts';
import { conditionsByPeriod } from './typed-values.ts';
import { isMatch, wordsAfter, wordsIn } from './typed-words.ts';

/** What can be chosen in the box for adding a filter. */
export interface FilterOption {
  label: string;
  /** The heading above the option, if it is the first of its group. */
  heading?: string;
  column?: FilterColumn;
  /** The condition or group to add. A condition can be incomplete. */
  node?: Filter;
  /** The member whose team the list is limited to. Empty if the member isn't chosen yet. */
  teamOf?: string;
  /** A longer text that the option stands for. */
  text?: string;
}

interface Subject {
  workspace: Workspace;
  view: RecordView;
  vocabulary: ListVocabulary;
  /** Whether the option is added to a group, which can't contain groups and teams. */
  isInGroup: boolean;
}

/** The options for a typed text, or all columns if there is none. */
export function filterOptions(typed: string, subject: Subject): FilterOption[] {
  const { vocabulary } = subject;
  if (typed.trim() === '') return columnOptions(subject);
  const found = suggestions(typed, vocabulary).flatMap((one): FilterOption[] => {
    const isWhole = 'condition' in one;
    const node = isWhole ? one.condition : one.begun;
    if (subject.isInGroup && !('op' in node)) return [];
    const column = columnOf(vocabulary, fieldsIn(node)[0] ?? '');
    return [{ label: one.words, column, node, ...(isWhole ? {} : { text: one.text }) }];
  });
  const quiet = quietOptions(typed, subject);
  const others = [...teamOptions(typed, subject), ...found];
  return /\d/.test(typed) && !isPeriod(typed, vocabulary) ? [...quiet, ...others] : [...others, ...quiet];
}

/** Whether a text is a period without a column, such as "last 30 days". */
const isPeriod = (typed: string, vocabulary: ListVocabulary): boolean =>
  conditionsByPeriod(vocabulary, wordsIn(typed)).length > 0;

function columnOptions(subject: Subject): FilterOption[] {
  const all = subject.vocabulary.groups.flatMap(({ heading, columns }) =>
    columns.map((column, at): FilterOption => ({
      label: column.label,
      column,
      node: conditionOn(column),
      ...(at === 0 ? { heading } : {}),
    })),
  );
  const owner = all.findIndex(({ column }) => column?.name === 'ownerId');
  return hasTeams(subject) ? all.toSpliced(owner + 1, 0, { label: t.filterBar.team, teamOf: '' }) : all;
}

const hasTeams = ({ workspace, vocabulary, isInGroup }: Subject): boolean =>
  !isInGroup && vocabulary.hasTeams && vocabulary.columns.has('ownerId') && workspace.members.length > 0;

/** The teams of members whose names match, such as "team of ana". */
function teamOptions(typed: string, subject: Subject): FilterOption[] {
  if (!hasTeams(subject)) return [];
  const words = wordsIn(typed);
  const named = memberChoices(subject.workspace)
    .map(({ value, label }): FilterOption => ({ label: t.filterBar.teamOf(label), teamOf: value }))
    .filter(({ label }) => isMatch(words.slice(0, 1), t.filterBar.team) && isMatch(words, label));
  const bare = isMatch(words, t.filterBar.team) ? [{ label: t.filterBar.team, teamOf: '' }] : [];
  return [...bare, ...named.slice(0, 3)];
}

/** Records without a recent activity, which include those without any: "no activity in the last 60 days". */
function quietOptions(typed: string, { vocabulary, isInGroup }: Subject): FilterOption[] {
  const column = vocabulary.columns.get('lastTouchAt');
  const words = wordsIn(typed);
  const count = words.find(({ plain }) => /^[1-9]\d{0,4}$/.test(plain))?.plain;
  const days = Number(count ?? usualDays);
  if (!column || isInGroup || days > listLimits.daysMax) return [];
  const { phrases, texts } = vocabulary;
  const label = phrases.withoutActivityIn(periodWords(vocabulary, { last: days, unit: 'day' }));
  const rest = texts.typedWithout.flatMap((phrase) => wordsAfter(words, phrase) ?? []);
  const isTyped = rest.length > 0 ? isMatch(rest, label) : words.length > 1 && isMatch(words, label);
  const node: Filter = {
    or: [
      { field: column.name, op: 'before', value: { days: -days } },
      { field: column.name, op: 'isEmpty' },
    ],
  };
  return isTyped ? [{ label: capitalized(label), column, node }] : [];
}
const usualDays = 30;
