import { expect, test } from 'vitest';
import type { Status } from '#contract/status.ts';
import type { Workspace } from '#lib/workspace.ts';
import { kindEntry, kindOf } from './activity-kind.ts';

const product: Status = {
  id: 'meeting',
  name: 'Meeting',
  names: { en: 'Meeting', es: 'Reunión' },
  meaning: 'meeting',
};
const showing: Status = { id: 'e-1', name: 'Showing', meaning: 'meeting' };
const visit: Status = { id: 'e-2', name: 'Visit', meaning: 'meeting' };
const withKinds = (...activityKinds: Status[]) =>
  ({ organization: { activityKinds } }) as unknown as Workspace;

test('a type of one’s own is always named, whatever becomes of the product’s and of the order', () => {
  for (const workspace of [
    withKinds(product, showing, visit),
    withKinds(showing, visit, { ...product, retired: true }),
    withKinds(visit, showing),
  ])
    expect(kindOf(workspace, 'e-1')).toEqual({ kind: 'meeting', kindId: 'e-1' });
  expect(kindOf(withKinds(showing, product), 'meeting')).toEqual({ kind: 'meeting' });
});

test('an activity without an own type has the product’s, also when that is retired', () => {
  const retired = { ...product, retired: true };
  expect(kindEntry(withKinds(showing, retired), { kind: 'meeting' })).toEqual(retired);
  expect(kindEntry(withKinds(product, showing), { kind: 'meeting', kindId: 'e-1' })).toEqual(showing);
  expect(kindEntry(withKinds(showing), { kind: 'meeting' })).toBeUndefined();
});
