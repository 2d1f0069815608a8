import { limits } from '#contract/limits.ts';
import type { Permission } from '#contract/permission.ts';
import type { LimitedRole } from '#contract/record-access.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { Role } from '#contract/role.ts';
import { ofTypes, type Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { accountTexts } from './account.ts';
import { apiKeyTexts } from './api-keys.ts';
import { archiveTexts } from './archive.ts';
import { billingTexts } from './billing.ts';
import { onlinePaymentsTexts } from './online-payments.ts';
import { customizationTexts } from './customization.ts';
import { erasureTexts } from './erasures.ts';
import { portalSettingsTexts } from './portal-settings.ts';
import { recordAccessTexts } from './record-access.ts';
import { supportTexts } from './support.ts';
import { usageTexts } from './usage.ts';

const plural = pluralIn('en');

const about: Record<Exclude<Role, LimitedRole>, string> = {
  owner: 'Everything, including managing owners and deleting the organization',
  admin: 'People, settings and all records',
  client: 'The portal only',
};

const fixed = {
  you: 'You',
  integration: 'Integration',
  profile: {
    title: 'Profile',
    lead: 'These settings apply in every organization.',
    timeZoneHelp: 'Within an organization, dates use the organization’s time zone.',
    fields: {
      firstName: 'First name',
      lastName: 'Last name',
      phone: 'Phone',
      locale: 'Language',
      timeZone: 'Time zone',
      theme: 'Theme',
    },
  },
  email: {
    title: 'E-mail',
    current: (email: string) => `Your address is ${email}.`,
    change: 'Change e-mail',
    next: 'New e-mail',
    help: 'We’ll send a code to it. Your current address stays until you enter the code.',
    changed: 'Your e-mail was changed',
  },
  security: {
    title: 'Security',
    lead: 'Your password, two-factor authentication and sessions.',
    sessions: 'Sessions',
    sessionsText: 'Signing out everywhere ends all your sessions immediately, including this one.',
    everywhere: 'Sign out everywhere',
    everywhereTitle: 'Sign out everywhere?',
    everywhereText: 'All your devices will be signed out, including this one.',
  },
  organization: {
    title: 'Organization',
    lead: 'Settings that everyone in the organization shares.',
    readOnly: 'Only owners and admins can change these.',
    fields: {
      name: 'Name',
      slug: 'Short name',
      country: 'Country',
      currency: 'Currency',
      timeZone: 'Time zone',
      yearStartMonth: 'Fiscal year starts in',
      calendarFeeds: 'Calendar feeds can contain',
    },
    slugHelp: 'Lowercase letters, digits and hyphens. Must be unique.',
    timeZoneHelp: 'Days and weeks start and end in this time zone.',
    yearStartHelp: 'Quarters and years in reports start with this month.',
    calendarFeedsHelp:
      'Members choose what their feeds say about their tasks, up to this. Calendar apps keep what they have read.',
    calendarFeeds: {
      titles: 'Titles and times only',
      records: 'Also what tasks are about, with links',
      notes: 'Also notes',
    },
    emails: {
      title: 'E-mail addresses',
      checking: 'Checking…',
      unfinished: 'Still off. These records share an address with another one:',
    },
  },
  archive: archiveTexts,
  erasures: erasureTexts,
  deletion: {
    title: 'Delete organization',
    lead: `Members lose access at once, and API keys, web forms and calendar feeds stop. Owners can restore the organization for ${limits.organizationGraceDays} days. Then all of its data is removed for good.`,
    action: 'Delete organization…',
    dialogTitle: (name: string) => `Delete ${name}?`,
    contents: 'This will be deleted:',
    records: (count: number) => plural(count, { one: '# record', other: '# records' }),
    files: (size: string) => `${size} of files`,
    members: (count: number) =>
      plural(count, { one: 'The access of # member', other: 'The access of # members' }),
    apiKeys: (count: number) => plural(count, { one: '# API key', other: '# API keys' }),
    forms: (count: number) => plural(count, { one: '# web form', other: '# web forms' }),
    countsFailed: 'What it contains couldn’t be counted.',
    accounts: 'The accounts of its members stay, because they can belong to other organizations.',
    keepCopy: 'Export everything that you need first. You can’t get back what is removed.',
    confirmation: (name: string) => `Type ${name} to confirm`,
    otherName: 'This isn’t the name of the organization',
    confirm: 'Delete organization',
    pageTitle: (name: string) => `${name} is being deleted`,
    until: (date: string) => `On ${date}, all of its data is removed for good.`,
    ownersCan: 'Until then, you can restore it. Everything will be as it was.',
    askOwner: 'Until then, an owner can restore it. Everything will be as it was.',
    restore: 'Restore organization',
    restored: (name: string) => `${name} was restored`,
    others: 'Your other organizations',
  },
  members: {
    lead: 'People in this organization and their roles. Role changes take effect immediately.',
    people: 'People',
    you: '(you)',
    inactive: 'Inactive',
    since: 'since',
    roleOf: (name: string) => `Role of ${name}`,
    actionsFor: (name: string) => `Actions for ${name}`,
    rename: 'Change display name',
    displayName: 'Display name',
    deactivate: 'Deactivate',
    activate: 'Activate',
    remove: 'Remove from organization',
    removed: (name: string) => `${name} was removed`,
  },
  invitations: {
    title: 'Invite someone',
    email: 'E-mail',
    role: 'Role',
    invite: 'Send invitation',
    open: 'Pending invitations',
    expires: 'expires',
    expired: 'Expired',
    resend: 'Resend',
    revoke: 'Revoke',
    sent: (email: string) => `Invitation sent to ${email}`,
    revoked: (email: string) => `Invitation for ${email} revoked`,
  },
  roles: {
    title: 'Roles',
    lead: 'What each role can do. When you change a member’s role, the change takes effect immediately.',
    choose: 'Role',
    about,
    resource: 'Resource',
    actions: {
      read: 'View',
      create: 'Create',
      update: 'Edit',
      delete: 'Delete',
      remove: 'Remove',
      convert: 'Convert',
      share: 'Share',
      import: 'Import',
      erase: 'Erase',
      confirm: 'Confirm',
      manage: 'Manage',
    },
    otherActions: 'Other',
    scopes: { all: 'All', team: 'Team', own: 'Own', none: 'None' },
    scopeHelp: {
      all: 'everything in the organization',
      team: 'what their team owns',
      own: 'only what is their own',
      none: 'no access',
    },
    compare: 'Compare with another role',
    compareNone: 'Compare with…',
    comparedWith: (role: string) => `Compared with ${role}`,
    notApplicable: 'not applicable',
  },
};

const settings = (nouns: Nouns) => ({
  ...fixed,
  organization: {
    ...fixed.organization,
    leadAnswer: `Hours to answer new ${nouns.lead.many}`,
    leadAnswerHelp: `${nouns.lead.Many} without a logged or completed activity for longer stand out on the dashboard.`,
    countryHelp: `Default for new ${nouns.contact.many} and phone numbers.`,
    emails: {
      ...fixed.organization.emails,
      about: `Two ${nouns.contact.many} never share an address. Other records can, unless you refuse it here. Public forms still create ${nouns.lead.many}: an address that is taken goes into the message.`,
      refuse: ofTypes(nouns, ({ one }) => `Refuse a second ${one} with the same e-mail address`),
    },
  },
  apiKeys: apiKeyTexts(nouns),
  recordAccess: recordAccessTexts(nouns),
});

type ResourceName = Permission extends `${infer Name}:${string}` ? Name : never;

/** Names of the resources that permissions apply to, other than record types. */
const resources: Record<Exclude<ResourceName, Exclude<RecordTypeName, 'activity'>>, string> = {
  pipeline: 'Pipelines',
  billing: 'Billing',
  customField: 'Custom fields',
  activity: 'Activities',
  task: 'Tasks',
  timeline: 'Timelines',
  job: 'Jobs',
  import: 'Imports',
  export: 'Exports',
  duplicate: 'Duplicates',
  archive: 'Archives of the organization',
  personalData: 'Personal data',
  note: 'Notes',
  attachment: 'Files',
  tag: 'Tags',
  view: 'Saved views',
  search: 'Search',
  dashboard: 'Dashboard',
  analytics: 'Analytics',
  member: 'Members',
  form: 'Web forms',
  invitation: 'Invitations',
  organization: 'Organization',
  usage: 'Usage',
  apiKey: 'API keys',
  webhook: 'Webhooks',
  portal: 'Portal',
  portalAccess: 'Access to the portal',
};

const secondFactor = {
  title: 'Two-factor authentication',
  off: 'You sign in with your password only. Two-factor authentication also asks for a code from an app on your phone.',
  on: 'Signing in also asks for a code from your authenticator app.',
  setUp: 'Set up two-factor authentication',
  scan: 'Scan this QR code with an authenticator app on your phone.',
  picture: 'QR code for your authenticator app',
  type: 'Or enter this key in the app:',
  enterCode: 'Then enter the code that the app shows',
  confirm: 'Turn on',
  codeWrong: 'That code isn’t valid. Enter the code your app shows, and check your phone’s clock.',
  turnedOn: 'Two-factor authentication is on',
  failed: 'Two-factor settings could not be loaded',
  recoveryCodes: 'Recovery codes',
  recoveryText:
    'Use one to sign in without the app. Doing so turns off two-factor authentication. Keep them where you keep your passwords.',
  shownOnce: 'They’re shown only once.',
  left: (count: number) => plural(count, { one: '# recovery code left', other: '# recovery codes left' }),
  noneLeft: 'You have no recovery codes. Without one, you can’t sign in if you lose the app.',
  makeFirst: 'Create recovery codes',
  makeAnew: 'Create new codes',
  makeAnewText: 'New codes replace the old ones.',
  download: 'Download',
  fileName: 'cobalt-recovery-codes.txt',
  kept: 'I’ve saved them',
  stay: 'Back to the codes',
  leaveTitle: 'Have you saved the codes?',
  leaveText: 'They won’t be shown again. Without them, nobody can let you in if you lose your device.',
  remove: 'Turn off',
  removeTitle: 'Turn off two-factor authentication',
  removeText: 'Signing in will ask for your password only, and your recovery codes will stop working.',
  removed: 'Two-factor authentication is off',
  password: 'Current password',
  code: 'Code',
  codeHelp: 'Six digits from the app, or a recovery code.',
};

const newMember = {
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

const handOver = {
  title: (name: string) => `Remove ${name}?`,
  text: 'Their access ends immediately. Choose who gets their records, or leave the records as they are.',
  to: 'Hand over to',
  nobody: 'Nobody (leave them as they are)',
  action: 'Remove',
};

/** UI text for the settings pages. */
export const texts = (nouns: Nouns) => ({
  handOver,
  newMember,
  resources,
  secondFactor,
  settings: settings(nouns),
  ...customizationTexts(nouns),
  ...billingTexts(nouns),
  ...onlinePaymentsTexts(nouns),
  ...portalSettingsTexts(nouns),
  ...supportTexts(nouns),
  ...usageTexts(nouns),
  ...accountTexts(),
});
