import { randomBytes } from 'node:crypto';
import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Status } from '#contract/status.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { rulesOf, type statusListsResource, type StatusListName } from '#contract/status-list.ts';

type Body = InputOf<typeof statusListsResource.operations.update>['body'];
type EntryInput = Body['items'][number];

/** The list after the change, and the statuses that the change retires. */
interface Arranged {
  entries: Status[];
  retiring: Status[];
}

/**
 * Requested statuses first, then retired ones with the newest last. `inMotion` contains the ids of statuses that a job
 * is still replacing.
 */
export function arranged(
  list: StatusListName,
  before: readonly Status[],
  input: readonly EntryInput[],
  inMotion: ReadonlySet<string>,
): Arranged {
  const used = input.map((one, index) => entryFrom(list, before, input, one, index));
  const back = used.findIndex(({ id }) => inMotion.has(id));
  if (back >= 0) {
    throw fieldProblem(`/items/${back}/id`, 'still_moving', 'conflict');
  }
  checkNames(used);
  const isUsed = ({ id }: Status) => used.some((entry) => entry.id === id);
  const retiring = before.filter((entry) => !entry.retired && !isUsed(entry));
  const earlier = before.filter((entry) => entry.retired && !isUsed(entry));
  const kept = remembered(earlier, limits.statusesKept - used.length - retiring.length, inMotion);
  const retired = retiring.map(({ isDefault: _isDefault, ...entry }) => ({ ...entry, retired: true }));
  return { entries: [...withDefault(list, used), ...kept, ...retired], retiring };
}

function entryFrom(
  list: StatusListName,
  before: readonly Status[],
  input: readonly EntryInput[],
  { id, name, color, meaning: requested, isDefault }: EntryInput,
  index: number,
): Status {
  const at = `/items/${index}`;
  const old = before.find((entry) => entry.id === id);
  const isTwice = id !== undefined && input.findIndex((one) => one.id === id) < index;
  if (id !== undefined && (!old || isTwice)) throw fieldProblem(`${at}/id`, 'not_a_choice');
  const { meanings, isKept } = rulesOf(list);
  const meaning = requested ?? old?.meaning;
  if (meanings.length === 0 && requested !== undefined) throw fieldProblem(`${at}/meaning`, 'not_allowed');
  if (meanings.length > 0 && meaning === undefined) throw fieldProblem(`${at}/meaning`, 'required');
  if (meaning !== undefined && !meanings.includes(meaning))
    throw fieldProblem(`${at}/meaning`, 'not_a_choice');
  if (!old && name === undefined) throw fieldProblem(`${at}/name`, 'required');
  if (old && isKept && meaning !== old.meaning) throw fieldProblem(`${at}/meaning`, 'not_allowed');
  const shownColor = color === undefined ? old?.color : color;
  return {
    id: old?.id ?? `e-${randomBytes(4).toString('hex')}`,
    name: name ?? old?.name ?? '',
    // A custom name replaces the product's translated names.
    ...(name === undefined && old?.names ? { names: old.names } : {}),
    ...(meaning ? { meaning } : {}),
    ...(shownColor ? { color: shownColor } : {}),
    ...(isDefault ? { isDefault } : {}),
  };
}

function checkNames(used: readonly Status[]): void {
  const textsOf = ({ name, names }: Status) =>
    (names ? [names.en, names.es] : [name]).map((text) => text.toLocaleLowerCase());
  used.forEach((entry, index) => {
    const texts = new Set(textsOf(entry));
    const isTaken = used.slice(0, index).some((other) => textsOf(other).some((text) => texts.has(text)));
    if (isTaken) throw fieldProblem(`/items/${index}/name`, 'taken');
  });
}

/**
 * Makes one status the default for new records. A list of sources can have none, which is kept as `isDefault: false`.
 * Checks that each meaning that the product relies on has a status.
 */
function withDefault(list: StatusListName, used: readonly Status[]): Status[] {
  const { meanings, needed } = rulesOf(list);
  const missing = needed.filter((meaning) => !used.some((entry) => entry.meaning === meaning));
  if (missing.length > 0) {
    throw new ProblemError('invalid_input', { code: 'meanings_missing', meanings: missing.join(', ') }, [
      { pointer: '/items', code: 'required' },
    ]);
  }
  const defaults = used.flatMap(({ isDefault }, index) => (isDefault ? [index] : []));
  const [first = 0, second = -1] = defaults;
  if (second >= 0) throw fieldProblem(`/items/${second}/isDefault`, 'not_allowed');
  if (meanings.length > 0)
    return used.map((entry, index) => (index === first ? { ...entry, isDefault: true } : entry));
  return defaults.length > 0 ? [...used] : used.map((entry) => ({ ...entry, isDefault: false }));
}

/**
 * The `earlier` retired statuses to keep, because histories show their names: the newest ones, and all that a job is
 * still replacing.
 */
function remembered(earlier: readonly Status[], room: number, inMotion: ReadonlySet<string>): Status[] {
  let left = room - earlier.filter(({ id }) => inMotion.has(id)).length;
  if (left < 0) throw new ProblemError('conflict', 'moving_from_entries');
  return earlier
    .toReversed()
    .filter(({ id }) => inMotion.has(id) || left-- > 0)
    .toReversed();
}

/** What an entry says about a record: its meaning or, in a list without meanings, the entry itself. */
const said = ({ id, meaning }: Status): string => meaning ?? id;

/** The replacement of each retired status: one that was in use before and stays in use. */
export function checkedSuccessors(
  list: StatusListName,
  retiring: readonly Status[],
  before: readonly Status[],
  entries: readonly Status[],
  successors: Readonly<Record<string, string>>,
): Record<string, string> {
  const { isOfRecords, isKept } = rulesOf(list);
  const [unused] = isOfRecords ? [] : Object.keys(successors);
  if (unused !== undefined) throw fieldProblem(`/successors/${unused}`, 'not_allowed');
  if (!isOfRecords) return {};
  const isInUse = (all: readonly Status[], id: string) =>
    all.some((entry) => entry.id === id && !entry.retired);
  for (const [from, to] of Object.entries(successors)) {
    const isFine = retiring.some(({ id }) => id === from) && isInUse(before, to) && isInUse(entries, to);
    if (!isFine) throw fieldProblem(`/successors/${from}`, 'not_a_choice');
  }
  const other = retiring.find((entry) => {
    const successor = entries.find(({ id }) => id === successors[entry.id]);
    return isKept && successor && said(successor) !== said(entry);
  });
  if (other) throw fieldProblem(`/successors/${other.id}`, 'not_allowed');
  const left = retiring.find(({ id }) => !Object.hasOwn(successors, id));
  if (left) throw fieldProblem(`/successors/${left.id}`, 'required');
  return { ...successors };
}
