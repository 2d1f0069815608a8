import { organizations } from '#contract/organization.ts';
import { harmless, repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { requestDeletion, restore } from './deletion.ts';
import { deleteLogo, finishLogo, startLogo } from './logo.ts';
import { create, get, update } from './organizations.ts';

export const handler = serve(organizations, {
  create,
  get,
  update,
  startLogo: harmless(startLogo),
  finishLogo: harmless(finishLogo),
  deleteLogo,
  // A request that is sent again after a restore must not delete the organization once more.
  requestDeletion: repeatable(requestDeletion, get),
  restore: repeatable(restore, get),
});
