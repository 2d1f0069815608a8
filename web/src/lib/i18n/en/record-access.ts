import type { RoleAccess } from '#contract/record-access.ts';
import type { Scope } from '#contract/role.ts';
import type { Nouns } from '../nouns.ts';

const seen: Record<Scope, string> = {
  all: 'all records',
  team: 'the records of their team',
  own: 'their own records',
};
const changed: Record<Scope, string> = { all: 'all', team: 'those of their team', own: 'their own' };

export const recordAccessTexts = ({ contact, customer, lead, deal }: Nouns) => ({
  title: 'Who sees what',
  text: `Applies to ${contact.many}, ${customer.many}, ${lead.many} and ${deal.many}, and to the documents that follow them. Owners and admins see and change all of them. A change takes effect at once.`,
  read: 'Sees',
  change: 'Changes',
  readOf: (role: string) => `What the role ${role} sees`,
  changeOf: (role: string) => `What the role ${role} changes`,
  scopes: { all: 'All records', team: 'Records of their team', own: 'Their own records' },
  /** What a role sees and changes, as one line. */
  about: ({ read, change }: RoleAccess) =>
    read === change ? `Sees and changes ${seen[read]}` : `Sees ${seen[read]}, and changes ${changed[change]}`,
  choose: 'Choose who sees what',
});
