import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const apiKeyTexts = (nouns: Nouns) => ({
  title: 'API keys',
  lead: 'An API key lets a program act on your behalf, limited to the permissions you choose. Revoking a key takes effect immediately.',
  create: 'Create API key',
  name: 'Name',
  nameHelp: 'What the key is for, such as “Website form”.',
  rights: 'Permissions',
  lifetime: 'Expires',
  days: (count: number) => plural(count, { other: 'in # days' }),
  forever: 'never',
  addresses: 'Allowed IP addresses',
  addressesHelp:
    'One address or range per line, such as 203.0.113.0/24. Leave this empty to allow any address.',
  addressLine: (line: number, reason: string) => `Line ${line}: ${reason}`,
  onlyFrom: (addresses: string) => `Only from ${addresses}`,
  made: (name: string) => `API key “${name}” created`,
  shownOnce: 'Copy it now. It won’t be shown again.',
  kept: 'I’ve saved it',
  stay: 'Back to the key',
  leaveTitle: 'Have you saved the key?',
  leaveText: 'It won’t be shown again.',
  permissions: (count: number) => plural(count, { one: '# permission', other: '# permissions' }),
  madeBy: (name: string) => `created by ${name}`,
  used: 'last used',
  neverUsed: 'never used',
  expires: 'expires',
  expired: 'Expired',
  rotate: 'Rotate',
  rotateTitle: (name: string) => `Rotate “${name}”`,
  rotateText:
    'Creates a new secret with the same permissions and expiry. Switch your programs to it before the current one stops working.',
  olderEnds: 'The secret before it, which still works, stops working immediately.',
  overlap: 'The current secret stops working',
  overlapNow: 'immediately',
  hours: (count: number) => plural(count, { one: 'in # hour', other: 'in # hours' }),
  rotated: (name: string) => `New secret for “${name}”`,
  previousExpires: 'The previous secret expires',
  revoke: 'Revoke',
  revokeTitle: (name: string) => `Revoke “${name}”?`,
  revokeText: 'Programs that use it lose access immediately. This can’t be undone.',
  revoked: (name: string) => `API key “${name}” revoked`,
  emptyTitle: 'No API keys yet',
  emptyText: `With a key, your own programs can create and find ${nouns.contact.many} through the API that this site uses.`,
});
