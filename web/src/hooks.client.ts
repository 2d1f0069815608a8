import type { HandleClientError } from '@sveltejs/kit/hooks';
import { keepTranslatedTextsCurrent } from '#lib/i18n/translated-texts.ts';

keepTranslatedTextsCurrent(document.body);

/** Passes the thrown error unchanged to the error page. */
export const handleError: HandleClientError = ({ error }) => {
  console.error(error);
  return { cause: error };
};
