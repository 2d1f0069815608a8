import type { Me } from '#contract/me.ts';
import { client } from '#lib/api/client.ts';
import { pendingSignUp } from './pending-sign-up.ts';

/** Stores the browser's time zone in a profile that the first sign-in has just created. */
export async function completeProfile(me: Me): Promise<Me> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const isNew = pendingSignUp()?.username.toLowerCase() === me.username.toLowerCase();
  if (!isNew || me.timeZone === timeZone || me.version > 1) return me;
  return client.me.update({ body: { timeZone } }, { version: me.version });
}
