import { Validations, type Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey, type CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { createLogGroup } from './retention.ts';
import { pascalCase, type StageSettings } from './stages.ts';

/** A function and the routes of the contract that lead to it. */
export type RoutedFunction = { name: string; routes: readonly string[]; handler: Function };

/** Of a request: no query string, no path and no address, since these hold personal data. */
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

/** Answers paths that no resource has: it knows no operation there either, and says so as a problem. */
const fallbackFunction = 'health';

/** The HTTP API without its routes: the edge and the functions need its address before those can be made. */
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
  stage.accessLogSettings = {
    destinationArn: createLogGroup(stack, 'ApiLog', settings).logGroupArn,
    format: JSON.stringify(accessLogFields),
  };
  stage.defaultRouteSettings = {
    throttlingRateLimit: settings.throttle.rate,
    throttlingBurstLimit: settings.throttle.burst,
  };
  return http;
}

/** Leads every route of the contract to its function, and all other paths to one that answers 404. */
export function connectRoutes(http: HttpApi, functions: readonly RoutedFunction[]): void {
  for (const { name, routes, handler } of functions) {
    const id = pascalCase(name);
    // One permission a function and not one a route: they would be a third of the template.
    const integration = new HttpLambdaIntegration(`${id}Integration`, handler, {
      scopePermissionToRoute: false,
    });
    const keys = routes.map((route) => HttpRouteKey.with(route, HttpMethod.ANY));
    if (name === fallbackFunction) keys.push(HttpRouteKey.DEFAULT);
    keys.forEach((routeKey, position) => {
      new HttpRoute(http, `${id}Route${position + 1}`, { httpApi: http, routeKey, integration });
    });
  }
}
