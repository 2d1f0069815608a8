import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceError } from '../../http/service-error.ts';
import { readJson, signerOf } from '../../http/service-request.ts';
import * as admin from './admin.ts';
import { listUsers } from './list-users.ts';
import type { CognitoOptions } from './options.ts';
import * as passwords from './passwords.ts';
import { openPool } from './pool.ts';
import type { Operation, Output, Pool } from './pool.ts';
import * as profile from './profile.ts';
import * as secondFactor from './second-factor.ts';
import * as sessions from './sessions.ts';
import * as signIn from './sign-in.ts';
import * as signUp from './sign-up.ts';

/**
 * Operations that are called without a signature. Where proof of identity is required, the body contains a code, a
 * password or a token.
 */
const userOperations: Record<string, Operation> = {
  SignUp: signUp.signUp,
  ConfirmSignUp: signUp.confirmSignUp,
  ResendConfirmationCode: signUp.resendConfirmationCode,
  InitiateAuth: signIn.initiateAuth,
  RespondToAuthChallenge: signIn.respondToAuthChallenge,
  GetTokensFromRefreshToken: sessions.getTokensFromRefreshToken,
  RevokeToken: sessions.revokeToken,
  GlobalSignOut: sessions.globalSignOut,
  ForgotPassword: passwords.forgotPassword,
  ConfirmForgotPassword: passwords.confirmForgotPassword,
  ChangePassword: passwords.changePassword,
  GetUser: profile.getUser,
  UpdateUserAttributes: profile.updateUserAttributes,
  VerifyUserAttribute: profile.verifyUserAttribute,
  GetUserAttributeVerificationCode: profile.getUserAttributeVerificationCode,
  DeleteUser: profile.deleteUser,
  AssociateSoftwareToken: secondFactor.associateSoftwareToken,
  VerifySoftwareToken: secondFactor.verifySoftwareToken,
  SetUserMFAPreference: secondFactor.setUserMfaPreference,
};

/** Operations that the caller must sign with an access key that has permission for the pool. */
const signedOperations: Record<string, Operation> = {
  AdminCreateUser: admin.adminCreateUser,
  AdminSetUserPassword: admin.adminSetUserPassword,
  AdminGetUser: admin.adminGetUser,
  AdminUpdateUserAttributes: admin.adminUpdateUserAttributes,
  AdminUserGlobalSignOut: admin.adminUserGlobalSignOut,
  AdminDisableUser: admin.adminDisableUser,
  AdminEnableUser: admin.adminEnableUser,
  AdminDeleteUser: admin.adminDeleteUser,
  AdminConfirmSignUp: admin.adminConfirmSignUp,
  AdminInitiateAuth: signIn.adminInitiateAuth,
  AdminRespondToAuthChallenge: signIn.respondToAuthChallenge,
  AdminSetUserMFAPreference: admin.adminSetUserMfaPreference,
  ListUsers: listUsers,
};

const largestBodyBytes = 131_072;

export interface Cognito {
  /** Answers one request, whatever path the service is mounted at. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

/** A user pool with the real wire protocol, for the clients of the SDK and Amplify. */
export function createCognito(options: CognitoOptions): Cognito {
  const pool = openPool(options);
  return {
    handle: (request, response) => answer(pool, request, response),
    async close() {
      // Waits for the signing key, which is created in the background at the first start and stored when ready.
      await pool.tokens.keySet();
      pool.store.close();
    },
  };
}

async function answer(pool: Pool, request: IncomingMessage, response: ServerResponse): Promise<void> {
  allowBrowsers(request, response);
  try {
    const [path = '/'] = (request.url ?? '/').split('?');
    if (request.method === 'OPTIONS') {
      response.writeHead(200).end();
    } else if (request.method === 'GET' && path.endsWith(`/${pool.options.poolId}/.well-known/jwks.json`)) {
      send(response, 200, await pool.tokens.keySet(), 'application/json');
    } else if (request.method === 'POST') {
      send(response, 200, await call(pool, request));
    } else {
      throw new ServiceError('UnknownOperationException', 'Not found', 404);
    }
  } catch (error) {
    sendError(response, error);
  }
}

async function call(pool: Pool, request: IncomingMessage): Promise<Output> {
  const [service, name = ''] = String(request.headers['x-amz-target']).split('.');
  const isSigned = Object.hasOwn(signedOperations, name);
  const operations = isSigned ? signedOperations : userOperations;
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (service !== 'AWSCognitoIdentityProviderService' || operation === undefined) {
    throw new ServiceError('UnknownOperationException', `Unknown operation ${name}`);
  }
  const input = await readJson(request, largestBodyBytes);
  if (isSigned) {
    await requireRight(pool, request, name);
    if (input.UserPoolId !== pool.options.poolId) {
      const message = `User pool ${String(input.UserPoolId)} does not exist.`;
      throw new ServiceError('ResourceNotFoundException', message);
    }
  }
  return operation(pool, input);
}

async function requireRight(pool: Pool, request: IncomingMessage, name: string): Promise<void> {
  const { region, accountId, poolId, authorize } = pool.options;
  const resource = `arn:aws:cognito-idp:${region}:${accountId}:userpool/${poolId}`;
  await authorize?.(signerOf(request), `cognito-idp:${name}`, resource);
}

/** Browsers of any origin may call, because no cookies are involved. */
function allowBrowsers(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader(
    'Access-Control-Expose-Headers',
    'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage',
  );
  if (request.method !== 'OPTIONS') return;
  const requestedHeaders = request.headers['access-control-request-headers'] ?? '*';
  response.setHeader('Access-Control-Allow-Headers', requestedHeaders);
  response.setHeader('Access-Control-Allow-Methods', 'GET,POST,OPTIONS');
  response.setHeader('Access-Control-Max-Age', '86400');
}

function send(response: ServerResponse, status: number, body: object, type = 'application/x-amz-json-1.1') {
  response.writeHead(status, { 'Content-Type': type, 'x-amzn-RequestId': randomUUID() });
  response.end(JSON.stringify(body));
}

function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known = error instanceof ServiceError;
  if (!known) console.error(error);
  const { name, message, status } = known
    ? error
    : { name: 'InternalErrorException', message: 'Internal error', status: 500 };
  response.setHeader('x-amzn-ErrorType', `${name}:`);
  send(response, status, { __type: name, message });
}
