import { ArnFormat, Validations, type Stack } from 'aws-cdk-lib';
import { HttpApi, type CfnApi, type CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { FunctionDeclaration } from './function-declaration.ts';
import { createLogGroup } from './retention.ts';
import { functionName, type StageSettings } from './stages.ts';

/** A function, and the routes of the contract that lead to it. */
type RoutedFunction = { name: string; arn: string; routes: readonly string[] };

/**
 * Access log fields of a request. The query string, the path and the IP address are left out because they can identify
 * a person.
 */
const accessLogFields = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  responseBytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationLatencyMs: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
};

/** The function that answers unknown paths with a 404 problem. */
const fallbackFunction = 'health';

/**
 * The HTTP API with all its routes in one OpenAPI document, because each route and each integration would be one of the
 * 500 resources that a stack can have. CloudFront needs the URL of the API, and the functions need that of CloudFront, so
 * the document refers to the functions by their names.
 */
export function createApi(
  stack: Stack,
  settings: StageSettings,
  declarations: readonly FunctionDeclaration[],
): HttpApi {
  const http = new HttpApi(stack, 'Api');
  Validations.of(http).acknowledge({
    id: 'AwsSolutions::AwsSolutions-APIG4',
    reason:
      'Each function checks tokens and API keys itself, so that a changed role counts on the next request.',
  });
  const api = http.node.defaultChild as CfnApi;
  // The document says these.
  api.name = undefined;
  api.protocolType = undefined;
  api.failOnWarnings = true;
  api.body = apiDocument(stack, settings, routedFunctions(stack, settings, declarations));
  const stage = http.defaultStage?.node.defaultChild as CfnStage;
  const accessLog = createLogGroup(stack, 'ApiLog', settings);
  stage.accessLogSettings = {
    destinationArn: accessLog.logGroupArn,
    format: JSON.stringify(accessLogFields),
  };
  stage.defaultRouteSettings = {
    throttlingRateLimit: settings.throttle.rate,
    throttlingBurstLimit: settings.throttle.burst,
  };
  return http;
}

const routedFunctions = (
  stack: Stack,
  settings: StageSettings,
  declarations: readonly FunctionDeclaration[],
): RoutedFunction[] =>
  declarations.flatMap(({ name, source }) => {
    if (source.kind !== 'routes') return [];
    const resourceName = functionName(settings.stage, name);
    const arn = stack.formatArn({
      ...{ service: 'lambda', resource: 'function', resourceName },
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return [{ name, arn, routes: source.routes }];
  });

/** The routes of the contract, and a default route that answers 404, with one integration for each function. */
function apiDocument(
  stack: Stack,
  { stage }: StageSettings,
  functions: readonly RoutedFunction[],
): Record<string, unknown> {
  const { roleArn: credentials } = invokerOf(stack, functions);
  const integration = (arn: string) => ({
    type: 'AWS_PROXY',
    httpMethod: 'POST',
    uri: arn,
    payloadFormatVersion: '2.0',
    connectionType: 'INTERNET',
    credentials,
  });
  const referTo = (name: string) => ({
    [`${extension}-integration`]: { $ref: `#/components/${extension}-integrations/${name}` },
  });
  const paths: Record<string, Record<string, unknown>> = {
    '/$default': { [anyMethod]: { isDefaultRoute: true, ...referTo(fallbackFunction) } },
  };
  for (const { name, routes } of functions)
    for (const route of routes) {
      const { path, method } = partsOf(route);
      const described = method === anyMethod ? {} : { parameters: parametersOf(path), responses };
      (paths[path] ??= {})[method] = { ...described, ...referTo(name) };
    }
  return {
    openapi: '3.0.1',
    info: {
      title: `cobalt-${stage}`,
      description: `Cobalt CRM (${stage}), reached through the edge`,
      version: '1',
    },
    paths,
    components: {
      [`${extension}-integrations`]: Object.fromEntries(
        functions.map(({ name, arn }) => [name, integration(arn)]),
      ),
    },
  };
}

/** Without these, API Gateway's parser of OpenAPI warns. What callers get is in the description of the contract. */
const responses = { default: { description: 'See /v1/openapi.json.' } };
const parametersOf = (path: string): object[] =>
  [...path.matchAll(/{([^}]+)}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true },
    schema: { type: 'string' },
  }));

/** API Gateway's names in OpenAPI documents begin with this. */
const extension = 'x-amazon-apigateway';
const anyMethod = `${extension}-any-method`;

/** The role with which the API invokes functions. A permission of each function would be a further resource each. */
function invokerOf(stack: Stack, functions: readonly RoutedFunction[]): Role {
  const invoke = new PolicyStatement({
    actions: ['lambda:InvokeFunction'],
    resources: functions.map(({ arn }) => arn),
  });
  return new Role(stack, 'ApiInvoker', {
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    inlinePolicies: { invoke: new PolicyDocument({ statements: [invoke] }) },
  });
}

/** A route of the contract begins with a method unless it is for all methods. */
function partsOf(route: string): { path: string; method: string } {
  const [path = '', method] = route.split(' ').reverse();
  return { path, method: method?.toLowerCase() ?? anyMethod };
}
