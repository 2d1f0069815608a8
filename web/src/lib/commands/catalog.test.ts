import { expect, test } from 'vitest';
import { commandIds, commandOf } from './catalog.ts';

test('no two commands that open a page have the same keys', () => {
  const keys = commandIds.filter((id) => commandOf(id).group === 'goTo').flatMap((id) => commandOf(id).keys);
  expect(keys).toEqual([...new Set(keys)]);
});

test('no two commands that a list of tasks has at once have the same keys', () => {
  const inList = ['nextRow', 'previousRow', 'openRow', 'editRow', 'create', 'switchView', 'undo', 'save'];
  const keys = commandIds
    .filter((id) => commandOf(id).group === 'tasks' || inList.includes(id))
    .flatMap((id) => commandOf(id).keys);
  const prefixes = commandIds.flatMap((id) =>
    commandOf(id)
      .keys.filter((one) => one.includes(' '))
      .map((one) => one.split(' ')[0]),
  );
  expect(keys).toEqual([...new Set(keys)]);
  expect(keys.filter((one) => prefixes.includes(one))).toEqual([]);
});
