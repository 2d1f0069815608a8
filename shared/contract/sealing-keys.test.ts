import { expect, test } from 'vitest';
import {
  firstKeyId,
  parseSealingKeys,
  usableIds,
  withEarliestKey,
  withNewKey,
  withWaitingKeyUsed,
  type SealingKeys,
} from './sealing-keys.ts';

const now = new Date('2026-05-04T10:00:00.400Z');
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const fresh: SealingKeys = { [firstKeyId]: 'made with the stage' };
const currentOf = (keys: SealingKeys, minutes: number) => keys[usableIds(keys, minutesLater(minutes))[0]];

test('a new key is written with after an hour, when every instance has read it', () => {
  const rotated = withNewKey(fresh, 'new', now);
  expect(Object.values(rotated)).toEqual(['made with the stage', 'new']);
  expect([0, 59, 61].map((minutes) => currentOf(rotated, minutes))).toEqual([
    ...['made with the stage', 'made with the stage', 'new'],
  ]);
});

test('a stage that wrote with another secret goes on with that until an hour after its application reads the keys', () => {
  const moved = withEarliestKey(fresh, 'of the origin');
  expect(currentOf(moved, 1_000_000)).toBe('of the origin');
  expect(withEarliestKey(moved, 'of the origin')).toBe(moved);
  const used = withWaitingKeyUsed(moved, now);
  expect([0, 59, 61].map((minutes) => currentOf(used, minutes))).toEqual([
    ...['of the origin', 'of the origin', 'made with the stage'],
  ]);
  expect(withWaitingKeyUsed(used, minutesLater(5))).toBe(used);
});

test('a stored text of another form is refused without being shown', () => {
  expect(parseSealingKeys(JSON.stringify(fresh))).toEqual(fresh);
  for (const text of ['', 'hush', '{}', '[]', '"hush"', 'null', '{"1":"hush"}', `{"${firstKeyId}":""}`]) {
    expect(() => parseSealingKeys(text)).toThrow(/not a JSON object of keys/);
    expect(() => parseSealingKeys(text)).not.toThrow(/hush/);
  }
});
