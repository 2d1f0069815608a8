import type { HandleClientError } from '@sveltejs/kit/hooks';
import { ignoreInputMethodKeys } from '#lib/commands/composing.ts';
import { keepTranslatedTextsCurrent } from '#lib/i18n/translated-texts.ts';
import { noteMissingParts } from '#lib/api/missing-parts.svelte.ts';

ignoreInputMethodKeys(window);
noteMissingParts(window);
keepTranslatedTextsCurrent(document.body);

/** Passes the thrown error unchanged to the error page. */
export const handleError: HandleClientError = ({ error }) => {
  console.error(error);
  return { cause: error };
};
