import { expect, test } from 'vitest';
import { ifAbsent, ifEquals, ifVersion, under } from './condition.ts';

test('a version condition holds for the version that was read, or for a missing item if none was', () => {
  expect(ifVersion(3)).toEqual({
    ConditionExpression: '#version = :versionBefore',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':versionBefore': 3 },
  });
  expect(ifVersion(undefined)).toBe(ifAbsent);
  // Version 1 has no version before it.
  expect(ifVersion(1 - 1)).toBe(ifAbsent);
});

test('an update under a condition keeps its own names and values', () => {
  const update = {
    Key: { pk: 'a', sk: 'b' },
    UpdateExpression: 'SET #state = :state, #at = :at',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':state': 'done', ':at': 'now' },
  };
  expect(under(ifEquals({ state: 'running', done: 2 }), update)).toEqual({
    ...update,
    ConditionExpression: '#state = :stateBefore AND #done = :doneBefore',
    ExpressionAttributeNames: { '#at': 'at', '#state': 'state', '#done': 'done' },
    ExpressionAttributeValues: {
      ':state': 'done',
      ':at': 'now',
      ':stateBefore': 'running',
      ':doneBefore': 2,
    },
  });
});
