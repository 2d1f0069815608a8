import { expect, test } from 'vitest';
import { kindFrom, kindName, remediesFor, withRule } from './kinds.ts';

test('an address names a kind of problem', () => {
  for (const kind of [{ column: 12, code: 'invalid_email' }, { code: 'several_records' }])
    expect(kindFrom(kindName(kind))).toEqual(kind);
  expect(kindFrom('1.')).toBeUndefined();
  expect(kindFrom(null)).toBeUndefined();
});

test('only problems of cells go away with the value', () => {
  expect(remediesFor({ column: 1, code: 'invalid_email' })).toEqual({
    canEmpty: true,
    canReplace: true,
    canLeaveOut: true,
  });
  expect(remediesFor({ column: 1, code: 'taken' })).toMatchObject({ canEmpty: false, canLeaveOut: true });
  expect(remediesFor({ code: 'repeated_row' })).toMatchObject({ canLeaveOut: false });
});

test('a rule replaces the one for the same text or problem', () => {
  const first = { action: 'replace', column: 2, from: 'Atlantis', to: 'Chile' } as const;
  const second = { ...first, from: 'ATLANTIS', to: 'Peru' };
  const empty = { action: 'empty', column: 2, code: 'unknown_country' } as const;
  expect(withRule([first, empty], second)).toEqual([empty, second]);
  expect(withRule([empty], { ...empty, action: 'leaveOut' })).toHaveLength(1);
});
