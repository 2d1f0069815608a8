import { defineParams } from '@sveltejs/kit/params';
import { recordPlurals } from '#contract/record-plurals.ts';

/** Restrictions on path parameters. */
export const params = defineParams({
  // Only the plurals, so that the router needs no record type's code before one is opened.
  recordType: (part) => (recordPlurals.includes(part) ? part : undefined),
});
