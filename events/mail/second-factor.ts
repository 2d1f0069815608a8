import { mailLocaleOf, secondFactorMail, type SecondFactorNotice } from '#data/mail-texts.ts';
import type { Session } from '#data/units.ts';
import { findProfile } from '#data/user.ts';
import { sendMail } from './send-mail.ts';

/** Tells a user what happened to their second factor, at the address that they have now. */
export async function tellOfSecondFactor(
  session: Session,
  userId: string,
  notice: SecondFactorNotice,
): Promise<'sent' | 'of nobody'> {
  const profile = await findProfile(session, userId);
  if (!profile) return 'of nobody';
  await sendMail(profile.email, secondFactorMail(mailLocaleOf(profile.locale), notice, profile.username));
  return 'sent';
}
