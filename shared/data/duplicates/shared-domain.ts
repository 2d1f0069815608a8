/** Domains of mail providers and networks, which people and companies share. */
const shared = new Set([
  'gmail.com',
  'googlemail.com',
  'hotmail.com',
  'hotmail.es',
  'outlook.com',
  'outlook.es',
  'live.com',
  'msn.com',
  'yahoo.com',
  'yahoo.es',
  'yahoo.com.mx',
  'yahoo.com.ar',
  'yahoo.com.co',
  'icloud.com',
  'me.com',
  'aol.com',
  'proton.me',
  'protonmail.com',
  'facebook.com',
  'instagram.com',
  'linkedin.com',
  'tiktok.com',
  'youtube.com',
  'twitter.com',
  'x.com',
  'wa.me',
  'linktr.ee',
  'sites.google.com',
]);

export const isShared = (domain: string): boolean => shared.has(domain);

/** The domain of an e-mail address if it belongs to one company. */
export function companyDomain(email: string): string | undefined {
  const domain = email.slice(email.lastIndexOf('@') + 1);
  return isShared(domain) ? undefined : domain;
}
