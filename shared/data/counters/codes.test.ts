import { expect, test } from 'vitest';
import { amountNamed, codeOf, families, familyNamed, formerFamilyCodes, type Family } from './codes.ts';
import { customerTallies, amountOfCounter, amountOfRanking } from './customer-sums.ts';
import { factOf } from './facts.ts';

const all = Object.keys(families) as Family[];

test('every name of a fact has one stored code, and every code one name', () => {
  expect(all.map((family) => familyNamed(families[family].code))).toEqual(all);
  for (const family of all) {
    const amounts = Object.keys(families[family].amounts) as never[];
    expect(amounts.map((amount) => amountNamed(family, codeOf(family, amount)))).toEqual(amounts);
    expect(amountNamed(family, 'unknown')).toBeUndefined();
  }
});

test('no family has the code of a former one', () => {
  expect(all.filter((family) => formerFamilyCodes.has(families[family].code))).toEqual([]);
});

test('stored codes never change, because items and projection states contain them', () => {
  const codes = all.map((family) => [families[family].code, ...Object.values(families[family].amounts)]);
  expect(codes.map((of) => of.join(' '))).toEqual([
    'd c cs w ws wt wa l ls',
    'f n s',
    'x n s o p',
    'l n v x r rt',
    's n v x r rt',
    'a c e m n t s',
    'w p k d s',
    'c n',
    'i n e t w s c ce ct cw cs',
    't b a cb ca',
    'p n s r rs w',
    'u n a at ag ai r rt rg ri s sg',
    'k o os w ws l',
  ]);
});

test('a fact stores counts and both parts of money under their codes, and no zeros', () => {
  const fact = factOf('expected', '2026-03-31', 'stage', {
    open: 1,
    openMinor: { minor: 1_200_000_007 },
    ownMinor: { minor: 0 },
    ownPercent: { minor: 1_200_000_007, times: 50 },
  });
  expect(fact).toEqual({
    family: 'x',
    day: '2026-03-31',
    part: 'stage',
    amounts: { n: 1, 's#h': 12, 's#l': 7, 'p#h': 600, 'p#l': 350 },
  });
  expect(factOf('leads', '2026-03-31', '', { created: 1, converted: 0 }).amounts).toEqual({ n: 1 });
});

test('the attributes of a customer’s sums are read as they are written', () => {
  const won = factOf('customerDeals', '2026-03-31', 'one#sales', { won: 1, wonMinor: { minor: 5 } });
  const [counter = {}, , ranking = {}] = Object.values(customerTallies(won, 'ana'));
  expect(Object.keys(counter).map(amountOfCounter)).toEqual([
    { amount: 'won', at: '2026-03' },
    { amount: 'wonMinor', at: '2026-03' },
  ]);
  expect(Object.keys(ranking).map(amountOfRanking)).toEqual([
    { amount: 'won', at: '0331' },
    { amount: 'wonMinor', at: '0331' },
    undefined,
  ]);
  for (const other of ['n', 'pk', 'v_open', 'g7sk']) expect(amountOfCounter(other)).toBeUndefined();
  for (const other of ['pk', 'g7pk', '2026']) expect(amountOfRanking(other)).toBeUndefined();
});
