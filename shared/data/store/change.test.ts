import { expect, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { firstKeyId } from '#contract/sealing-keys.ts';
import { causedBy, changeAction, headerFrom } from './change.ts';
import { recordKey } from './keys.ts';
import type { Cause, UserContext } from './request-context.ts';
import { useSealingKeys } from './stage-key.ts';
import { newSession } from './units.ts';

const subject = {
  ...{ orgId: 'o', type: 'contact', id: 'c', version: 1, before: undefined },
  key: recordKey('o', 'contact', 'c'),
};

function contextWith(values: Partial<UserContext>): UserContext {
  const now = '2026-11-02T08:00:00.000Z';
  return { ...newSession(), requestId: 'r', now, actor: { userId: 'u' }, via: 'web', ...values };
}

test('changes can cause one another up to a limit, beyond which a write is refused', () => {
  let cause: Cause | undefined;
  for (let depth = 1; depth <= limits.changeDepth; depth += 1) {
    cause = causedBy(`c#${depth}`, cause);
    expect(headerFrom(changeAction(contextWith({ cause }), subject, 'updated', []).put.Item).cause).toEqual({
      changeId: `c#${depth}`,
      depth,
    });
  }
  const deeper = contextWith({ cause: causedBy('c#9', cause) });
  expect(() => changeAction(deeper, subject, 'updated', [])).toThrow(
    expect.objectContaining({ code: 'conflict' }),
  );
});

test('the hash of a client’s address differs by organization, and is that of the network for IPv6', () => {
  const hashOf = (orgId: string, address: string) =>
    headerFrom(changeAction(contextWith({ address }), { ...subject, orgId }, 'updated', []).put.Item).address;
  useSealingKeys({ [firstKeyId]: 'of a stage under test' });
  const hash = hashOf('o', '192.0.2.1');
  expect(hash).toMatch(/^[\w-]{22}$/);
  expect(hashOf('o', '192.0.2.1')).toBe(hash);
  expect(hashOf('o', '192.0.2.2')).not.toBe(hash);
  expect(hashOf('other', '192.0.2.1')).not.toBe(hash);
  expect(hashOf('o', '2001:db8::1')).toBe(hashOf('o', '2001:db8::2'));
});
