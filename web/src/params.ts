import { defineParams } from '@sveltejs/kit/params';

/** Parts of addresses that only take certain values. */
export const params = defineParams({
  // Named by hand, so that the router needs no record type's code before one is asked for.
  recordType: (part) => (part === 'contacts' ? part : undefined),
});
