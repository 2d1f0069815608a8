import { limits } from '#contract/limits.ts';
import { formerFamilyCodes, type FamilyCode } from '../counters/codes.ts';
import { ifAbsent, ifEquals } from '../store/condition.ts';
import { factTallies } from '../counters/fact-tallies.ts';
import type { Fact } from '../counters/facts.ts';
import type { Counts, Tallies } from '../counters/groups.ts';
import { rankAttribute, rankedFrom, rankPartition } from '../counters/customer-sums.ts';
import type { RecordDefinition } from '../records/definition.ts';
import { itemName } from '../store/item-name.ts';
import { counterKey, lookupKey, projectionStateKey, type Key } from '../store/keys.ts';
import { getItems, isConditionFailed, putItem, type Item } from '../store/table.ts';
import { transact, type Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { stageTowards, type OwnedFacts } from './stages.ts';

/** Identifies the subject of a projection state. */
export interface ProjectionSubject {
  /** The type whose counters change: a record type, or `activity`. */
  definition: { type: { name: string } };
  orgId: string;
  id: string;
  /** Key of the projection state, if it isn't stored with the record. */
  stateAt?: Key;
}

/** Identifies the record of a projection state. */
export interface RecordName extends ProjectionSubject {
  definition: RecordDefinition;
}

/**
 * What was last projected for a record or activity. `revision` increases with every write, even if the version doesn't.
 */
export interface ProjectionState {
  revision: number;
  version: number;
  counts: Counts;
  tallies?: Tallies | undefined;
  /**
   * The facts and their owner. They are stored instead of the counter changes that follow from them, which would take
   * several times the space.
   */
  facts?: OwnedFacts | undefined;
  /** The terms by which the record is looked up. */
  words: string[];
  /** Up to version 0.8, the record's owner, under whom a second set of the terms is stored. */
  owner?: string | undefined;
  /** Up to version 0.8, a digest of what the terms contained besides their keys. */
  label?: string;
  /** Whether the record or activity was removed. The projection state is then kept for `tombstoneSeconds`. */
  gone?: true;
  /** Keys of further terms that may exist, left by an unfinished change to many terms. */
  also?: Key[] | undefined;
}

export const emptyState: ProjectionState = { revision: 0, version: 0, counts: {}, words: [] };
/**
 * Seconds for which the projection state of a removed record is kept. The stream delivers images of that record for a
 * shorter time.
 */
const tombstoneSeconds = 3 * 86_400;

/** A change to one projection state. The difference between `state` and `next` determines the changes to counters. */
export interface Step {
  name: ProjectionSubject;
  state: ProjectionState;
  next: ProjectionState;
  /** Whether the record or activity was removed from the table. */
  isRemoved: boolean;
}

/** Lookup terms to write, and the keys of those to delete. */
export interface LookupChanges {
  puts: Item[];
  deletes: Key[];
}

const stateKeyOf = ({ orgId, definition, id, stateAt }: ProjectionSubject): Key =>
  stateAt ?? projectionStateKey(orgId, definition.type.name, id);

/** The projection states in the order of the names; `emptyState` for a missing one. */
export async function readStates(
  session: Session,
  names: readonly ProjectionSubject[],
): Promise<ProjectionState[]> {
  const keys = names.map(stateKeyOf);
  const items = await getItems<{ data: string }>(session, keys);
  return items.map((item) => (item ? stateFrom(item.data) : emptyState));
}

/** Facts without property names, which would make a typical projection state cost one more write unit. */
type PackedFact = [family: FamilyCode, day: string, part: string, amounts: Fact['amounts']];
type PackedState = Omit<ProjectionState, 'facts'> & {
  facts?: { of: PackedFact[]; ownerId?: string | undefined };
};

/** Properties keep their order, because projection states are compared as JSON. */
function dataOf(state: ProjectionState): string {
  const { facts } = state;
  if (!facts) return JSON.stringify(state);
  const of = facts.of.map(({ family, day, part, amounts }): PackedFact => [family, day, part, amounts]);
  return JSON.stringify({ ...state, facts: { ...facts, of } } satisfies PackedState);
}

export function stateFrom(data: string): ProjectionState {
  const stored = JSON.parse(data) as PackedState;
  const facts = stored.facts?.of.filter(([family]) => !formerFamilyCodes.has(family));
  const of = facts?.map(([family, day, part, amounts]): Fact => ({ family, day, part, amounts }));
  const counts = Object.fromEntries(Object.entries(stored.counts).filter(([group]) => !isFormer(group)));
  return { ...stored, counts, facts: of && { ...stored.facts, of } };
}

/** Up to version 0.3, records were also counted by tag, customer and custom value, for the totals of lists. */
const isFormer = (group: string): boolean => group.startsWith('each#');

export async function readState(session: Session, name: ProjectionSubject): Promise<ProjectionState> {
  const [state = emptyState] = await readStates(session, [name]);
  return state;
}

/** Keys of the lookup terms in a projection state, including the second set for the owner. */
export function lookupKeys(
  { definition, orgId, id }: ProjectionSubject,
  { words, owner }: Pick<ProjectionState, 'words' | 'owner'>,
): Key[] {
  const owners = owner ? [undefined, owner] : [undefined];
  return owners.flatMap((under) =>
    words.map((word) => lookupKey(orgId, word, definition.type.name, id, under)),
  );
}

/**
 * Writes each projection state in the same transaction as the changes to its counters, if the state is unchanged since
 * it was read. Returns false if a state has changed; others may have been written by then.
 */
export async function commit(session: Session, steps: readonly Step[]): Promise<boolean> {
  const moving = steps.filter((step) => counterActions([step]).length > 0);
  const still = steps.filter((step) => !moving.includes(step));
  return unlessMoved(async () => {
    await commitMoving(session, moving);
    // A projection state alone needs no transaction, which would cost twice as much.
    await Promise.all(still.map((step) => putItem(session, statePut(step, step.next))));
  });
}

async function commitMoving(session: Session, steps: readonly Step[]): Promise<void> {
  const counters = counterActions(steps);
  if (steps.length > 1 && steps.length + counters.length > limits.transactionActions) {
    const half = Math.ceil(steps.length / 2);
    await commitMoving(session, steps.slice(0, half));
    return commitMoving(session, steps.slice(half));
  }
  const [only, ...others] = steps;
  if (only && others.length === 0 && counters.length >= limits.transactionActions) {
    const last = await commitStages(session, only);
    await transact(session, [stateAction(last), ...counterActions([last])]);
  } else if (only) await transact(session, [...steps.map((step) => stateAction(step)), ...counters]);
}

/**
 * Writes the facts of a step in several transactions until its counters fit into one, and returns what is left of the
 * step. A long document has more counters than a transaction can hold. Each state in between names exactly the facts
 * that were counted, and the version before the step, so that the step is completed if it is interrupted.
 */
async function commitStages(session: Session, step: Step): Promise<Step> {
  let { state } = step;
  while (counterActions([{ ...step, state }]).length >= limits.transactionActions) {
    const facts = stageTowards(state.facts, step.next.facts);
    if (!facts) break;
    const next = { ...state, revision: state.revision + 1, facts };
    const stage = { ...step, state, next, isRemoved: false };
    await transact(session, [stateAction(stage), ...counterActions([stage])]);
    state = next;
  }
  return { ...step, state, next: { ...step.next, revision: state.revision + 1 } };
}

/**
 * Like `commit`, for one record with its lookup terms in the same transaction, so that a writer with an outdated state
 * changes nothing. If there are too many terms, they are written in advance in several transactions, each of which
 * records the terms that may be left over.
 */
export async function commitWithLookups(
  session: Session,
  step: Step,
  { puts, deletes }: LookupChanges,
): Promise<boolean> {
  const termActions: Action[] = [
    ...puts.map((item) => ({ put: { Item: item } })),
    ...deletes.map((key) => ({ remove: { Key: { ...key } } })),
  ];
  return unlessMoved(async () => {
    const rest = await commitStages(session, step);
    const counters = counterActions([rest]);
    const also = [...(step.state.also ?? []), ...puts.map(({ pk, sk }) => ({ pk, sk }) as Key)];
    let { state } = rest;
    while (termActions.length + counters.length + 1 > limits.transactionActions) {
      const part = { ...state, revision: state.revision + 1, also };
      const moved = termActions.splice(0, limits.transactionActions - 1);
      await transact(session, [stateAction({ ...step, state, next: part }), ...moved]);
      state = part;
    }
    const last = { ...step, state, next: { ...step.next, revision: state.revision + 1 } };
    await transact(session, [stateAction(last), ...termActions, ...counters]);
  });
}

class StateMoved extends Error {}

async function unlessMoved(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof StateMoved || isConditionFailed(error)) return false;
    throw error;
  }
}

