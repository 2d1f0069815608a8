import { expect, test } from 'vitest';
import { customerStage } from './customer-stage.ts';
import { stackPrefix } from './stages.ts';
import {
  at,
  listAt,
  ofType,
  only,
  roleStatements,
  routedFunctions,
  shortName,
  synthesized,
  textAt,
} from './synthesized.ts';

const { stage, overrides } = customerStage;
const templates = await synthesized(stage, { overrides });
const variablesOf = (name: string) => {
  const found = ofType(templates, 'AWS::Lambda::Function').find(
    (resource) => shortName(templates, resource) === name,
  );
  return at(found, 'properties/Environment/Variables') as Record<string, unknown>;
};

test('the site and the API of a customer’s own stage have its domain and certificate', () => {
  const edge = only(templates, 'AWS::CloudFront::Distribution').properties.DistributionConfig;
  expect(edge).toMatchObject({
    Aliases: [overrides.domain],
    ViewerCertificate: {
      AcmCertificateArn: overrides.certificateArn,
      MinimumProtocolVersion: 'TLSv1.2_2021',
    },
  });
  const files = ofType(templates, 'AWS::S3::Bucket').find(({ id }) => id.startsWith('Files'));
  expect(at(files, 'properties/CorsConfiguration/CorsRules/0/AllowedOrigins')).toEqual([
    `https://${overrides.domain}`,
  ]);
  expect(variablesOf('mail').SITE_URL).toBe(`https://${overrides.domain}`);
});

test('mail of a customer’s own stage has its sender, which only the function for mail may use', () => {
  expect(variablesOf('mail').MAIL_FROM).toBe(`Cobalt CRM <${overrides.mail.from}>`);
  expect(only(templates, 'AWS::Cognito::UserPool').properties.EmailConfiguration).toMatchObject({
    EmailSendingAccount: 'DEVELOPER',
    From: expect.stringContaining(overrides.mail.from),
  });
  const senders = roleStatements(templates)
    .map(({ statement }) => statement)
    .filter((statement) => listAt(statement, 'Action').includes('ses:SendEmail'));
  expect(senders).toHaveLength(1);
  expect(JSON.stringify(at(senders[0], 'Resource'))).toContain(`identity/${overrides.mail.domain}`);
});

test('e-mails that come back are counted for the stage, codes included, and their addresses are kept', () => {
  const name = `cobalt-${stage}`;
  const set = only(templates, 'AWS::SES::ConfigurationSet').properties;
  expect(set).toMatchObject({
    Name: name,
    SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  });
  expect(
    only(templates, 'AWS::SES::ConfigurationSetEventDestination').properties.EventDestination,
  ).toMatchObject({
    Enabled: true,
    MatchingEventTypes: ['bounce', 'complaint', 'reject'],
    CloudWatchDestination: {
      DimensionConfigurations: [
        {
          DimensionName: 'ses:configuration-set',
          DimensionValueSource: 'messageTag',
          DefaultDimensionValue: name,
        },
      ],
    },
  });
  expect(only(templates, 'AWS::Cognito::UserPool').properties.EmailConfiguration).toMatchObject({
    ConfigurationSet: name,
  });
  expect(variablesOf('mail').MAIL_SET).toBe(name);
  const senders = roleStatements(templates).filter(({ statement }) =>
    listAt(statement, 'Action').includes('ses:SendEmail'),
  );
  expect(JSON.stringify(at(senders[0]?.statement, 'Resource'))).toContain(`configuration-set/${name}`);
});

test('alarms of a customer’s own stage are sent to its operator', () => {
  expect(only(templates, 'AWS::SNS::Subscription').properties).toMatchObject({
    Protocol: 'email',
    Endpoint: overrides.alarmEmail,
  });
});

test('a customer’s own stage keeps its data and shares no name with another stage', () => {
  expect(templates.settings.isProtected).toBe(true);
  const names = ['BucketName', 'FunctionName', 'AlarmName', 'DashboardName', 'TableName', 'UserPoolName']
    .flatMap((property) => templates.resources.flatMap((resource) => at(resource.properties, property) ?? []))
    .map((name) => JSON.stringify(name))
    // References take over the name of another resource.
    .filter((name) => !/^\{"(Ref|Fn::GetAtt)"/.test(name));
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => !name.includes(stage) && !name.includes(stackPrefix(stage)))).toEqual([]);
});

test('all functions of the API accept the origins in the stage’s settings', () => {
  const accepting = ofType(templates, 'AWS::Lambda::Function').filter(
    ({ properties }) => at(properties, 'Environment/Variables/CORS_ORIGINS') === overrides.corsOrigins[0],
  );
  expect(accepting).toHaveLength(routedFunctions(templates).size);
  expect(textAt(accepting[0]?.properties, 'Description')).toMatch(/^functions\//);
});
