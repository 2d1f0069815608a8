import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';

const everyRecord = 'get create createMany update delete restore history list query';

/** The operations whose requests are generated, by group. */
const generated: Record<string, string> = {
  ...Object.fromEntries(
    Object.values<RecordType>(recordTypes as never).map(({ plural }) => [plural, everyRecord]),
  ),
  leads: `${everyRecord} qualify disqualify conversionMatches convert`,
  deals: `${everyRecord} move win lose reopen board queryBoard`,
  quotes: `${everyRecord} fromDeal markSent email send createLink revokeLinks accept decline reopen toOrder toInvoice`,
  orders: `${everyRecord} fromDeal confirm fulfill correctDelivery cancel reopen`,
  invoices: `${everyRecord} fromOrder fromDeal nextIssue issueNotices issue email send createLink revokeLinks void checkout credit reminders remind`,
  payments: `${everyRecord} matches refund cancel`,
  issues: `${everyRecord} board queryBoard answers answer startFile finishFile downloadFile revokeLinks`,
  billing: 'get update getStripe updateStripe removeStripe testStripe',
  documents: 'invoicePdf quotePdf',
  tags: 'list create update delete merge uses',
  tasks: 'list get create update delete restore',
  notes: 'list create update delete restore',
  activities:
    'get create createMany update delete restore history query listAll listOf log logMany updateLogged deleteLogged restoreLogged',
  attachments: 'usage list create finish download update delete restore',
  timeline: 'list',
  views: 'list get create update delete setDefault',
  jobs: 'list get create results cancel undo',
  duplicates: 'list start delete groups addNotDuplicates listNotDuplicates removeNotDuplicates',
  exports: 'list create createArchive get download delete',
  'archive-imports': 'get create start',
  'personal-data': 'get effects erasures erasure',
  imports: 'list create get read update rows updateRows problems values refusedRows check start undo delete',
  search: 'find titles duplicates',
  dashboard: 'get today',
  analytics:
    'deals funnel forecast leads leadSources activities customers customerRevenue customer people invoices taxes payments sales receivables issues issueCustomers',
  organizations: 'create get update startLogo finishLogo deleteLogo',
  members: 'list get create resend update remove',
  invitations: 'list create resend revoke preview accept',
  'api-keys': 'list create rotate update revoke',
  pipelines: 'list create update archive',
  presets: 'list additions apply',
  'custom-fields': 'list create arrange update',
  'status-lists': 'get update',
  'webhook-sources':
    'list get create update delete rotate preview test listMessages getMessage repeatMany repeat ignore',
  webhooks: 'list get create update delete rotate test listDeliveries getDelivery samples replayMany replay',
  forms: 'list get create update delete',
  'held-submissions': 'list release delete',
  'public-issues': 'page answer file',
  'public-forms': 'page describe script preflight submit',
  'public-documents': 'page pdf answer',
  'public-payments': 'done',
  crashes: 'report',
  calendar: 'get create update delete read',
  portal:
    'home quotes openQuote orders order invoices openInvoice payments profile updateProfile issues issue createIssue answers answer startFile finishFile file resolve rate clients invite confirm unconfirmed revoke preview accept entrance request stopNotices',
  me: 'get update startAvatar finishAvatar deleteAvatar changeEmail changePassword signOut signOutEverywhere',
  account: 'getData getDeletion',
  'second-factor': 'get createRecoveryCodes remove recover',
  whoami: 'get',
  usage: 'get',
  reference: 'get',
  health: 'get openapi',
};

/** The operations whose requests aren't generated, and why. */
const excluded: Record<string, string> = {
  ...Object.fromEntries(
    Object.values<RecordType>(recordTypes as never)
      .filter(({ isMergeable }) => isMergeable)
      .map(({ plural }) => [
        `${plural}.merge`,
        'needs two records of its own for each call, and starts a job that waits, of which a user can have few at once',
      ]),
  ),
  'public-documents.checkout': 'has no body, and needs an account at Stripe',
  'public-payments.stripeEvent': 'needs the signature of Stripe',
  'public-webhooks.receive': 'needs the proof of a source',
  'public-webhooks.challenge': 'has neither a body nor parameters that are described',
  'personal-data.erase': 'needs the name of a person, who is gone afterwards',
  'organizations.loadDemoData': 'has neither a body nor parameters, and each call writes thousands of items',
  'account.requestDeletion': 'ends the account of its caller',
  'organizations.requestDeletion': 'ends the organization that other requests use',
  'organizations.restore': 'has neither a body nor parameters',
  'me.confirmEmail': 'has neither a body nor parameters, and needs a code that Cognito has just confirmed',
};

export const generatedIds: ReadonlySet<string> = new Set(
  Object.entries(generated).flatMap(([group, verbs]) => verbs.split(' ').map((verb) => `${group}.${verb}`)),
);
export const excludedIds: ReadonlySet<string> = new Set(Object.keys(excluded));
export const groupOf = (id: string): string => id.split('.')[0]!;
