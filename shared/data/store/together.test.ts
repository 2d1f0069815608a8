import { expect, test } from 'vitest';
import { itemName } from './item-name.ts';
import { together } from './together.ts';
import { newSession } from './units.ts';

const key = (sk: string) => ({ pk: 'p', sk });

function recorded() {
  const calls: string[][] = [];
  const read = (keys: readonly { pk: string; sk: string }[]) => {
    calls.push(keys.map(({ sk }) => sk));
    return Promise.resolve(new Map(keys.map((one) => [itemName(one), { sk: one.sk }])));
  };
  return { calls, read };
}

test('what a request reads at the same time is one call, each item once', async () => {
  const { units } = newSession();
  const { calls, read } = recorded();
  const ask = (...sks: string[]) => together(units, {}, sks.map(key), read);
  const [one, other] = await Promise.all([ask('a', 'b'), ask('b', 'c')]);
  expect(calls).toEqual([['a', 'b', 'c']]);
  expect([one.get(itemName(key('a'))), other.get(itemName(key('c')))]).toEqual([{ sk: 'a' }, { sk: 'c' }]);
  await ask('a');
  expect(calls).toEqual([['a', 'b', 'c'], ['a']]);
});

test('other requests, and reads of another consistency, are calls of their own', async () => {
  const [one, other] = [newSession().units, newSession().units];
  const { calls, read } = recorded();
  await Promise.all([
    together(one, {}, [key('a')], read),
    together(other, {}, [key('b')], read),
    together(one, { strong: false }, [key('c')], read),
  ]);
  expect(calls).toEqual([['a'], ['b'], ['c']]);
});

test('a failed call fails everyone who asked, and no later one', async () => {
  const { units } = newSession();
  const failing = () => Promise.reject(new Error('throttled'));
  const asked = ['a', 'b'].map((sk) => together(units, {}, [key(sk)], failing));
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const { read, calls } = recorded();
  await together(units, {}, [key('a')], read);
  expect(calls).toEqual([['a']]);
});
