export const pipelines = {
  title: 'Pipelines',
  lead: 'The stages that deals go through. Won and lost stand at the end of each by themselves.',
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
  removeStage: (name: string) => `Take away ${name}`,
  movesTo: (name: string) => `Deals of ${name} go to`,
  keep: 'Keep it',
  archive: 'Archive',
  archived: 'Archived',
  archiveTitle: (name: string) => `Archive ${name}?`,
  archiveText: 'It takes no new deals any more; its deals stay readable.',
  saved: (name: string) => `${name} is saved`,
  edit: (name: string) => `Edit ${name}`,
  failed: 'The pipelines could not be loaded',
  conflict: 'The settings were changed by someone else meanwhile. Look at them again and save.',
  readOnly: 'Only owners and admins change these.',
};

export const scoring = {
  title: 'Lead scoring',
  lead: 'Points for what is known about a lead; the sum is 100 at most. When they change, all leads are scored anew.',
  known: 'What is known',
  sources: 'Sources',
  values: 'Estimated value',
  above: (amount: string) => `above ${amount}`,
  aboveLabel: 'Above',
  points: 'Points',
  addBound: 'Add bound',
  removeBound: 'Take bound away',
  saved: 'The weights are saved',
};

export const handOver = {
  title: (name: string) => `Remove ${name}?`,
  text: 'Access ends at once. Choose who gets what they own, or leave it as it is.',
  to: 'Hand over to',
  nobody: 'Nobody: it stays theirs',
  action: 'Remove',
};

export const merge = {
  action: 'Merge',
  of: (name: string) => `Merge tag ${name}`,
  title: (name: string) => `Merge “${name}” into`,
  into: 'Into',
  text: 'Everything with this tag gets the other one, and this one is gone. That cannot be undone.',
  merged: (from: string, into: string) => `“${from}” is merged into “${into}”`,
};

export const newMember = {
  open: 'Create someone directly',
  title: 'Create someone directly',
  text: 'For an address that nobody uses here yet: a temporary password goes there by mail, and the first sign-in asks for a new one.',
  fields: {
    username: 'User name',
    email: 'E-mail',
    firstName: 'First name',
    lastName: 'Last name',
    role: 'Role',
  },
  create: 'Create member',
  made: (name: string) => `${name} is a member now`,
  resend: 'Mail another temporary password',
  resent: (email: string) => `A temporary password is on its way to ${email}`,
};
