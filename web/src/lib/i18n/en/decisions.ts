import type { Nouns } from '../nouns.ts';
import { a } from '#contract/noun.ts';

export const pipelines = (nouns: Nouns) => ({
  title: 'Pipelines',
  lead: `The stages that ${nouns.deal.many} go through. Won and lost stand at the end of each by themselves.`,
  create: 'Create pipeline',
  name: 'Name',
  stages: 'Stages',
  stage: 'Stage',
  color: 'Colour',
  probability: 'Probability',
  addStage: 'Add stage',
  newStage: 'New stage',
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  removeStage: (name: string) => `Remove ${name}`,
  movesTo: (name: string) => `${nouns.deal.Many} of ${name} go to`,
  keep: 'Keep it',
  archive: 'Archive',
  archived: 'Archived',
  archiveTitle: (name: string) => `Archive ${name}?`,
  archiveText: `It takes no new ${nouns.deal.many} any more; those it has stay readable.`,
  saved: (name: string) => `${name} saved`,
  edit: (name: string) => `Edit ${name}`,
  failed: 'The pipelines could not be loaded',
  conflict: 'Someone else changed these settings in the meantime. Review them and save again.',
  readOnly: 'Only owners and admins can change these.',
});

export const scoring = (nouns: Nouns) => ({
  title: `${nouns.lead.One} scoring`,
  lead: `Points for what is known about ${a(nouns.lead)}; the sum is 100 at most. When they change, all ${nouns.lead.many} are scored again.`,
  known: 'Known details',
  sources: 'Sources',
  values: 'Estimated value',
  above: (amount: string) => `above ${amount}`,
  aboveLabel: 'Above',
  points: 'Points',
  addBound: 'Add threshold',
  removeBound: 'Remove threshold',
  saved: 'Scoring saved',
});

export const handOver = {
  title: (name: string) => `Remove ${name}?`,
  text: 'Their access ends immediately. Choose who gets their records, or leave the records as they are.',
  to: 'Hand over to',
  nobody: 'Nobody (they keep them)',
  action: 'Remove',
};

export const merge = {
  action: 'Merge',
  of: (name: string) => `Merge tag ${name}`,
  title: (name: string) => `Merge “${name}” into`,
  into: 'Into',
  text: 'Everything with this tag gets the other tag, and this tag is deleted. This can’t be undone.',
  merged: (from: string, into: string) => `“${from}” merged into “${into}”`,
};

export const newMember = {
  open: 'Create a member directly',
  title: 'Create a member directly',
  text: 'For an e-mail address that has no account yet. We’ll send a temporary password there, and the first sign-in asks for a new one.',
  fields: {
    username: 'Username',
    email: 'E-mail',
    firstName: 'First name',
    lastName: 'Last name',
    role: 'Role',
  },
  create: 'Create member',
  made: (name: string) => `${name} is now a member`,
  resend: 'Send another temporary password',
  resent: (email: string) => `A temporary password was sent to ${email}`,
};
