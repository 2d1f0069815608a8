import { languageOf } from '#contract/document-language.ts';
import type { Language } from '#contract/language.ts';
import { findProfile } from '../accounts/user.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { Session } from '../store/units.ts';
import type { StoredPortalAccess } from './portal-access.ts';

/** A person to whom an organization writes, as far as it is known. */
export interface Recipient {
  customer?: { country?: string | undefined } | undefined;
  person?: { country?: string | undefined } | undefined;
}

/** The language of e-mails to somebody who has chosen none: that of the customer's documents, if the person has one. */
export const recipientLanguage = (
  { country }: Pick<OrganizationSettings, 'country'>,
  { customer, person }: Recipient,
): Language => languageOf(customer?.country ?? person?.country ?? country);

/** The language that a client has chosen in the portal, or in which it was invited. */
export async function clientLanguage(
  session: Session,
  { userId, language }: Pick<StoredPortalAccess, 'userId' | 'language'>,
): Promise<Language> {
  const profile = userId === undefined ? undefined : await findProfile(session, userId);
  return profile?.locale ?? language;
}
