import { meResource } from '#contract/me.ts';
import { harmless, nothingAgain, repeatableInSteps } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { deleteAvatar, finishAvatar, startAvatar } from './avatar.ts';
import { changeEmail, confirmEmail } from './change-email.ts';
import { changePassword } from './change-password.ts';
import { get, signOutEverywhere, update } from './me.ts';
import { signOut } from './sign-out.ts';

export const handler = serve(meResource, {
  get,
  update,
  startAvatar: harmless(startAvatar),
  finishAvatar: harmless(finishAvatar),
  deleteAvatar,
  changeEmail: repeatableInSteps(changeEmail, get),
  changePassword: repeatableInSteps(changePassword, get),
  confirmEmail: harmless(confirmEmail),
  signOut: harmless(signOut),
  signOutEverywhere: repeatableInSteps(signOutEverywhere, nothingAgain),
});
