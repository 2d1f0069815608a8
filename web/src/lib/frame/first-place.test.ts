import { expect, test } from 'vitest';
import type { Me } from '#contract/me.ts';
import { firstPlace } from './first-place.ts';

type Role = Me['organizations'][number]['role'];
const at = (id: string, role: Role = 'employee', deletingAt?: string) => ({
  id,
  name: id,
  role,
  ...(deletingAt ? { deletingAt } : {}),
});

test.each([
  ['nobody’s organization', [], null, '/onboarding'],
  ['the only portal', [at('a', 'client')], null, '/portal/a'],
  ['a choice of portals', [at('a', 'client'), at('b', 'client')], null, undefined],
  ['the portal that was open last', [at('a', 'client'), at('b', 'client')], 'b', '/portal/b'],
  ['an own organization before a portal', [at('a', 'client'), at('b')], null, '/o/b'],
  ['the organization that was open last', [at('a'), at('b', 'owner')], 'b', '/o/b'],
  ['an organization that isn’t being deleted', [at('a', 'owner', '2026-12-01'), at('b')], null, '/o/b'],
  [
    'an organization that is being deleted, if there is no other',
    [at('a', 'owner', '2026-12-01')],
    null,
    '/o/a',
  ],
  ['any organization if the last one is gone', [at('a')], 'z', '/o/a'],
] as const)('after sign-in, a user gets to %s', (_, organizations, last, place) => {
  expect(firstPlace([...organizations], last)).toBe(place);
});
