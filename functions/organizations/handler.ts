import { organizations } from '#contract/organization.ts';
import { serve } from '#http/serve.ts';
import { deleteLogo, finishLogo, startLogo } from './logo.ts';
import { create, get, update } from './organizations.ts';

export const handler = serve(organizations, {
  create,
  get,
  update,
  startLogo,
  finishLogo,
  deleteLogo,
});
