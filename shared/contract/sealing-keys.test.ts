import { expect, test } from 'vitest';
import { firstKeyId, parseSealingKeys, usableIds, withEarliestKey, withNewKey } from './sealing-keys.ts';

const now = new Date('2026-05-04T10:00:00.400Z');
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const fresh = { [firstKeyId]: 'made with the stage' };

test('a new key is read with at once and written with after an hour, when every instance knows it', () => {
  const rotated = withNewKey(fresh, 'new', now);
  expect(Object.values(rotated)).toEqual(['made with the stage', 'new']);
  const currentAfter = (minutes: number) => rotated[usableIds(rotated, minutesLater(minutes))[0] ?? ''];
  expect([0, 59, 61].map(currentAfter)).toEqual(['made with the stage', 'made with the stage', 'new']);
});

test('a stage that wrote with another secret goes on with that for an hour, and keeps it for reading', () => {
  const moved = withEarliestKey(fresh, 'of the origin', now);
  const currentAfter = (minutes: number) => moved[usableIds(moved, minutesLater(minutes))[0] ?? ''];
  expect([0, 59, 61].map(currentAfter)).toEqual(['of the origin', 'of the origin', 'made with the stage']);
  expect(withEarliestKey(moved, 'of the origin', minutesLater(5))).toBe(moved);
});

test('a stored text of another form is refused without being shown', () => {
  expect(parseSealingKeys(JSON.stringify(fresh))).toEqual(fresh);
  for (const text of ['', 'hush', '{}', '[]', '"hush"', 'null', '{"1":"hush"}', `{"${firstKeyId}":""}`]) {
    expect(() => parseSealingKeys(text)).toThrow(/another form/);
    expect(() => parseSealingKeys(text)).not.toThrow(/hush/);
  }
});
