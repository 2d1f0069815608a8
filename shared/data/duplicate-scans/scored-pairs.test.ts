import { expect, test } from 'vitest';
import { count } from '../../../tests/counts.ts';
import { blockingKeys } from '../duplicates/blocking-keys.ts';
import { groupsOf } from '../duplicates/groups.ts';
import { subjectOf } from '../duplicates/subject.ts';
import { scoredPairs } from './scored-pairs.ts';
import { sharedKeys } from './shared-keys.ts';

const subjectsOf = (records: readonly object[]) =>
  records.map((record) => subjectOf('contact', record as Record<string, unknown>));

async function pairsAmong(records: readonly object[], { most = 1_000, mayGoOn = (): boolean => true } = {}) {
  const subjects = subjectsOf(records);
  const keys = sharedKeys();
  keys.add(subjects.map((subject, record) => [record, blockingKeys(subject)] as const));
  const commonValues = await keys.dropUnusable(50);
  const ids = records.map((_, index) => String(index));
  const found = await scoredPairs({ ids, subjects, keys }, { most, mayGoOn });
  keys.close();
  return { ...found, commonValues };
}

const ana = { fullName: 'Ana Ríos', email: 'ana@rios.example' };
const twin = { fullName: 'Ana Ríos', email: 'ana@rios.example', city: 'Cali' };
const eva = { fullName: 'Eva Sol', email: 'eva@sol.example' };

test('only pairs that are possibly the same are kept, with their score', async () => {
  const { pairs, isComplete } = await pairsAmong([ana, eva, twin]);
  expect(pairs).toEqual([{ one: '0', other: '2', score: 100 }]);
  expect(isComplete).toBe(true);
});

test('of too many pairs, the strongest are kept, and the result says that some are missing', async () => {
  const alike = { fullName: 'Pedro Sol', email: 'ana@rios.example' };
  const { pairs, isComplete } = await pairsAmong([ana, twin, alike], { most: 1 });
  expect(pairs).toEqual([{ one: '0', other: '1', score: 100 }]);
  expect(isComplete).toBe(false);
});

test('a comparison that is told to end keeps what it has found, and says that it is incomplete', async () => {
  // Enough records that the comparison asks at least once.
  const many = Array.from({ length: 4_000 }, (_, n) => ({
    fullName: `Ana Ríos ${n % 80}`,
    email: `ana${n >> 1}@rios${n % 80}.example`,
  }));
  const { isComplete } = await pairsAmong(many, { most: 100_000, mayGoOn: () => false });
  expect(isComplete).toBe(false);
});

test('every planted duplicate among many records is in a group with its original', async () => {
  const total = count(2_000, 100_000);
  const first = ['Ana', 'Eva', 'José', 'Luis', 'Mario', 'Nora', 'Pablo', 'Rosa'];
  const last = ['Gómez', 'Pérez', 'Ríos', 'Sol', 'Vega', 'Núñez', 'Zafra'];
  const originals = Array.from({ length: total }, (_, n) => ({
    fullName: `${first[n % first.length]} ${last[n % last.length]} ${n.toString(36)}`,
    email: `person${n}@company${n % 5_000}.example`,
    phones: [{ label: 'work', number: `+573${String(n).padStart(9, '0')}` }],
  }));
  const copied = originals.filter((_, n) => n % 100 === 0);
  const copies = copied.map(({ fullName, phones }, n) =>
    n % 2 === 0 ? { fullName, phones } : { ...copied[n], fullName: fullName.toUpperCase() },
  );
  const { pairs, isComplete } = await pairsAmong([...originals, ...copies], { most: 200_000 });
  expect(isComplete).toBe(true);
  const groups = groupsOf(pairs, { threshold: 50, sizeMax: 10 });
  const groupOf = new Map(groups.flatMap(({ ids }) => ids.map((id) => [id, ids])));
  const missed = copies.filter((_, n) => !groupOf.get(String(total + n))?.includes(String(n * 100)));
  expect(missed).toEqual([]);
});