function stateAction(step: Step): Action {
  return { put: statePut(step, step.next), refuse: () => new StateMoved() };
}

/** The write of a projection state, if the state is unchanged since it was read. */
export function statePut({ name, state, isRemoved }: Step, next: ProjectionState) {
  const expiresAt = Math.floor(Date.now() / 1000) + tombstoneSeconds;
  return {
    Item: {
      ...stateKeyOf(name),
      kind: 'ledger',
      revision: next.revision,
      data: dataOf(next),
      ...(isRemoved ? { expiresAt } : {}),
    },
    ...(state.revision === 0 ? ifAbsent : ifEquals({ revision: state.revision })),
  };
}

/** What steps add to a counter item. */
export interface CounterMove {
  key: Key;
  by: Map<string, number>;
}

/** Adds an amount to the move of a counter item. `moves` are by the names of their items. */
export function addMove(moves: Map<string, CounterMove>, key: Key, attribute: string, amount: number): void {
  const name = itemName(key);
  const counter = moves.get(name) ?? { key, by: new Map<string, number>() };
  counter.by.set(attribute, (counter.by.get(attribute) ?? 0) + amount);
  moves.set(name, counter);
}

/** The changes to counters by all steps together, one for each counter item. */
export function counterMoves(steps: readonly Step[]): CounterMove[] {
  const moves = new Map<string, CounterMove>();
  const move = ({ orgId, definition }: ProjectionSubject, group: string, attribute: string, by: number) =>
    addMove(moves, counterKey(orgId, definition.type.name, group), attribute, by);
  for (const { name, state, next } of steps) {
    for (const [group, attribute, amount] of amountsOf(state)) move(name, group, attribute, -amount);
    for (const [group, attribute, amount] of amountsOf(next)) move(name, group, attribute, amount);
  }
  return [...moves.values()].filter(({ by }) => [...by.values()].some((amount) => amount !== 0));
}

