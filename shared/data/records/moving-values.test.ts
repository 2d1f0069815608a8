import { expect, test } from 'vitest';
import type { Action } from '../store/transact.ts';
import { contactRecords } from './contact.ts';
import { customerRecords } from './customer.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { movingValueActions, type Transition } from './moving-values.ts';

const record = (id: string, values: object = {}): AnyRecord => ({ id, version: 1, ...values }) as AnyRecord;
const gone = (before: AnyRecord): Transition => ({ before, after: { ...before, mergedInto: 'w' } });
const place = (mode?: 'warn' | 'refuse') => ({
  orgId: 'o',
  now: '2026-01-01T00:00:00.000Z',
  settings: {
    uniqueEmails: { customer: mode ?? 'warn', lead: 'warn', vendor: 'warn' } as never,
    uniqueEmailsJobs: (mode ? { customer: 'job' } : {}) as never,
  },
});

/** The value that an action is about, what it does, and for which records. */
function told(action: Action): [value: string, kind: string, ids: string[]] {
  const [kind, input] = Object.entries(action).find(([name]) => ['put', 'remove'].includes(name))!;
  const key = input.Item ?? input.Key;
  const { ExpressionAttributeValues: values = {} } = input as { ExpressionAttributeValues?: object };
  const ids = Object.entries(values).flatMap(([name, id]) => (/^:id\d*$/.test(name) ? [String(id)] : []));
  return [String(key.pk).split('#').at(-1)!, kind, ids];
}
const actionsOf = (
  definition: RecordDefinition,
  transitions: readonly Transition[],
  mode?: 'warn' | 'refuse',
) => movingValueActions(definition, place(mode), transitions, '').map(told).sort();

const winner = record('w', { email: 'w@x' });
const [first, second] = [record('a', { email: 'a@x' }), record('b', { email: 'b@x' })];

test('a value that moves is one put that its former holder allows, and the others are released', () => {
  const after = { ...winner, email: 'a@x' };
  expect(actionsOf(contactRecords, [{ before: winner, after }, gone(first), gone(second)])).toEqual([
    ['a@x', 'put', ['w', 'a']],
    ['b@x', 'remove', []],
    ['w@x', 'remove', []],
  ]);
});

test('a value that stays needs no action', () => {
  expect(actionsOf(contactRecords, [{ before: winner, after: winner }, gone(first)])).toEqual([
    ['a@x', 'remove', []],
  ]);
});

test('a value that returns is one put that the record which gives it back allows', () => {
  const before = { ...winner, email: 'a@x' };
  const back = { before: { ...first, mergedInto: 'w' }, after: first };
  expect(actionsOf(contactRecords, [{ before, after: winner }, back])).toEqual([
    ['a@x', 'put', ['a', 'w']],
    ['w@x', 'put', ['w']],
  ]);
});

test('a value that two records would have afterwards is refused with the one that has it already', () => {
  const same = record('a', { email: 'w@x' });
  const back = { before: { ...same, mergedInto: 'w' }, after: same };
  expect(() =>
    movingValueActions(contactRecords, place(), [{ before: winner, after: winner }, back], ''),
  ).toThrow(expect.objectContaining({ errors: [{ pointer: '/email', code: 'taken', recordId: 'w' }] }));
});

test('values that are unique by a setting are released only in the name of the records that lose them', () => {
  const shared = record('a', { email: 'w@x' });
  const transitions = [{ before: winner, after: winner }, gone(shared), gone(second)];
  expect(actionsOf(customerRecords, transitions, 'refuse')).toEqual([
    ['b@x', 'remove', ['b']],
    ['w@x', 'put', ['w', 'a']],
  ]);
  expect(actionsOf(customerRecords, transitions, 'warn')).toEqual([
    ['b@x', 'remove', ['b']],
    ['w@x', 'remove', ['a']],
  ]);
  expect(actionsOf(customerRecords, transitions)).toEqual([]);
});
