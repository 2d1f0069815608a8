import { authorize, guard, keys, never, references, type Guard } from './guard.ts';

/** Guards in the keys of stored items. */
export const keyGuards: Guard[] = [
  guard(
    'what a key has written and can’t read',
    'functions/http/pipeline.ts',
    '  return schema ? z.parse(schema, output) : output;\n',
    '  return schema && !operation ? z.parse(schema, output) : output;\n',
    'tests/isolation/written.test.ts',
    'a key that can’t read what it has written > can use the version to change the same thing again',
  ),
  guard(
    'the further permissions of an operation',
    authorize,
    "  if (operation.needs?.some((needed) => !scopeFor(needed))) throw new ProblemError('forbidden');\n",
    never,
    'tests/isolation/written.test.ts',
    'a key that can change documents but not read them > can’t have them sent to an address of its own, or get links to them, or copies of another type',
  ),
  guard(
    'addresses for documents from keys that can’t read them',
    'shared/data/billing/document-customer.ts',
    "if (email !== undefined && !scopeFor(recordPermission(type, 'read')))",
    "if (email !== undefined && !scopeFor(recordPermission(type, 'update')))",
    'tests/isolation/written.test.ts',
    'a key that can change documents but not read them > can’t have them sent to an address of its own, or get links to them, or copies of another type',
  ),
  guard(
    'unique values by organization',
    keys,
    'pk: `ORG#${orgId}#U#${field}#${value}`',
    'pk: `ORG##U#${field}#${value}`',
    references,
    'a unique value of one organization is available in another',
  ),
  guard(
    'idempotency by organization',
    keys,
    'pk: `ORG#${orgId}#IDEMPOTENCY#',
    'pk: `ORG##IDEMPOTENCY#',
    references,
    'one Idempotency-Key of one person creates one record in each organization',
  ),
  guard(
    'copies by organization',
    'shared/data/copies/copy-store.ts',
    '`${orgId} ${name}`',
    '` ${name}`',
    references,
    'search, lists and totals show nothing of another organization, even to a member of both',
  ),
  guard(
    'lists by organization',
    keys,
    '`ORG#${orgId}#${type}#${list}`',
    '`ORG##${type}#${list}`',
    references,
    'search, lists and totals show nothing of another organization, even to a member of both',
  ),
];
