import { guard, keys, references, type Guard } from './guard.ts';

/** Guards in the keys of stored items. */
export const keyGuards: Guard[] = [
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
    'words by organization',
    keys,
    '`ORG#${orgId}#W#',
    '`ORG##W#',
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
