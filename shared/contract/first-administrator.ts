import * as z from 'zod/mini';
import { newAccount } from './member.ts';
import { newOrganization } from './organization.ts';

/** The user and organization with which a stage begins, so that nobody has to sign up. */
export const firstAdministrator = z.strictObject({ ...newAccount, organization: newOrganization });
export type FirstAdministrator = z.infer<typeof firstAdministrator>;
