import type { Me } from '#contract/me.ts';
import { client } from '#lib/api/client.ts';
import { pendingSignUp } from './pending-sign-up.ts';

/** Gives a profile that was made just now, with the first sign-in, the time zone of the browser that signed up. */
export async function completeProfile(me: Me): Promise<Me> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const isNew = pendingSignUp()?.username.toLowerCase() === me.username.toLowerCase();
  if (!isNew || me.timeZone === timeZone || me.version > 1) return me;
  return client.me.update({ body: { timeZone } }, { version: me.version });
}
