import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './functions.ts';
import { stackPrefix } from './stages.ts';

/**
 * `npx node infra/released.ts VERSION` records which resources of prod hold data in a release, after
 * `npm run synth -- --stage prod`. Tests compare the current templates with the newest record, because an update that
 * replaces or removes one of these resources starts with an empty one. It also records what a stack exports, because
 * CloudFormation refuses to remove an export as long as the deployed application imports it.
 */

/** Types of resources that hold data, with the properties whose change replaces or is refused by the resource. */
export const dataTypes: Record<string, readonly string[]> = {
  'AWS::Cognito::UserPool': ['AliasAttributes', 'Schema', 'UsernameAttributes', 'UsernameConfiguration'],
  'AWS::Cognito::UserPoolClient': ['GenerateSecret', 'UserPoolId'],
  'AWS::DynamoDB::Table': ['ImportSourceSpecification', 'KeySchema', 'LocalSecondaryIndexes', 'TableName'],
  'AWS::KMS::Key': [],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::S3::Bucket': ['BucketName', 'BucketNamePrefix', 'BucketNamespace'],
  'AWS::SQS::Queue': ['FifoQueue', 'QueueName'],
  // A change of how a value is generated replaces the value.
  'AWS::SecretsManager::Secret': ['GenerateSecretString', 'Name'],
};

export const releasesFolder = path.join(projectRoot, 'infra/released');

type Resource = { Type: string; Properties?: Record<string, unknown> };

/** A resource that holds data, with the values of its properties in `dataTypes`, or an export. */
export type DataHolder = { type: string; fixed: Record<string, unknown> };

/** The resources that hold data, by stack and logical id: `Data/Table`. */
export function dataHolders(folder: string, stage: string): Record<string, DataHolder> {
  return Object.fromEntries(
    ['Data', 'Identity', 'App'].flatMap((stack) => {
      const file = path.join(folder, `${stackPrefix(stage)}${stack}.template.json`);
      const { Resources, Outputs = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
        Resources: Record<string, Resource>;
        Outputs?: Record<string, { Export?: { Name: string } }>;
      };
      const exports = Object.entries(Outputs).flatMap(([id, { Export }]) =>
        Export ? [[`${stack}/${id}`, { type: 'Export', fixed: { Name: Export.Name } }] as const] : [],
      );
      const resources = Object.entries(Resources).flatMap(([id, { Type: type, Properties = {} }]) => {
        const names = dataTypes[type]?.filter((name) => Properties[name] !== undefined);
        if (!names) return [];
        const fixed = Object.fromEntries(names.map((name) => [name, Properties[name]]));
        return [[`${stack}/${id}`, { type, fixed }] as const];
      });
      return [...resources, ...exports];
    }),
  );
}

/** What an update from `before` to `after` would do to data, one line each. */
export function lostData(
  before: Record<string, DataHolder>,
  after: Record<string, DataHolder>,
): { key: string; line: string }[] {
  return Object.entries(before).flatMap(([key, { type, fixed }]) => {
    const now = after[key];
    if (now?.type !== type) return [{ key, line: `${key} (${type}) is removed` }];
    return [...new Set([...Object.keys(fixed), ...Object.keys(now.fixed)])]
      .filter((name) => JSON.stringify(fixed[name]) !== JSON.stringify(now.fixed[name]))
      .map((name) => ({ key, line: `${key} (${type}) is replaced, because ${name} changes` }));
  });
}

if (import.meta.main) {
  const [version = '', folder = path.join(projectRoot, '.build/cdk/prod')] = process.argv.slice(2);
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error('Which version? npx node infra/released.ts 0.4.0');
  mkdirSync(releasesFolder, { recursive: true });
  const file = path.join(releasesFolder, `${version}.json`);
  writeFileSync(file, `${JSON.stringify(dataHolders(folder, 'prod'), null, 2)}\n`);
  console.log(`Written to ${path.relative(process.cwd(), file)}.`);
}
