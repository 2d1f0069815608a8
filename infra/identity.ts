import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  UserPool,
  UserPoolClient,
  UserPoolEmail,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { limits } from '#contract/limits.ts';
import { removalPolicy } from './retention.ts';
import type { FunctionDeclaration } from './function-declaration.ts';
import { createMailSet, mailSetName } from './mail-set.ts';
import { stackPrefix, type StageSettings } from './stages.ts';

export type Identity = {
  pool: UserPool;
  /** For browsers. */
  client: UserPoolClient;
  /** For our own functions. */
  serverClient: UserPoolClient;
};

/** A function that Cognito invokes on an event in a user's lifecycle. */
export type PoolTrigger = { declaration: FunctionDeclaration; handler: Function };

/** User identities. The pool never contains permissions; see `AccessItem` in shared/data/organization/member.ts. */
export function createIdentity(
  stack: Stack,
  settings: StageSettings,
  triggers: readonly PoolTrigger[],
): Identity {
  const pool = new UserPool(stack, 'Users', {
    userPoolName: `${stackPrefix(settings.stage)}Users`,
    featurePlan: FeaturePlan.ESSENTIALS,
    selfSignUpEnabled: true,
    signInAliases: { username: true, email: true },
    signInCaseSensitive: false,
    standardAttributes: {
      email: { required: true, mutable: true },
      givenName: { required: false, mutable: true },
      familyName: { required: false, mutable: true },
      locale: { required: false, mutable: true },
    },
    autoVerify: { email: true },
    // A new e-mail address takes effect once its code is entered. Until then, the old one stays.
    keepOriginal: { email: true },
    // Length instead of character classes: long passphrases are easier to remember and harder to guess.
    passwordPolicy: {
      minLength: 8,
      requireDigits: false,
      requireLowercase: false,
      requireUppercase: false,
      requireSymbols: false,
      tempPasswordValidity: Duration.days(limits.temporaryPasswordDays),
    },
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    email: poolMail(stack, settings),
    deletionProtection: settings.isProtected,
    removalPolicy: removalPolicy(settings),
  });
  acknowledgeChoices(pool);
  const mailSet = createMailSet(stack, settings);
  // The pool names it without a reference.
  if (mailSet) pool.node.addDependency(mailSet);
  for (const { declaration, handler } of triggers) pool.addTrigger(poolOperation(declaration), handler);
  return { pool, client: createClient(pool, settings), serverClient: createServerClient(pool) };
}

/**
 * The browser's client: no secret, no OAuth pages, and sign-in without sending the password (SRP). Scripts may send it
 * where the stage takes passwords.
 */
function createClient(pool: UserPool, { signIn }: StageSettings): UserPoolClient {
  return pool.addClient('WebClient', {
    generateSecret: false,
    disableOAuth: true,
    authFlows: { userSrp: true, userPassword: signIn.takesPasswords },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: Duration.minutes(signIn.accessTokenMinutes),
    idTokenValidity: Duration.minutes(signIn.accessTokenMinutes),
    refreshTokenValidity: Duration.days(signIn.refreshTokenDays),
    refreshTokenRotationGracePeriod: Duration.seconds(60),
    readAttributes: new ClientAttributes().withStandardAttributes({
      email: true,
      emailVerified: true,
      givenName: true,
      familyName: true,
      locale: true,
    }),
    // The first sign-in copies the names to the profile in the table. Later changes to these attributes don't affect
    // the profile.
    writeAttributes: new ClientAttributes().withStandardAttributes({
      email: true,
      givenName: true,
      familyName: true,
      locale: true,
    }),
  });
}

/**
 * The client with which our functions check passwords: docs/decisions/0024 and 0037. Sign-in with it requires calls
 * signed with AWS credentials, and the API rejects its tokens.
 */
function createServerClient(pool: UserPool): UserPoolClient {
  return pool.addClient('ServerClient', {
    generateSecret: false,
    disableOAuth: true,
    authFlows: { adminUserPassword: true },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: Duration.minutes(5),
    idTokenValidity: Duration.minutes(5),
    refreshTokenValidity: Duration.hours(1),
  });
}

function acknowledgeChoices(pool: UserPool): void {
  Validations.of(pool).acknowledge(
    {
      id: 'AwsSolutions::AwsSolutions-COG1',
      reason: 'Classes of characters make passwords that are written down; NIST SP 800-63B asks for length.',
    },
    {
      id: 'AwsSolutions::AwsSolutions-COG2',
      reason: 'A second factor is the choice of the user, who may belong to several organizations.',
    },
    {
      id: 'AwsSolutions::AwsSolutions-COG8',
      reason: 'Plus costs several times as much a user; attempts are limited by Cognito and by the web ACL.',
    },
  );
}

function poolMail(stack: Stack, settings: StageSettings): UserPoolEmail {
  if (!settings.mail) return UserPoolEmail.withCognito();
  return UserPoolEmail.withSES({
    fromEmail: settings.mail.from,
    fromName: 'Cobalt CRM',
    sesVerifiedDomain: settings.mail.domain,
    sesRegion: Stack.of(stack).region,
    configurationSetName: mailSetName(settings.stage),
  });
}

function poolOperation({ name, source }: FunctionDeclaration): UserPoolOperation {
  if (source.kind !== 'pool') throw new Error(`The function ${name} is not called by the user pool`);
  return source.trigger === 'preSignUp' ? UserPoolOperation.PRE_SIGN_UP : UserPoolOperation.CUSTOM_MESSAGE;
}
