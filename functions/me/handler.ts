import { meResource } from '#contract/me.ts';
import { serve } from '#http/serve.ts';
import { deleteAvatar, finishAvatar, startAvatar } from './avatar.ts';
import { confirmEmail, get, signOutEverywhere, update } from './me.ts';

export const handler = serve(meResource, {
  get,
  update,
  startAvatar,
  finishAvatar,
  deleteAvatar,
  confirmEmail,
  signOutEverywhere,
});
