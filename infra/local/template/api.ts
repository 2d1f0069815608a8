import type { Route } from '../http/routes.ts';
import { StartFailure } from '../start-failure.ts';
import { assertMayInvoke } from './functions.ts';
import { assertKnownProperties, type Properties, type Template } from './template.ts';
import { found } from '../found.ts';

/** The HTTP API of the template. */
export type ApiDefinition = {
  id: string;
  domainName: string;
  stage: string;
  /** Requests a second and the burst above it. */
  throttle: { rate: number; burst: number } | undefined;
  routes: Route[];
};

export function apiDefinition(template: Template): ApiDefinition {
  const api = template.one('AWS::ApiGatewayV2::Api');
  assertKnownProperties(api, ['Name', 'Description', 'ProtocolType', 'DisableExecuteApiEndpoint', 'Tags']);
  const stage = template.one('AWS::ApiGatewayV2::Stage');
  const settings = (stage.properties.DefaultRouteSettings ?? {}) as Properties;
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = settings;
  return {
    id: api.ref,
    domainName: new URL(found(api.attributes.ApiEndpoint, 'the address of the API')).host,
    stage: String(stage.properties.StageName),
    throttle: rate === undefined ? undefined : { rate: Number(rate), burst: Number(burst ?? rate) },
    routes: template.all('AWS::ApiGatewayV2::Route').map((route) => {
      assertKnownProperties(route, ['ApiId', 'AuthorizationType', 'RouteKey', 'Target']);
      if ((route.properties.AuthorizationType ?? 'NONE') !== 'NONE') {
        throw new StartFailure(`The local host knows no authorizers (${route.where})`);
      }
      const target = String(route.properties.Target).replace('integrations/', '');
      return {
        routeKey: String(route.properties.RouteKey),
        functionName: integratedFunction(template, target),
      };
    }),
  };
}

function integratedFunction(template: Template, target: string): string {
  const integration = template.named('AWS::ApiGatewayV2::Integration', target);
  const { IntegrationType, PayloadFormatVersion, IntegrationUri } = integration.properties;
  if (IntegrationType !== 'AWS_PROXY' || PayloadFormatVersion !== '2.0') {
    throw new StartFailure(
      `The local host knows AWS_PROXY integrations of payload 2.0 only (${integration.where})`,
    );
  }
  assertMayInvoke(template, String(IntegrationUri), 'apigateway.amazonaws.com', integration.where);
  return template.named('AWS::Lambda::Function', IntegrationUri).ref;
}
