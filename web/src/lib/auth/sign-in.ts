import { goto } from '$app/navigation';
import { match } from '$app/paths';
import { cognito } from './session.ts';
import { shareWithOpener, staySignedIn } from './token-storage.ts';

/** The password that the user just entered, for sign-in steps that need it again. Kept in memory only. */
let password: { username: string; value: string } | undefined;
export function holdPassword(username: string, value: string): void {
  password = { username, value };
}
export function heldPassword(username: string): string | undefined {
  return password?.username === username ? password.value : undefined;
}

/** Whether to stay signed in. Chosen in the first sign-in step, and applied after the last one. */
let stays: boolean | undefined;
export async function enter(nextPage: string): Promise<void> {
  if (stays !== undefined) staySignedIn(stays);
  shareWithOpener();
  password = stays = undefined;
  await goto((await isPage(nextPage)) ? nextPage : '/home', { replace: true });
}

/** Whether a path leads to a page of the site other than the start page and those for signing in. */
async function isPage(path: string): Promise<boolean> {
  if (path === '/') return false;
  const route = await match(new URL(path, location.origin));
  return route !== null && !route.id.startsWith('/(auth)');
}

/** Signs in, and opens `nextPage` or the page for another sign-in step, such as one that asks for a code. */
export async function signInAndGo(
  username: string,
  secret: string,
  nextPage: string,
  stay = stays,
): Promise<void> {
  stays = stay;
  const { signIn, signOut } = await cognito();
  const attempt = () => signIn({ username, password: secret });
  const { nextStep } = await attempt().catch(async (error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'UserAlreadyAuthenticatedException') throw error;
    await signOut();
    return attempt();
  });
  if (nextStep.signInStep !== 'DONE') holdPassword(username, secret);
  await follow(nextStep.signInStep, username, nextPage);
}

/** Opens the page for a sign-in step, which Amplify identifies by a name. Throws if no page supports the step. */
export async function follow(step: string, username: string, nextPage: string): Promise<void> {
  const query = new URLSearchParams({ username, ...(nextPage === '/' ? {} : { next: nextPage }) });
  switch (step) {
    case 'DONE':
      return enter(nextPage);
    case 'CONFIRM_SIGN_UP':
      await goto(`/confirm?${query}&again=yes`);
      return;
    case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
      await goto(`/new-password?${query}`);
      return;
    case 'RESET_PASSWORD':
      await goto(`/forgot-password?${query}`);
      return;
    case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
      await goto(`/second-factor?${query}`);
      return;
    default:
      throw new Error(step);
  }
}
