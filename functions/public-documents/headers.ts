import { pagePolicy } from '#http/html-page.ts';
import { style } from './style.ts';

/**
 * Headers of all pages of documents. The address has a secret, so it is told to nobody, and the page is kept nowhere.
 * Some browsers also apply `form-action` to the redirect to a payment provider.
 */
export const documentHeaders = (): Record<string, string> => ({
  'content-security-policy': pagePolicy({ style, formAction: "'self' https:", more: ['img-src data:'] }),
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
});
