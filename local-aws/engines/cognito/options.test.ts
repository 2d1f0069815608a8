import { expect, test } from 'vitest';
import { cognitoOptionsFromTemplate } from './options.ts';

test('a pool and its client are read from the template', () => {
  const rules = cognitoOptionsFromTemplate(
    {
      Policies: {
        PasswordPolicy: { MinimumLength: 12, RequireNumbers: true, TemporaryPasswordValidityDays: 3 },
      },
      Schema: [{ Name: 'email', Required: true }, { Name: 'plan' }],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      EmailConfiguration: { From: 'Cobalt CRM <hello@example.com>' },
    },
    {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      AccessTokenValidity: 15,
      IdTokenValidity: 2,
      RefreshTokenValidity: 43200,
      TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'minutes' },
      AuthSessionValidity: 5,
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
      WriteAttributes: ['email'],
      PreventUserExistenceErrors: 'ENABLED',
    },
    'web',
  );
  expect(rules).toEqual({
    clients: [
      {
        id: 'web',
        explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
        accessTokenSeconds: 900,
        idTokenSeconds: 7200,
        refreshTokenSeconds: 30 * 86400,
        challengeSeconds: 300,
        rotationGraceSeconds: 60,
        writeAttributes: ['email'],
        preventUserExistenceErrors: true,
      },
    ],
    passwordPolicy: {
      minimumLength: 12,
      requireLowercase: false,
      requireUppercase: false,
      requireNumbers: true,
      requireSymbols: false,
      temporaryPasswordDays: 3,
    },
    requiredAttributes: ['email'],
    customAttributes: ['custom:plan'],
    verifyEmailBeforeUpdate: true,
    selfSignUp: false,
    softwareTokens: true,
    mailFrom: 'Cobalt CRM <hello@example.com>',
  });
});

test('properties missing in a template get the service’s defaults', () => {
  const [client] = cognitoOptionsFromTemplate({}, {}, 'web').clients;
  expect(client).toMatchObject({
    accessTokenSeconds: 3600,
    idTokenSeconds: 3600,
    refreshTokenSeconds: 30 * 86400,
    challengeSeconds: 180,
    preventUserExistenceErrors: false,
  });
  expect(client).not.toHaveProperty('rotationGraceSeconds');
  expect(client).not.toHaveProperty('writeAttributes');
});
