import { limits } from '#contract/limits.ts';
import { poolLimit, signUpLimit } from '#infra/firewall.ts';
import { stageSettings } from '#infra/stages.ts';

/** The limits on cost, e-mails and storage of an operation, and a test of these limits. */
export interface Bound {
  cost: string;
  sends: string;
  stores: string;
  /** The test's file and the beginning of its title. */
  test: [file: string, title: string];
}

const { requestsPerMinute, mailsPerUserPerDay, writesPerUserPerDay, signUpsPerDay } =
  stageSettings('prod').limits;
const { principal, address } = requestsPerMinute;
const figure = (number: number): string => number.toLocaleString('en');
const minutes = limits.passwordSpanSeconds / 60;

const byAddress = `${figure(address)} requests per minute from one address`;
const byUser = `${figure(principal)} requests per minute of one user`;
const byWrites = `${figure(writesPerUserPerDay)} changes per day of one user`;
const byPassword = `${limits.passwordsPerAccount} password attempts in ${minutes} minutes of one user`;
const byNamedPassword = `${limits.passwordsPerAccount} password attempts in ${minutes} minutes for one username`;
const formPosts = `${limits.formPostsPerAddress} submissions in ${limits.formSpanSeconds / 60} minutes from one address`;

const addressTest: Bound['test'] = [
  'tests/faults/stage-limits.test.ts',
  'an address, a user and an organization reach the limits of a stage',
];
const userTest: Bound['test'] = ['tests/api/limits.test.ts', 'a user at their requests per minute'];
const passwordTest: Bound['test'] = [
  'tests/api/account-safety.test.ts',
  'passwords are counted by address and by account',
];
const pictureTest: Bound['test'] = [
  'tests/api/pictures.test.ts',
  'pictures that are too large, of another type or content, or someone else’s are refused',
];

const issueLinkTest: [string, string] = [
  'tests/api/issue-links.test.ts',
  'answers with one link and from one address are limited, and what was typed is kept',
];
const documentTest: Bound['test'] = [
  'tests/api/document-links.test.ts',
  'lets one address answer, pay and download a limited number of times',
];

const nothing = 'nothing';
const reads = { sends: nothing, stores: nothing };
const writesTest: Bound['test'] = [
  'tests/faults/stage-limits.test.ts',
  'a user can make a limited number of changes a day outside organizations',
];
const writes = { cost: byWrites, sends: nothing, test: writesTest };
const ofUser = { cost: byUser, ...reads, test: userTest };
const ofAddress = { cost: byAddress, ...reads, test: addressTest };
const picture = `one picture of ${limits.pictureBytes / 1024} KB`;

