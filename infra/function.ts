import path from 'node:path';
import { Duration, Validations, type Stack } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  type CfnFunction,
  ApplicationLogLevel,
  Architecture,
  Code,
  Function,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { mayInvokeItself } from './functions.ts';
import type { FunctionDeclaration, RightsTarget, Variable } from './function-declaration.ts';
import { functionName, pascalCase, type StageSettings } from './stages.ts';
import { tableWrites } from './table-rights.ts';

/** The values that a stack passes to its functions: ARNs for permissions, and environment variables. */
export type Surroundings = {
  settings: StageSettings;
  /** Folder with one bundle per function; see bundle.ts. */
  bundles: string;
  /** The log group of all functions of the stack. Lambda names the streams in it after the functions. */
  logGroup: LogGroup;
  targets: Partial<Record<RightsTarget, readonly string[]>>;
  variables: Partial<Record<Variable, string>>;
};

/** A Lambda function with its own role, and the permissions and variables of its declaration. */
export function createFunction(
  stack: Stack,
  declaration: FunctionDeclaration,
  around: Surroundings,
): Function {
  const { settings, logGroup } = around;
  const id = pascalCase(declaration.name);
  const role = new Role(stack, `${id}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    // In the role itself, because a policy for each function would be one of the 500 resources that a stack can have.
    inlinePolicies: {
      Rights: new PolicyDocument({
        statements: [
          ...statementsOf(declaration, around),
          ...(settings.hasTracing ? [tracingStatement()] : []),
        ],
      }),
    },
  });
  if (settings.hasTracing) {
    Validations.of(role).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray has no resources for xray:PutTraceSegments and xray:PutTelemetryRecords.',
    });
  }

  const handler = new Function(stack, `${id}Function`, {
    functionName: functionName(settings.stage, declaration.name),
    description: `${declaration.entry} of Cobalt CRM (${settings.stage})`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(path.join(around.bundles, declaration.name)),
    memorySize: declaration.memoryMb,
    timeout: Duration.seconds(declaration.timeoutSeconds),
    environment: environment(declaration, around),
    ...(settings.reservesConcurrency &&
      declaration.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: declaration.reservedConcurrency,
      }),
    // Lambda stops a chain of calls that has invoked the same function about 16 times, unless the function allows it.
    ...(mayInvokeItself(declaration) && { recursiveLoop: RecursiveLoop.ALLOW }),
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    // Keeps platform log lines about problems, such as timeouts and lack of memory.
    systemLogLevelV2: SystemLogLevel.WARN,
    applicationLogLevelV2: ApplicationLogLevel.INFO,
  });
  // Set here, because CDK's own property adds a policy to the role.
  if (settings.hasTracing)
    (handler.node.defaultChild as CfnFunction).tracingConfig = { mode: Tracing.ACTIVE };
  return handler;
}

function statementsOf(declaration: FunctionDeclaration, around: Surroundings): PolicyStatement[] {
  const rights = [
    { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [around.logGroup.logGroupArn] },
    ...declaration.rights.map(({ on, actions }) => ({
      actions: [...actions],
      resources: [...requireValue(around.targets[on], declaration, on)],
    })),
  ];
  const allowed = rights.map((right) => new PolicyStatement(right));
  const { deniedPartitions } = declaration;
  return deniedPartitions ? [...allowed, denial(declaration, deniedPartitions, around)] : allowed;
}

const tracingStatement = (): PolicyStatement =>
  new PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] });

function denial(
  declaration: FunctionDeclaration,
  partitions: readonly string[],
  { targets }: Surroundings,
): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.DENY,
    actions: tableWrites,
    resources: [...requireValue(targets.table, declaration, 'table')],
    conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': [...partitions] } },
  });
}

function environment(declaration: FunctionDeclaration, around: Surroundings): Record<string, string> {
  const named = declaration.variables.map((name): [string, string] => [
    name,
    requireValue(around.variables[name], declaration, name),
  ]);
  return {
    STAGE: around.settings.stage,
    ...(declaration.recordType ? { RECORD_TYPE: declaration.recordType } : {}),
    ...Object.fromEntries(named),
  };
}

function requireValue<Value>(
  value: Value | undefined,
  declaration: FunctionDeclaration,
  what: string,
): Value {
  if (value === undefined)
    throw new Error(`The function ${declaration.name} refers to ${what}, which its stack does not provide`);
  return value;
}
