import { pagePolicy } from '#http/html-page.ts';
import { style } from './style.ts';

/** Headers of pages. Some browsers also apply `form-action` to the redirect to a payment provider. */
export const pageHeaders = (): Record<string, string> => ({
  'content-security-policy': pagePolicy({ style, formAction: "'self' https:", more: ['img-src data:'] }),
});
