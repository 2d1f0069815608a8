import { Stack, Validations } from 'aws-cdk-lib';
import {
  HttpApi,
  HttpIntegrationType,
  HttpMethod,
  HttpRoute,
  HttpRouteIntegration,
  HttpRouteKey,
  IntegrationCredentials,
  PayloadFormatVersion,
  type CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { createLogGroup } from './retention.ts';
import { pascalCase, type StageSettings } from './stages.ts';
import { countUnexpectedErrors } from './unexpected-errors.ts';

/** A function and the routes of the contract that lead to it. */
export type RoutedFunction = { name: string; routes: readonly string[]; handler: Function };

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
 * The HTTP API without its routes. CloudFront needs the API's URL, and the functions need CloudFront's, before the
 * routes to the functions can be created.
 */
export function createApi(stack: Stack, settings: StageSettings): HttpApi {
  const http = new HttpApi(stack, 'Api', {
    apiName: `cobalt-${settings.stage}`,
    description: `Cobalt CRM (${settings.stage}), reached through the edge`,
  });
  Validations.of(http).acknowledge({
    id: 'AwsSolutions::AwsSolutions-APIG4',
    reason:
      'Each function checks tokens and API keys itself, so that a changed role counts on the next request.',
  });
  const stage = http.defaultStage?.node.defaultChild as CfnStage;
  const accessLog = createLogGroup(stack, 'ApiLog', settings);
  countUnexpectedErrors(stack, settings, 'api', accessLog);
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

/** Adds the contract's routes, and a default route that answers 404. */
export function connectRoutes(http: HttpApi, functions: readonly RoutedFunction[]): void {
  const credentials = IntegrationCredentials.fromRole(invokerOf(http, functions));
  for (const { name, routes, handler } of functions) {
    const id = pascalCase(name);
    const integration = new RoleIntegration(`${id}Integration`, handler, credentials);
    const keys = routes.map(routeKey);
    if (name === fallbackFunction) keys.push(HttpRouteKey.DEFAULT);
    keys.forEach((key, position) => {
      new HttpRoute(http, `${id}Route${position + 1}`, { httpApi: http, routeKey: key, integration });
    });
  }
}

/** The role with which the API invokes functions. A permission of each function would be a further resource each. */
function invokerOf(http: HttpApi, functions: readonly RoutedFunction[]): Role {
  const invoke = new PolicyStatement({
    actions: ['lambda:InvokeFunction'],
    resources: functions.map(({ handler }) => handler.functionArn),
  });
  return new Role(http, 'Invoker', {
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    inlinePolicies: { invoke: new PolicyDocument({ statements: [invoke] }) },
  });
}

/** Like CDK's integration of a function, which can't use a role. */
class RoleIntegration extends HttpRouteIntegration {
  readonly #handler: Function;
  readonly #credentials: IntegrationCredentials;

  constructor(id: string, handler: Function, credentials: IntegrationCredentials) {
    super(id);
    this.#handler = handler;
    this.#credentials = credentials;
  }

  bind() {
    return {
      type: HttpIntegrationType.AWS_PROXY,
      uri: this.#handler.functionArn,
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
      credentials: this.#credentials,
    };
  }
}

/** The key of a route of the contract, which begins with a method unless it is for all methods. */
function routeKey(route: string): HttpRouteKey {
  const [path = '', method = 'ANY'] = route.split(' ').reverse();
  return HttpRouteKey.with(path, HttpMethod[method as keyof typeof HttpMethod]);
}
