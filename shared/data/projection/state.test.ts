import { expect, test } from 'vitest';
import { factTallies } from '../counters/fact-tallies.ts';
import { factOf } from '../counters/facts.ts';
import { stateFrom } from './state.ts';

test('facts of former families in a stored state are left out, and the others stay', () => {
  const fact = factOf('invoices', '2026-03-31', 'EUR', { issued: 1 });
  const { family, day, part, amounts } = fact;
  const former = ['b', 'g'].map((code) => [code, day, 'EUR#one', { e: 5 }]);
  const facts = { of: [former[0], [family, day, part, amounts], former[1]], ownerId: 'ana' };
  const data = JSON.stringify({ revision: 1, version: 1, counts: {}, words: [], label: '', facts });
  const state = stateFrom(data);
  expect(state.facts).toEqual({ of: [fact], ownerId: 'ana' });
  expect(factTallies(state.facts!.of, 'ana')).toEqual(factTallies([fact], 'ana'));
});