/** The attribute by which a counter item of a ranking is found, besides `rankAttribute`. Other counters have none. */
export function rankOf({ pk, sk }: Key): { g7pk?: string } {
  const ranked = rankedFrom(sk);
  return ranked ? { g7pk: rankPartition(pk, ranked.year, ranked.listOf) } : {};
}

const counterActions = (steps: readonly Step[]): Action[] =>
  counterMoves(steps).map(({ key, by }): Action => {
    const { g7pk } = rankOf(key);
    // The index contains no item without the attribute, so a ranked item has it even if its sum is 0.
    const changed = [...by].filter(([name, amount]) => amount !== 0 || (g7pk && name === rankAttribute));
    const added = `ADD ${changed.map((_, index) => `#a${index} :a${index}`).join(', ')}`;
    return {
      update: {
        Key: { ...key },
        UpdateExpression: g7pk ? `${added} SET g7pk = :rank` : added,
        ExpressionAttributeNames: Object.fromEntries(changed.map(([name], index) => [`#a${index}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(changed.map(([, amount], index) => [`:a${index}`, amount])),
          ...(g7pk ? { ':rank': g7pk } : {}),
        },
      },
    };
  });

/** The counter contributions of a projection state: 1 for each count, and the amounts of tallies and facts. */
function amountsOf({
  counts,
  tallies,
  facts,
}: ProjectionState): [group: string, attribute: string, amount: number][] {
  return [
    ...Object.entries(counts).flatMap(([group, attributes]) =>
      attributes.map((attribute): [string, string, number] => [group, attribute, 1]),
    ),
    ...Object.entries({ ...tallies, ...(facts && factTallies(facts.of, facts.ownerId)) }).flatMap(
      ([group, amounts]) =>
        Object.entries(amounts).map(([attribute, amount]): [string, string, number] => [
          group,
          attribute,
          amount,
        ]),
    ),
  ];
}
