import { expect, test } from 'vitest';
import { commandIds, commandOf } from './catalog.ts';

test('no two commands that open a page have the same keys', () => {
  const keys = commandIds.filter((id) => commandOf(id).group === 'goTo').flatMap((id) => commandOf(id).keys);
  expect(keys).toEqual([...new Set(keys)]);
});
