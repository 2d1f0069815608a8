import type { Refusal } from './refusal.ts';

/** Refusals of the portal that the description can't express. */
export const portalRefusals: readonly Refusal[] = [
  {
    status: 404,
    codes: ['not_found'],
    operations: /^portal\./,
    reason: 'clients find their own customer only, and only the API knows the secrets of invitations',
  },
  {
    status: 422,
    codes: ['not_allowed'],
    at: /^\/contactPerson$/,
    operations: /^portal\.updateProfile$/,
    reason: 'only vendors have a contact person',
  },
  {
    status: 422,
    codes: ['required'],
    at: /^\/body$/,
    operations: /^portal\.answer$/,
    reason: 'an answer has a text or files',
  },
];
