import type { CustomMessageTriggerEvent, PreSignUpTriggerEvent } from 'aws-lambda';
import type { Mailbox } from '../ses/mailbox.ts';
import type { Authorize } from '../../http/service-request.ts';

export interface PasswordPolicy {
  minimumLength: number;
  requireLowercase: boolean;
  requireUppercase: boolean;
  requireNumbers: boolean;
  requireSymbols: boolean;
  temporaryPasswordDays: number;
}

export interface ClientOptions {
  id: string;
  /** As in the template: ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH, … */
  explicitAuthFlows: string[];
  accessTokenSeconds: number;
  idTokenSeconds: number;
  refreshTokenSeconds: number;
  /** How long a challenge can be answered. */
  challengeSeconds: number;
  /** How long a replaced refresh token is still accepted; undefined if refresh tokens aren't rotated. */
  rotationGraceSeconds?: number;
  /** Attributes that the client can write; undefined means all except those that end in `_verified`. */
  writeAttributes?: string[];
  /** Whether unknown users get the same responses as known users with a wrong password. */
  preventUserExistenceErrors: boolean;
}

/** The pool's settings from the template. */
export interface PoolRules {
  clients: ClientOptions[];
  passwordPolicy: PasswordPolicy;
  requiredAttributes: string[];
  /** Names with their prefix, such as `custom:plan`. */
  customAttributes: string[];
  /** Whether a new e-mail address takes effect only once its code is entered. */
  verifyEmailBeforeUpdate: boolean;
  /** Whether users can have an authenticator app as second factor. */
  softwareTokens: boolean;
  /** Whether users can sign up by themselves. */
  selfSignUp: boolean;
  /** Sender of the pool's e-mails. */
  mailFrom: string;
}

/**
 * The pool's trigger functions. Each takes Cognito's event and returns it with `response` filled in. If a trigger
 * rejects, its error message is part of the response to the caller, as in Cognito.
 */
export interface Triggers {
  preSignUp?: (event: PreSignUpTriggerEvent) => Promise<PreSignUpTriggerEvent>;
  customMessage?: (event: CustomMessageTriggerEvent) => Promise<CustomMessageTriggerEvent>;
}

export interface CognitoOptions extends PoolRules {
  /** SQLite file with users, sessions and the signing key. */
  dataFile: string;
  region: string;
  accountId: string;
  /** Region, underscore, name, such as `eu-west-1_Cobalt`. */
  poolId: string;
  triggers: Triggers;
  mailbox: Mailbox;
  authorize?: Authorize;
  /** The time in milliseconds since 1970; replaced in tests that cannot wait for an expiry. */
  now?: () => number;
}

/** `Properties` of AWS::Cognito::UserPool with references resolved. */
export interface UserPoolProperties {
  Policies?: {
    PasswordPolicy?: {
      MinimumLength?: number;
      RequireLowercase?: boolean;
      RequireUppercase?: boolean;
      RequireNumbers?: boolean;
      RequireSymbols?: boolean;
      TemporaryPasswordValidityDays?: number;
    };
  };
  Schema?: { Name?: string; Required?: boolean; AttributeDataType?: string }[];
  UserAttributeUpdateSettings?: { AttributesRequireVerificationBeforeUpdate?: string[] };
  AdminCreateUserConfig?: { AllowAdminCreateUserOnly?: boolean };
  EmailConfiguration?: { From?: string };
  MfaConfiguration?: string;
  EnabledMfas?: string[];
  [other: string]: unknown;
}

/** `Properties` of AWS::Cognito::UserPoolClient with references resolved. */
export interface UserPoolClientProperties {
  ExplicitAuthFlows?: string[];
  AccessTokenValidity?: number;
  IdTokenValidity?: number;
  RefreshTokenValidity?: number;
  TokenValidityUnits?: { AccessToken?: string; IdToken?: string; RefreshToken?: string };
  AuthSessionValidity?: number;
  RefreshTokenRotation?: { Feature?: string; RetryGracePeriodSeconds?: number };
  WriteAttributes?: string[];
  PreventUserExistenceErrors?: string;
  [other: string]: unknown;
}

/** Attributes of every pool. Other names in the schema are custom attributes. */
export const standardAttributes = [
  'address',
  'birthdate',
  'email',
  'email_verified',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'phone_number_verified',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
];

const secondsIn: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86400 };

function duration(value: number | undefined, unit: string | undefined, whenUnset: number): number {
  return value === undefined ? whenUnset : value * (secondsIn[unit ?? 'hours'] ?? 3600);
}

export function clientOptionsFromTemplate(client: UserPoolClientProperties, id: string): ClientOptions {
  const units = client.TokenValidityUnits ?? {};
  const rotation = client.RefreshTokenRotation;
  return {
    id,
    explicitAuthFlows: client.ExplicitAuthFlows ?? ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    accessTokenSeconds: duration(client.AccessTokenValidity, units.AccessToken, 3600),
    idTokenSeconds: duration(client.IdTokenValidity, units.IdToken, 3600),
    refreshTokenSeconds: duration(client.RefreshTokenValidity, units.RefreshToken ?? 'days', 30 * 86400),
    challengeSeconds: (client.AuthSessionValidity ?? 3) * 60,
    ...(rotation?.Feature === 'ENABLED'
      ? { rotationGraceSeconds: rotation.RetryGracePeriodSeconds ?? 0 }
      : {}),
    ...(client.WriteAttributes === undefined ? {} : { writeAttributes: client.WriteAttributes }),
    preventUserExistenceErrors: client.PreventUserExistenceErrors === 'ENABLED',
  };
}

/** Reads the settings of a pool and its client from the template, and sets defaults for missing properties. */
export function cognitoOptionsFromTemplate(
  userPool: UserPoolProperties,
  client: UserPoolClientProperties,
  clientId: string,
): PoolRules {
  const password = userPool.Policies?.PasswordPolicy ?? {};
  const schema = userPool.Schema ?? [];
  return {
    clients: [clientOptionsFromTemplate(client, clientId)],
    passwordPolicy: {
      minimumLength: password.MinimumLength ?? 8,
      requireLowercase: password.RequireLowercase ?? false,
      requireUppercase: password.RequireUppercase ?? false,
      requireNumbers: password.RequireNumbers ?? false,
      requireSymbols: password.RequireSymbols ?? false,
      temporaryPasswordDays: password.TemporaryPasswordValidityDays ?? 7,
    },
    requiredAttributes: schema.filter((entry) => entry.Required).map((entry) => entry.Name ?? ''),
    customAttributes: schema
      .filter((entry) => entry.Name !== undefined && !standardAttributes.includes(entry.Name))
      .map((entry) => `custom:${entry.Name}`),
    verifyEmailBeforeUpdate:
      userPool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate?.includes('email') ??
      false,
    softwareTokens:
      userPool.MfaConfiguration === 'OPTIONAL' && (userPool.EnabledMfas ?? []).includes('SOFTWARE_TOKEN_MFA'),
    selfSignUp: userPool.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true,
    mailFrom: userPool.EmailConfiguration?.From ?? 'no-reply@verificationemail.com',
  };
}
