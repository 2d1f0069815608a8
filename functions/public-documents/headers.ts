import { pagePolicy } from '#http/html-page.ts';
import { style } from './style.ts';

/** Headers of all answers. The address has a secret, so it is told to nobody and found by no search engine. */
export const linkHeaders = {
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

/** Headers of pages. Some browsers also apply `form-action` to the redirect to a payment provider. */
export const pageHeaders = (): Record<string, string> => ({
  'content-security-policy': pagePolicy({ style, formAction: "'self' https:", more: ['img-src data:'] }),
});
