import type { HandleClientError } from '@sveltejs/kit/hooks';
import { ignoreInputMethodKeys } from '#lib/commands/composing.ts';
import { keepTranslatedTextsCurrent } from '#lib/i18n/translated-texts.ts';
import { noteMissingParts } from '#lib/api/missing-parts.svelte.ts';
import { reportCrash, reportUncaught } from '#lib/api/crash-report.ts';

ignoreInputMethodKeys(window);
noteMissingParts(window);
reportUncaught(window);
keepTranslatedTextsCurrent(document.body);

/** Passes the thrown error unchanged to the error page. Other kinds are answers, such as that there is no such page. */
export const handleError: HandleClientError = ({ error, kind, event }) => {
  console.error(error);
  if (kind === 'unknown') void reportCrash(error, event);
  return { cause: error };
};
