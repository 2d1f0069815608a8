import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createMailbox } from '../ses/mailbox.ts';
import { createCognito } from './cognito.ts';
import { cognitoOptionsFromTemplate } from './options.ts';
import type { CognitoOptions, UserPoolProperties } from './options.ts';

export const poolId = 'eu-west-1_Trial';

const poolProperties: UserPoolProperties = {
  Policies: { PasswordPolicy: { MinimumLength: 8, TemporaryPasswordValidityDays: 7 } },
  Schema: [{ Name: 'email', Required: true }],
  MfaConfiguration: 'OPTIONAL',
  EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
};

/** Settings with a client for browsers: SRP only, rotating tokens, no hints about existing users. */
const web = cognitoOptionsFromTemplate(
  poolProperties,
  {
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    AccessTokenValidity: 15,
    IdTokenValidity: 15,
    RefreshTokenValidity: 30,
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
    WriteAttributes: ['email', 'given_name', 'family_name', 'locale'],
    PreventUserExistenceErrors: 'ENABLED',
  },
  'web',
);

/** Settings with a client that has Cognito's defaults, plus the flow that sends a password. */
const plain = cognitoOptionsFromTemplate(
  poolProperties,
  { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  'plain',
);

/** Settings with a client for servers, which can only sign users in by password. */
const ownServer = cognitoOptionsFromTemplate(
  poolProperties,
  { ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'], PreventUserExistenceErrors: 'ENABLED' },
  'server',
);

export type PoolUnderTest = Awaited<ReturnType<typeof startPool>>;

/** A pool on a real port with an adjustable clock. To continue with the data of an earlier pool, pass its folder. */
export async function startPool(options: Partial<CognitoOptions> & { folder?: string } = {}) {
  const { folder = mkdtempSync(path.join(tmpdir(), 'cobalt-pool-')), ...changes } = options;
  const mailbox = createMailbox(path.join(folder, 'mailbox.db'));
  let ahead = 0;
  const cognito = createCognito({
    ...web,
    clients: [...web.clients, ...plain.clients, ...ownServer.clients],
    dataFile: path.join(folder, 'cognito.db'),
    region: 'eu-west-1',
    accountId: '000000000000',
    poolId,
    triggers: {},
    mailbox,
    now: () => Date.now() + ahead,
    ...changes,
  });
  const server = createServer((request, response) => void cognito.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/_cognito`;
  const sdk = clientAt(endpoint);
  return {
    endpoint,
    sdk,
    mailbox,
    folder,
    pass(seconds: number) {
      ahead += seconds * 1000;
    },
    /** The pool's clock, milliseconds since 1970. */
    now: () => Date.now() + ahead,
    /** The code in the newest e-mail to an address; empty if there is none. */
    code: (address: string) => /\d{6}/.exec(mailbox.list(address)[0]?.text ?? '')?.[0] ?? '',
    async stop({ keep = false } = {}) {
      sdk.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await cognito.close();
      mailbox.close();
      if (!keep) rmSync(folder, { recursive: true });
    },
  };
}

export function clientAt(endpoint: string): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIATRIAL', secretAccessKey: 'trial' },
    maxAttempts: 1,
  });
}

export const password = 'correct horse battery';

export function signUp(
  pool: PoolUnderTest,
  Username: string,
  email: string,
  more: Record<string, string> = {},
) {
  const UserAttributes = Object.entries({ email, ...more }).map(([Name, Value]) => ({ Name, Value }));
  return pool.sdk.send(new SignUpCommand({ ClientId: 'web', Username, Password: password, UserAttributes }));
}

export function confirm(pool: PoolUnderTest, Username: string, ConfirmationCode: string, force = false) {
  return pool.sdk.send(
    new ConfirmSignUpCommand({ ClientId: 'web', Username, ConfirmationCode, ForceAliasCreation: force }),
  );
}

/** Creates a user who has signed up and entered the code. */
export async function addUser(pool: PoolUnderTest, username: string, email = `${username}@example.com`) {
  const { UserSub } = await signUp(pool, username, email);
  await confirm(pool, username, pool.code(email));
  return { username, email, sub: UserSub! };
}

export function passwordSignIn(pool: PoolUnderTest, USERNAME: string, PASSWORD = password) {
  return pool.sdk.send(
    new InitiateAuthCommand({
      ClientId: 'plain',
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );
}

/** Signs a user in with the flow that sends the password, and returns the tokens. */
export async function tokensOf(pool: PoolUnderTest, username: string, PASSWORD = password) {
  const { AuthenticationResult: result } = await passwordSignIn(pool, username, PASSWORD);
  return {
    accessToken: result!.AccessToken!,
    idToken: result!.IdToken!,
    refreshToken: result!.RefreshToken!,
  };
}

/** The name of the error, or undefined if the call succeeded. */
export async function refusal(call: Promise<unknown>): Promise<string | undefined> {
  return call.then(
    () => undefined,
    (error: Error) => error.name,
  );
}