/** Operations of the contract that require no membership, by id. */
export const operationBounds: Record<string, Bound> = {
  'me.get': { ...ofUser, stores: 'one profile' },
  'whoami.get': ofUser,
  'me.update': { ...writes, stores: 'one change of 500 bytes per call' },
  'me.startAvatar': { ...writes, stores: `${picture} for two days`, test: pictureTest },
  'me.finishAvatar': { ...writes, stores: picture, test: pictureTest },
  'me.deleteAvatar': { ...writes, stores: nothing, test: pictureTest },
  'me.changeEmail': {
    cost: byPassword,
    sends: `one code and one notice, up to ${limits.emailChangesPerDay} times per day`,
    stores: `${limits.emailChangesPerDay} changes per day`,
    test: ['tests/api/account-safety.test.ts', 'a changed e-mail address is announced to the old one'],
  },
  'me.confirmEmail': {
    cost: byWrites,
    stores: 'one change per confirmed address',
    sends: 'one notice per confirmed address',
    test: ['tests/api/account-safety.test.ts', 'a changed e-mail address is announced to the old one'],
  },
  'me.changePassword': {
    cost: byPassword,
    sends: 'one notice to the user per change',
    stores: 'one change per new password',
    test: ['tests/api/account-safety.test.ts', 'a changed password is announced'],
  },
  'me.signOut': { ...writes, stores: `the ids of ${limits.endedSignIns} sign-ins` },
  'me.signOutEverywhere': { ...writes, stores: nothing },
  'account.getData': {
    cost: `${limits.ownDataPerDay} times per day of one user`,
    sends: nothing,
    stores: nothing,
    test: ['tests/api/own-data.test.ts', 'the data of a user can be read a limited number of times a day'],
  },
  'account.getDeletion': ofUser,
  'account.requestDeletion': {
    cost: `${byPassword}, ${limits.recoveryTriesPerDay} recovery codes per day`,
    sends: 'one notice to the user',
    stores: `two items for ${limits.deletedAccountDays} days`,
    test: ['tests/api/account.test.ts', 'removes memberships, keys, invitations, the feed, the photo'],
  },
  'second-factor.get': ofUser,
  'second-factor.createRecoveryCodes': {
    cost: byPassword,
    sends: 'one notice to the user per change',
    stores: `${limits.recoveryCodes} digests`,
    test: [
      'tests/api/second-factor.test.ts',
      'require the password and a code if some exist, and invalidate them',
    ],
  },
  'second-factor.remove': {
    cost: `${byPassword}, ${limits.recoveryTriesPerDay} recovery codes per day`,
    sends: 'one notice to the user for each change',
    stores: 'one change',
    test: ['tests/api/second-factor.test.ts', 'can be tried a limited number of times a day'],
  },
  'second-factor.recover': {
    cost: `${limits.passwordsPerAddress} password attempts in ${minutes} minutes from one address, ${byNamedPassword}, ${limits.recoveryTriesPerDay} recovery codes per day`,
    sends: 'one notice to the user for each change',
    stores: 'one counter for each address and username, until the time span ends',
    test: passwordTest,
  },
  'organizations.create': {
    cost: `${limits.organizationsPerUserPerDay} organizations per day of one user, ${limits.organizationsPerUser} in total`,
    sends: nothing,
    stores: 'settings and one membership per organization',
    test: ['tests/api/limits.test.ts', 'a user can create a limited number of organizations a day'],
  },
  'presets.list': ofUser,
  'invitations.preview': ofAddress,
  'invitations.accept': {
    ...writes,
    stores: `one membership for each invitation, ${limits.organizationsPerUser} in total`,
  },
  'portal.entrance': ofAddress,
  'portal.preview': ofAddress,
  'portal.stopNotices': { ...ofAddress, stores: 'one mark for each contact who wants no e-mails' },
  'portal.request': {
    cost: `${limits.portalRequestsPerAddress} requests per hour from one address`,
    sends: `${limits.portalRequestsPerContact} invitations a day to each contact of a customer, ${limits.portalRequestsPerDay} of an organization`,
    stores: `one request until it is answered, for ${limits.outboxDays} days at most; ${limits.heldAccessRequests} addresses held for review`,
    test: ['tests/api/portal-requests.test.ts', 'too many requests from one address are refused'],
  },
  'portal.accept': {
    ...writes,
    stores: `one right for each invitation, ${limits.organizationsPerUser} in total`,
  },
  'calendar.read': ofAddress,
  'public-forms.page': ofAddress,
  'public-forms.describe': ofAddress,
  'public-forms.script': ofAddress,
  'public-forms.preflight': ofAddress,
  'public-forms.submit': {
    cost: formPosts,
    sends: `${limits.receiptsPerAddress} receipts a day to each address, ${limits.receiptsPerDay} of an organization`,
    stores: `${limits.formLeadsPerDay} leads per day of one form, ${figure(limits.organizationFormLeadsPerDay)} of an organization; ${limits.heldSubmissions} submissions held for review`,
    test: [
      'tests/api/form-limits.test.ts',
      'a flood from one address creates at most its allowance of leads, gets Retry-After, and does not block others',
    ],
  },
  'public-documents.page': ofAddress,
  'public-documents.pdf': {
    cost: `${limits.documentFilesPerAddress} PDFs in ${limits.documentSpanSeconds / 60} minutes from one address`,
    sends: nothing,
    stores: 'one counter for each address, until the time span ends',
    test: documentTest,
  },
  'public-documents.answer': {
    cost: `${limits.documentAnswersPerAddress} answers in ${limits.documentSpanSeconds / 60} minutes from one address`,
    sends: nothing,
    stores: 'one answer for each quote that was sent',
    test: documentTest,
  },
  'public-documents.checkout': {
    cost: `${limits.documentAnswersPerAddress} times in ${limits.documentSpanSeconds / 60} minutes from one address`,
    sends: nothing,
    stores: 'nothing but the counter; Stripe keeps one session per invoice and day',
    test: documentTest,
  },
  'public-issues.page': ofAddress,
  'public-issues.answer': {
    cost: `${limits.linkAnswersPerAddress} answers in ${limits.documentSpanSeconds / 60} minutes from one address`,
    sends: nothing,
    stores: `${limits.linkAnswersPerDay} answers a day for each link`,
    test: issueLinkTest,
  },
  'public-issues.file': {
    cost: `${limits.documentFilesPerAddress} files in ${limits.documentSpanSeconds / 60} minutes from one address`,
    sends: nothing,
    stores: 'one counter for each address, until the time span ends',
    test: issueLinkTest,
  },
  'public-payments.stripeEvent': {
    cost: byAddress,
    sends: nothing,
    stores: `one item per event that Stripe has signed, for ${limits.paymentEventDays} days, and the payments`,
    test: ['tests/api/stripe-events.test.ts', 'is refused with a wrong, missing or old signature'],
  },
  'public-payments.done': ofAddress,
  'public-webhooks.receive': {
    cost: byAddress,
    sends: nothing,
    stores: `${limits.receivedPerSourcePerDay} messages a day of each source that prove where they come from, for ${limits.webhookDays} days, and the records`,
    test: [
      'tests/api/webhook-sources.test.ts',
      'a message that was signed more than five minutes ago, or for later, is refused',
    ],
  },
  'public-webhooks.challenge': ofAddress,
  'crashes.report': {
    cost: `${limits.crashReportsPerAddress} reports in ${limits.crashSpanSeconds / 60} minutes from one address, and ${figure(address)} requests per minute`,
    sends: nothing,
    stores: 'one line in the logs per report, and one counter for each address, until the time span ends',
    test: ['tests/api/crashes.test.ts', 'an address can report a limited number of crashes'],
  },
  'health.get': { ...ofAddress, cost: `${byAddress}, in each instance of the function` },
  'health.openapi': { ...ofAddress, cost: `${byAddress}, in each instance of the function` },
};

