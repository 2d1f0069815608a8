import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { stackPrefix, stageSettings, type StageSettings } from './stages.ts';

/** For tests only: a stage's templates as written by CDK. */

export type Properties = Record<string, unknown>;
export type Resource = {
  id: string;
  stack: 'Data' | 'Identity' | 'App';
  type: string;
  properties: Properties;
  deletionPolicy: string | undefined;
};

export type Synthesized = { settings: StageSettings; resources: Resource[]; outdir: string };

const stackNames = ['Data', 'Identity', 'App'] as const;

export type Variant = {
  overrides?: Parameters<typeof stageSettings>[1];
  /** Whether cdk-nag also checks the templates. */
  isChecked?: boolean;
};

/**
 * The templates of a stage, with empty bundles so that template tests don't wait for esbuild. They are synthesized once
 * for all test files. Throws if CDK's checks, or cdk-nag's on request, find something without a documented reason.
 */
export async function synthesized(stage: string, variant: Variant = {}): Promise<Synthesized> {
  const settings = stageSettings(stage, variant.overrides);
  const name = createHash('sha256')
    .update(JSON.stringify([stage, settings, variant.isChecked ?? false]))
    .digest('hex');
  const outdir = path.join(inject('templatesFolder'), name);
  await madeOnce(outdir, async () => {
    // Imported only if needed, because loading CDK takes seconds.
    const { synthesize } = await import('./synthesize-for-tests.ts');
    synthesize(stage, settings, variant.isChecked ?? false, outdir);
  });
  return { settings, outdir, resources: stackNames.flatMap((stack) => readTemplate(outdir, stage, stack)) };
}

/** Makes a folder, unless another process has made it. Waits while another one is making it. */
async function madeOnce(folder: string, make: () => Promise<void>): Promise<void> {
  const making = `${folder}.making`;
  while (!existsSync(folder)) {
    if (!take(making)) {
      await sleep(100);
      continue;
    }
    try {
      if (!existsSync(folder)) await make();
    } finally {
      rmdirSync(making);
    }
  }
}

/** Takes a mark. Returns false if another process has it. */
function take(mark: string): boolean {
  try {
    mkdirSync(mark);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

type RawResource = { Type: string; Properties?: Properties; DeletionPolicy?: string };

function readTemplate(outdir: string, stage: string, stack: Resource['stack']): Resource[] {
  const file = path.join(outdir, `${stackPrefix(stage)}${stack}.template.json`);
  const template = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, RawResource> };
  return Object.entries(template.Resources).map(([id, raw]) => ({
    id,
    stack,
    type: raw.Type,
    properties: raw.Properties ?? {},
    deletionPolicy: raw.DeletionPolicy,
  }));
}

/** A statement of a role's policies, those in the role and those of their own, with the logical id of the role. */
export interface RoleStatement {
  stack: Resource['stack'];
  role: string;
  statement: unknown;
}

export function roleStatements(templates: Synthesized): RoleStatement[] {
  const own = ofType(templates, 'AWS::IAM::Role').flatMap(({ id, stack, properties }) =>
    listAt(properties, 'Policies').flatMap((policy) =>
      listAt(policy, 'PolicyDocument/Statement').map((statement) => ({ stack, role: id, statement })),
    ),
  );
  const attached = ofType(templates, 'AWS::IAM::Policy').flatMap(({ stack, properties }) =>
    listAt(properties, 'Roles').flatMap((role) =>
      listAt(properties, 'PolicyDocument/Statement').map((statement) => ({
        stack,
        role: textAt(role, 'Ref'),
        statement,
      })),
    ),
  );
  return [...own, ...attached];
}

export function ofType({ resources }: Synthesized, type: string): Resource[] {
  return resources.filter((resource) => resource.type === type);
}

/** The only resource of a type. Throws if there is not exactly one. */
export function only(templates: Synthesized, type: string): Resource {
  const [found, ...others] = ofType(templates, type);
  if (!found || others.length > 0)
    throw new Error(`${others.length + (found ? 1 : 0)} resources of type ${type}`);
  return found;
}

/** The bucket whose logical id begins with a name. */
export function bucketNamed(templates: Synthesized, name: string): Resource {
  const found = ofType(templates, 'AWS::S3::Bucket').find(({ id }) => id.startsWith(name));
  if (!found) throw new Error(`No bucket ${name}`);
  return found;
}

/** The value at a path such as `Code/S3Key` or `Filters/0/Pattern`; undefined if the path doesn't exist. */
export function at(part: unknown, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], part);
}

export function textAt(part: unknown, path: string): string {
  const found = at(part, path);
  if (typeof found !== 'string') throw new Error(`No text at ${path}: ${JSON.stringify(part)}`);
  return found;
}

/** The values at a path where CloudFormation accepts one value or a list. If there is no value, the list is empty. */
export function listAt(part: unknown, path: string): unknown[] {
  const found = at(part, path);
  return found === undefined ? [] : [found].flat();
}

/** A function's name in its declaration, derived from its name in the template. */
export function shortName(templates: Synthesized, functionResource: Resource): string {
  return textAt(functionResource.properties, 'FunctionName').replace(
    `cobalt-${templates.settings.stage}-`,
    '',
  );
}

/** The routes of the API as `METHOD /path` or `$default`, each with the short name of the function behind it. */
export function routesOf(templates: Synthesized): [string, string][] {
  const body = at(only(templates, 'AWS::ApiGatewayV2::Api').properties, 'Body');
  const any = 'x-amazon-apigateway-any-method';
  return Object.entries(at(body, 'paths') as Record<string, Properties>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string] => {
      const name = textAt(operation, 'x-amazon-apigateway-integration/$ref').split('/').at(-1) ?? '';
      const uri = JSON.stringify(at(body, `components/x-amazon-apigateway-integrations/${name}/uri`));
      const functionName = /function:([\w-]+)"/.exec(uri)?.[1] ?? '';
      const key = at(operation, 'isDefaultRoute')
        ? '$default'
        : `${method === any ? 'ANY' : method.toUpperCase()} ${path}`;
      return [key, functionName.replace(`cobalt-${templates.settings.stage}-`, '')];
    }),
  );
}

/** The short names of the functions to which the API leads. */
export const routedFunctions = (templates: Synthesized): Set<string> =>
  new Set(routesOf(templates).map(([, name]) => name));
