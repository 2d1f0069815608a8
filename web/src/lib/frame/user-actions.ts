import type { Me } from '#contract/me.ts';
import { client } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { cacheMe, meQuery } from '#lib/api/queries.ts';
import { signOutHere } from '#lib/auth/session.ts';
import { forgetTab } from '#lib/auth/tab-owner.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { mayEndSession } from '#lib/forms/guard-unsaved.ts';
import { problemText } from '#lib/i18n/problem-text.ts';
import { chooseLanguage, language } from '#lib/i18n/i18n.svelte.ts';
import { chooseTheme, type Theme } from './theme.svelte.ts';

type ProfilePatch = NonNullable<Parameters<typeof client.me.update>[0]>['body'];

let last: Promise<unknown> = Promise.resolve();

/** Updates the profile. Each update waits for the previous one, because it needs the profile's new version. */
export function updateMe(patch: ProfilePatch): Promise<Me> {
  const next = last.then(() => sendPatch(patch));
  last = next.catch(() => undefined);
  return next;
}

async function sendPatch(patch: ProfilePatch): Promise<Me> {
  const { queryKey } = meQuery();
  const before = queryClient.getQueryData<Me>(queryKey) ?? (await queryClient.query(meQuery()));
  try {
    const me = await client.me.update({ body: patch }, { version: before.version });
    cacheMe(me);
    return me;
  } catch (error) {
    void queryClient.invalidateQueries({ queryKey });
    throw error;
  }
}

/** Saves a preference in the profile, so that it applies on other devices too. */
async function keep(patch: ProfilePatch): Promise<void> {
  const { queryKey } = meQuery();
  queryClient.setQueryData<Me>(queryKey, (me) => me && ({ ...me, ...patch } as Me));
  try {
    await updateMe(patch);
  } catch (error) {
    toast({ text: problemText(error), tone: 'failed' });
  }
}

export async function changeTheme(theme: Theme): Promise<void> {
  chooseTheme(theme);
  await keep({ theme });
}

/** Changes the language to `next`, by default to the language that is not in use. */
export async function changeLanguage(
  next = language() === 'en' ? ('es' as const) : ('en' as const),
): Promise<void> {
  await chooseLanguage(next);
  await keep({ locale: next });
}

/** Signs out in this browser and removes the data that this tab stores, unless the user cancels. */
export async function signOut(): Promise<void> {
  if (!(await mayEndSession())) return;
  await signOutHere();
  await leaveNothing();
}

/** Removes the user's data from this tab, and reloads the site to clear the memory. Never resolves. */
export async function leaveNothing(signInPage = '/sign-in'): Promise<void> {
  forgetTab();
  location.assign(signInPage);
  await new Promise(() => undefined);
}
