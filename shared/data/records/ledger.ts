import { limits } from '#contract/limits.ts';
import { rankedFrom, rankPartition } from '../analytics/customer-sums.ts';
import { factTallies, type Fact, type Family } from '../analytics/facts.ts';
import { counterKey, ledgerKey, wordKey, type Key } from '../keys.ts';
import { getItems, isConditionFailed, putItem, type Item } from '../table.ts';
import { transact, type Action } from '../transact.ts';
import type { Session } from '../units.ts';
import type { Counts, Tallies } from './counters.ts';
import type { RecordDefinition } from './definition.ts';

/** Names what a ledger is about. */
export interface LedgerName {
  /** Whose counters move. */
  definition: { type: { name: string } };
  orgId: string;
  id: string;
  /** Where the ledger lies, if not with the record. */
  ledgerAt?: Key;
}

/** Names the record that a ledger is about. */
export interface RecordName extends LedgerName {
  definition: RecordDefinition;
}

/** What was last projected for a record. `revision` rises with every write of it, whatever the version. */
export interface Ledger {
  revision: number;
  version: number;
  counts: Counts;
  tallies?: Tallies | undefined;
  /** What it counts for in analytics, and for whom. Kept as such: what facts add to counters is several times as long. */
  facts?: { of: Fact[]; ownerId?: string | undefined } | undefined;
  words: string[];
  /** The words stand under the owner too. */
  owner?: string | undefined;
  /** Digest of what the words carry beside their keys. */
  label: string;
  /** The record was removed from the table: the ledger is kept for a while only. */
  gone?: true;
  /** Words that may stand beside those, from a change of many words that was not finished. */
  also?: Key[] | undefined;
}

export const emptyLedger: Ledger = { revision: 0, version: 0, counts: {}, words: [], label: '' };
/** A removed record's ledger outlives every image that the stream can still deliver. */
const tombstoneSeconds = 3 * 86_400;

/** What one record changes: its next ledger, and thereby how far counters move. */
export interface Step {
  name: LedgerName;
  ledger: Ledger;
  next: Ledger;
  /** The record was removed from the table. */
  isRemoved: boolean;
}

/** Search words to write and to remove under the condition of the ledger. */
export interface WordChanges {
  puts: Item[];
  deletes: Key[];
}

const keyOfLedger = ({ orgId, definition, id, ledgerAt }: LedgerName): Key =>
  ledgerAt ?? ledgerKey(orgId, definition.type.name, id);

/** At most 100. */
export async function readLedgers(session: Session, names: readonly LedgerName[]): Promise<Ledger[]> {
  const keys = names.map(keyOfLedger);
  const items = await getItems<{ data: string }>(session, keys);
  return items.map((item) => (item ? ledgerFrom(item.data) : emptyLedger));
}

/** Facts as a ledger keeps them, without their names: with these a ledger of usual size would cost a unit more. */
type PackedFact = [family: Family, day: string, part: string, amounts: Fact['amounts']];
type PackedLedger = Omit<Ledger, 'facts'> & { facts?: { of: PackedFact[]; ownerId?: string | undefined } };

/** Attributes keep their places, since ledgers are compared by their text. */
function dataOf(ledger: Ledger): string {
  const { facts } = ledger;
  if (!facts) return JSON.stringify(ledger);
  const of = facts.of.map(({ family, day, part, amounts }): PackedFact => [family, day, part, amounts]);
  return JSON.stringify({ ...ledger, facts: { ...facts, of } } satisfies PackedLedger);
}

/** The ledger that an item's data tell of. */
export function ledgerFrom(data: string): Ledger {
  const stored = JSON.parse(data) as PackedLedger;
  const of = stored.facts?.of.map(([family, day, part, amounts]): Fact => ({ family, day, part, amounts }));
  return { ...stored, facts: of && { ...stored.facts, of } };
}

export async function readLedger(session: Session, name: LedgerName): Promise<Ledger> {
  const [ledger = emptyLedger] = await readLedgers(session, [name]);
  return ledger;
}

/** Keys of the words that a ledger says stand. */
export function wordKeys({ definition, orgId, id }: LedgerName, { words, owner }: Ledger): Key[] {
  const owners = owner ? [undefined, owner] : [undefined];
  return owners.flatMap((under) =>
    words.map((word) => wordKey(orgId, under, word, definition.type.name, id)),
  );
}

/**
 * Writes ledgers and what they move, each only if nobody else has written it since it was read; false if somebody has,
 * with any part of the others done. Counters move in the transaction of the ledgers that tell of it.
 */
export async function commit(session: Session, steps: readonly Step[]): Promise<boolean> {
  const moving = steps.filter((step) => counterActions([step]).length > 0);
  const still = steps.filter((step) => !moving.includes(step));
  return unlessMoved(async () => {
    await commitMoving(session, moving);
    // A ledger alone needs no transaction, which would cost twice as much.
    await Promise.all(still.map((step) => putItem(session, ledgerPut(step, step.next))));
  });
}

async function commitMoving(session: Session, steps: readonly Step[]): Promise<void> {
  const counters = counterActions(steps);
  if (steps.length > 1 && steps.length + counters.length > limits.transactionActions) {
    const half = Math.ceil(steps.length / 2);
    await commitMoving(session, steps.slice(0, half));
    return commitMoving(session, steps.slice(half));
  }
  const [first] = steps;
  if (first && steps.length === 1) {
    const rest = await moveAhead(session, first);
    return transact(session, [ledgerAction(rest), ...counterActions([rest])]);
  }
  if (first) await transact(session, [...steps.map((step) => ledgerAction(step)), ...counters]);
}