const poolCalls = `Cognito’s quota; in stages with a firewall, ${figure(poolLimit)} calls in 5 minutes from one address`;

/**
 * What else anyone can do, by a readable name, such as sending requests to Cognito or using an organization that they
 * have created.
 */
export const otherBounds: Record<string, Bound> = {
  'Sign up, at Cognito': {
    cost: `${figure(signUpsPerDay)} a day in the stage; in stages with a firewall, ${signUpLimit} in 5 minutes from one address`,
    sends: 'one code to the address',
    stores:
      'an unconfirmed user for 3 days, or longer while there are more than a daily run of 5 minutes can remove',
    test: [
      'events/unconfirmed-users/handler.test.ts',
      'only users who did not enter their code within three days are removed, over many pages',
    ],
  },
  'Send the code again, at Cognito': {
    cost: poolCalls,
    sends: 'as many codes per hour as Cognito sends to one user',
    stores: nothing,
    test: [
      'local-aws/engines/cognito/passwords.test.ts',
      'guessing and requesting codes is limited, for known and unknown users alike',
    ],
  },
  'Confirm the code, at Cognito': {
    cost: 'as many attempts per hour as Cognito allows one user',
    ...reads,
    test: [
      'local-aws/engines/cognito/sign-up.test.ts',
      'blocks for an hour after ten wrong codes, even the correct one',
    ],
  },
  'Sign in, at Cognito': {
    cost: 'after the fifth wrong password, a lock of 1, 2, 4 … seconds up to 15 minutes, until the password is reset',
    ...reads,
    test: [
      'local-aws/engines/cognito/sign-in.test.ts',
      'lock sign-in after the fifth for 1, 2, 4 … seconds, even for the correct one, until 15 minutes without attempts',
    ],
  },
  'Forgot password, at Cognito': {
    cost: poolCalls,
    sends: 'as many codes per hour as Cognito sends to one user',
    stores: nothing,
    test: ['tests/api/account-safety.test.ts', 'a user locked out by wrong passwords of others'],
  },
  'Change the e-mail address with a token at Cognito': {
    cost: 'refused by events/custom-message',
    ...reads,
    test: [
      'tests/api/account-safety.test.ts',
      'a token without the password cannot change the e-mail address',
    ],
  },
  'Delete the own account with a token at Cognito': {
    cost: 'refused in stages with a firewall; elsewhere, profile and memberships stay until an operator removes them',
    ...reads,
    test: [
      'infra/firewall.test.ts',
      'users cannot delete their accounts at the user pool, which would leave their memberships behind',
    ],
  },
  'Invitations and temporary passwords of a user who has created an organization': {
    cost: byUser,
    sends: `${mailsPerUserPerDay.young} per day of one user while organization or membership is younger than ${limits.youngDays} days, ${mailsPerUserPerDay.established} later; ${limits.mailsPerDay} per day of one organization`,
    stores: `${limits.invitationsPerOrganization} pending invitations`,
    test: ['tests/api/limits.test.ts', 'a user can send a limited number of invitations a day'],
  },
  'Documents and reminders to customers, from an organization that a user has created': {
    cost: byUser,
    sends: 'counted together with invitations; scheduled reminders count for the organization only',
    stores: `an e-mail until it is sent, for ${limits.outboxDays} days at most, and a link until ${limits.documentLinkDays} days after the due date`,
    test: ['tests/api/document-links.test.ts', 'counts toward the e-mails of the day'],
  },
  'Demo data of an organization that a user has created': {
    cost: `${limits.demoLoadsPerDay} calls of 2 seconds per day until the data are complete, then one read per call`,
    sends: nothing,
    stores: 'a fixed set of about 1,200 records with their entries, once',
    test: ['tests/api/limits.test.ts', 'demo data can be loaded a limited number of times a day'],
  },
  'Links to attachments and pictures': {
    cost: `the bytes of a file, at most ${limits.attachmentBytes / 1024 ** 2} MB, for as long as the link is valid`,
    ...reads,
    test: [
      'tests/api/attachments.test.ts',
      'files without enough storage are refused before uploading, with the storage used and allowed',
    ],
  },
  'Unknown paths': { cost: 'one function call without reads', ...reads, test: addressTest },
};
