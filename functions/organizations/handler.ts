import { organizations } from '#contract/organization.ts';
import { harmless } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { deleteLogo, finishLogo, startLogo } from './logo.ts';
import { create, get, update } from './organizations.ts';

export const handler = serve(organizations, {
  create,
  get,
  update,
  startLogo: harmless(startLogo),
  finishLogo: harmless(finishLogo),
  deleteLogo,
});