/**
 * What a record moves beyond a transaction's room goes ahead of it: the ledger tells of each part under the version of
 * before, so that whoever dies here is brought the image again for the rest.
 */
async function moveAhead(session: Session, given: Step): Promise<Step> {
  let step = given;
  while (counterActions([step]).length + 1 > limits.transactionActions) {
    const { ledger, next } = step;
    const part: Ledger = { ...partway(ledger, next), revision: ledger.revision + 1 };
    const moved = { ...step, next: part };
    await transact(session, [ledgerAction(moved), ...counterActions([moved])]);
    step = { ...step, ledger: part, next: { ...next, revision: part.revision + 1 } };
  }
  return step;
}

/** Groups of counts that go ahead together; facts and tallies of a record move fewer. */
const groupsTogether = 90;

/** The ledger with as much of the next one as a transaction holds: facts and tallies first, then counts, group by group. */
function partway(ledger: Ledger, { facts, tallies, counts: nextCounts }: Ledger): Ledger {
  const text = (value: unknown) => JSON.stringify(value);
  if (text([ledger.facts, ledger.tallies]) !== text([facts, tallies])) return { ...ledger, facts, tallies };
  const counts = new Map(Object.entries(ledger.counts));
  const groups = new Set([...counts.keys(), ...Object.keys(nextCounts)]);
  const moving = [...groups].filter((group) => text(counts.get(group)) !== text(nextCounts[group]));
  for (const group of moving.slice(0, groupsTogether)) {
    const count = nextCounts[group];
    if (count) counts.set(group, count);
    else counts.delete(group);
  }
  return { ...ledger, counts: Object.fromEntries(counts) };
}

/**
 * As `commit`, for one record, with its words in the same transaction: whoever is late changes nothing at all. More
 * words than a transaction holds go ahead of it in several, each telling in the ledger what it may leave behind.
 */
export async function commitWithWords(
  session: Session,
  given: Step,
  { puts, deletes }: WordChanges,
): Promise<boolean> {
  const words: Action[] = [
    ...puts.map((item) => ({ put: { Item: item } })),
    ...deletes.map((key) => ({ remove: { Key: { ...key } } })),
  ];
  return unlessMoved(async () => {
    const step = await moveAhead(session, given);
    const counters = counterActions([step]);
    const also = [...(step.ledger.also ?? []), ...puts.map(({ pk, sk }) => ({ pk, sk }) as Key)];
    let { ledger } = step;
    while (words.length + counters.length + 1 > limits.transactionActions) {
      const part = { ...ledger, revision: ledger.revision + 1, also };
      const moved = words.splice(0, limits.transactionActions - 1);
      await transact(session, [ledgerAction({ ...step, ledger, next: part }), ...moved]);
      ledger = part;
    }
    const last = { ...step, ledger, next: { ...step.next, revision: ledger.revision + 1 } };
    await transact(session, [ledgerAction(last), ...words, ...counters]);
  });
}

class LedgerMoved extends Error {}

async function unlessMoved(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof LedgerMoved || isConditionFailed(error)) return false;
    throw error;
  }
}

function ledgerAction(step: Step): Action {
  return { put: ledgerPut(step, step.next), refuse: () => new LedgerMoved() };
}

function ledgerPut({ name, ledger, isRemoved }: Step, next: Ledger) {
  const expiresAt = Math.floor(Date.now() / 1000) + tombstoneSeconds;
  return {
    Item: {
      ...keyOfLedger(name),
      kind: 'ledger',
      revision: next.revision,
      data: dataOf(next),
      ...(isRemoved ? { expiresAt } : {}),
    },
    ...(ledger.revision === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'revision = :revision',
          ExpressionAttributeValues: { ':revision': ledger.revision },
        }),
  };
}

/** One update for each counter item that the steps together move. */
function counterActions(steps: readonly Step[]): Action[] {
  const moves = new Map<string, { key: Key; by: Map<string, number> }>();
  const move = ({ orgId, definition }: LedgerName, group: string, attribute: string, by: number) => {
    const key = counterKey(orgId, definition.type.name, group);
    const name = `${key.pk} ${key.sk}`;
    const counter = moves.get(name) ?? { key, by: new Map<string, number>() };
    counter.by.set(attribute, (counter.by.get(attribute) ?? 0) + by);
    moves.set(name, counter);
  };
  for (const { name, ledger, next } of steps) {
    for (const [group, attribute, amount] of amountsOf(ledger)) move(name, group, attribute, -amount);
    for (const [group, attribute, amount] of amountsOf(next)) move(name, group, attribute, amount);
  }
  return [...moves.values()].flatMap(({ key, by }): Action[] => {
    const changed = [...by].filter(([, amount]) => amount !== 0);
    if (changed.length === 0) return [];
    const ranked = rankedFrom(key.sk);
    const added = `ADD ${changed.map((_, index) => `#a${index} :a${index}`).join(', ')}`;
    return [
      {
        update: {
          Key: { ...key },
          UpdateExpression: ranked ? `${added} SET g7pk = :rank` : added,
          ExpressionAttributeNames: Object.fromEntries(changed.map(([name], index) => [`#a${index}`, name])),
          ExpressionAttributeValues: {
            ...Object.fromEntries(changed.map(([, amount], index) => [`:a${index}`, amount])),
            ...(ranked ? { ':rank': rankPartition(key.pk, ranked.year, ranked.listOf) } : {}),
          },
        },
      },
    ];
  });
}

/** What a ledger has added to counters: one for each count, and the amounts of tallies and facts. */
function amountsOf({ counts, tallies, facts }: Ledger): [group: string, attribute: string, amount: number][] {
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
