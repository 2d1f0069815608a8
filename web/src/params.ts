import { defineParams } from '@sveltejs/kit/params';
import { recordPlurals } from '#contract/record-plurals.ts';

/** Matchers that restrict the values of path parameters. */
export const params = defineParams({
  // Imports only the plurals, so that the router doesn't load the code of record types before it is needed.
  recordType: (part) => (recordPlurals.includes(part) ? part : undefined),
});
