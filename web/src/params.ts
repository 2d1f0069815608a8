import { defineParams } from '@sveltejs/kit/params';

const plurals = new Set(['contacts', 'customers', 'leads', 'deals', 'vendors', 'employees']);

/** Parts of addresses that only take certain values. */
export const params = defineParams({
  // Named by hand, so that the router needs no record type's code before one is asked for.
  recordType: (part) => (plurals.has(part) ? part : undefined),
});
