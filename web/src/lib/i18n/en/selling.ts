import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const relation = {
  choose: (label: string) => `Choose ${label.toLowerCase()}`,
  change: (label: string) => `Change ${label.toLowerCase()}`,
  remove: (name: string) => `Take away ${name}`,
  search: 'Search by name',
  none: 'None',
  nothing: 'Nothing found',
  outOfReach: 'Not yours to see',
  full: (count: number) => `At most ${count}`,
  failed: 'The search failed',
};

export const money = { amount: 'Amount', currency: 'Currency' };

export const range = {
  from: 'from',
  to: 'to',
  between: (from: string, to: string) => `${from} to ${to}`,
  atLeast: (value: string) => `at least ${value}`,
  atMost: (value: string) => `at most ${value}`,
  budget: 'Budget',
  score: 'Score',
};

export const related = {
  add: (label: string) => `Add: ${label}`,
  all: (count: string) => `All ${count}`,
  none: 'None yet',
  failed: 'Could not be loaded',
  team: 'Team',
  becameOf: 'Came from lead',
};

export const leads = {
  scoreOf: (score: string) => `Score ${score} of 100`,
  scoreTitle: 'Score',
  points: (points: number) => `+${points}`,
  capped: 'More than 100 counts as 100.',
  noPoints: 'Nothing that gives points is known yet.',
  rescoring:
    'The weights were changed and scores are being counted anew: until that is done, this order may be old.',
  qualify: 'Qualify',
  qualified: (name: string) => `${name} is qualified`,
  disqualify: 'Disqualify',
  disqualified: (name: string) => `${name} is not qualified`,
  disqualifyTitle: (name: string) => `Disqualify ${name}?`,
  reason: 'Reason',
  reasonHelp: 'It stands in the timeline, for whoever picks this lead up again.',
  convert: 'Convert',
  convertTitle: 'Convert lead',
  convertLead: (name: string) => `What ${name} becomes. Notes, activities and tags come along.`,
  converted: (name: string) => `${name} is converted`,
  already: 'This lead is converted',
  customer: 'Customer',
  contact: 'Contact',
  newCustomer: (name: string) => `New customer “${name}”`,
  newContact: (name: string) => `New contact “${name}”`,
  useCustomer: 'Another customer',
  useContact: 'Another contact',
  sameAddress: 'same e-mail or phone',
  withDeal: 'Make a deal',
  dealTitle: 'Title',
  dealValue: 'Value',
  pipeline: 'Pipeline',
  rate: 'Exchange rate',
  matchesFailed: 'Whether they are known already could not be found out',
};

export const deals = {
  board: 'Board',
  list: 'List',
  view: 'View',
  pipeline: 'Pipeline',
  open: (sum: string) => `${sum} open`,
  weighted: (sum: string) => `${sum} weighted`,
  approximately: 'Counted from the cards that are shown.',
  addIn: (stage: string) => `Add deal in ${stage}`,
  empty: 'No deals in this stage',
  failed: 'The board could not be loaded',
  moreFailed: 'More could not be loaded',
  days: (count: number) => (count === 0 ? 'Today' : plural(count, { one: '# day', other: '# days' })),
  daysInStage: (count: number) => plural(count, { one: '# day in stage', other: '# days in stage' }),
  closes: (date: string) => `closes ${date}`,
  overdue: (date: string) => `Close was due ${date}`,
  noDate: 'No close date',
  won: 'Won',
  lost: 'Lost',
  win: 'Won',
  winTitle: (title: string) => `${title}: won`,
  winAction: 'Mark as won',
  closedOn: 'Won on',
  lose: 'Lost',
  loseTitle: (title: string) => `${title}: lost`,
  loseAction: 'Mark as lost',
  reason: 'Reason',
  reopen: 'Reopen',
  isWon: (title: string) => `${title} is won`,
  isLost: (title: string) => `${title} is lost`,
  reopened: (title: string) => `${title} is open again`,
  cameFrom: 'Came from here',
  notMoved: (title: string, why: string) => `${title} went back: ${why}`,
  moved: (title: string, stage: string, place: number, count: number) =>
    `${title} moved to ${stage}, ${place} of ${count}`,
  lifted: (title: string, stage: string, place: number, count: number) =>
    `${title} lifted. ${stage}, ${place} of ${count}. Arrow keys move, space drops, Escape puts back.`,
  over: (stage: string, place: number, count: number) => `${stage}, ${place} of ${count}`,
  overWon: 'Over Won',
  overLost: 'Over Lost',
  putBack: (title: string) => `${title} put back`,
  hintStage: 'stage',
  hintPlace: 'place',
  hintDrop: 'drop',
  hintBack: 'put back',
  hintTouch: 'Drag to a stage, or to Won or Lost',
  space: 'Space',
  lift: 'Press space to move with the keyboard',
  timeIn: 'Time in stages',
  notCounted: 'Without an exchange rate this deal is in no sum.',
  cards: (stage: string) => `Deals in ${stage}`,
};

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
  lead: 'Points for what is known about a lead; the sum is 100 at most. Changed weights are given to old leads by a job.',
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
  action: 'Merge into another',
  of: (name: string) => `Merge tag ${name}`,
  title: (name: string) => `Merge “${name}” into`,
  into: 'Into',
  text: 'The tag is gone at once; a job gives its records the other one.',
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
};
