import type { Me } from '#contract/me.ts';
import { client } from '#lib/api/client.ts';
import { pendingSignUp } from './pending-sign-up.ts';

/** Puts the names that were told at sign-up into the profile, which exists only since the first sign-in. */
export async function completeProfile(me: Me): Promise<Me> {
  const pending = pendingSignUp();
  if (me.firstName || !pending || pending.username.toLowerCase() !== me.username.toLowerCase()) return me;
  const { firstName, lastName } = pending;
  const body = { firstName, lastName, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  return client.me.update({ body }, { version: me.version });
}
