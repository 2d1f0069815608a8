import { Stack, Validations } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey, type CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
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
  countUnexpectedErrors(stack, settings, 'api', 'api', accessLog);
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
  for (const { name, routes, handler } of functions) {
    const id = pascalCase(name);
    // One permission per function. Permissions per route would make up a third of the template.
    const integration = new HttpLambdaIntegration(`${id}Integration`, handler, {
      scopePermissionToRoute: false,
    });
    const keys = routes.map(routeKey);
    if (name === fallbackFunction) {
      keys.push(HttpRouteKey.DEFAULT);
      permitDefaultRoute(http, handler);
    }
    keys.forEach((key, position) => {
      new HttpRoute(http, `${id}Route${position + 1}`, { httpApi: http, routeKey: key, integration });
    });
  }
}

/** The key of a route of the contract, which begins with a method unless it is for all methods. */
function routeKey(route: string): HttpRouteKey {
  const [path = '', method = 'ANY'] = route.split(' ').reverse();
  return HttpRouteKey.with(path, HttpMethod[method as keyof typeof HttpMethod]);
}

/** A function's permission covers `<stage>/<method>/<path>`, but the default route invokes it as `<stage>/$default`. */
function permitDefaultRoute(http: HttpApi, handler: Function): void {
  handler.addPermission('DefaultRoute', {
    principal: new ServicePrincipal('apigateway.amazonaws.com'),
    sourceArn: Stack.of(http).formatArn({
      service: 'execute-api',
      resource: http.apiId,
      resourceName: '*/$default',
    }),
  });
}
