import * as z from 'zod/mini';
import { emailAddress, mailedName } from './field.ts';
import { languages } from './language.ts';
import { nameMax } from './me.ts';
import { username } from './member.ts';
import { newOrganization } from './organization.ts';

/** The user and organization with which a stage begins, so that nobody has to sign up. */
export const firstAdministrator = z.strictObject({
  username,
  email: emailAddress,
  firstName: mailedName(nameMax),
  lastName: z.optional(mailedName(nameMax)),
  locale: z.optional(z.enum(languages)),
  organization: newOrganization,
});
export type FirstAdministrator = z.infer<typeof firstAdministrator>;
