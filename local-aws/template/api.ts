import type { Route } from '../http/routes.ts';
import { StartFailure } from '../start-failure.ts';
import { mayInvoke, mayRoleInvoke } from './functions.ts';
import { assertKnownProperties, type Properties, type ResolvedResource, type Template } from './template.ts';
import { found } from '../found.ts';

/** The template's HTTP API. */
export type ApiDefinition = {
  id: string;
  domainName: string;
  stage: string;
  /** `rate` in requests per second; undefined if the stage has no limit. */
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
    routes: template
      .all('AWS::ApiGatewayV2::Route')
      .map((route) => routeDefinition(template, route, `${api.ref}/${String(stage.properties.StageName)}`)),
  };
}

function routeDefinition(template: Template, route: ResolvedResource, apiStage: string): Route {
  assertKnownProperties(route, ['ApiId', 'AuthorizationType', 'RouteKey', 'Target']);
  if ((route.properties.AuthorizationType ?? 'NONE') !== 'NONE') {
    throw new StartFailure(`The local host does not support authorizers (${route.where})`);
  }
  const target = String(route.properties.Target).replace('integrations/', '');
  const routeKey = String(route.properties.RouteKey);
  const { ref, functionArn, roleArn } = integratedFunction(template, target);
  const { region, accountId } = template.place;
  // The route `ANY /v1/me` invokes the function with a source ARN that ends in `<stage>/ANY/v1/me`, and the default
  // route with one that ends in `<stage>/$default`.
  const sourceArn = `arn:aws:execute-api:${region}:${accountId}:${apiStage}/${routeKey.replace(' ', '')}`;
  return {
    routeKey,
    functionName: ref,
    isPermitted: roleArn
      ? mayRoleInvoke(template, roleArn, functionArn)
      : mayInvoke(template, functionArn, 'apigateway.amazonaws.com', sourceArn),
  };
}

interface IntegratedFunction {
  ref: string;
  functionArn: string;
  /** The role with which the API invokes the function. Without one, the function needs a permission for the API. */
  roleArn: string | undefined;
}

function integratedFunction(template: Template, target: string): IntegratedFunction {
  const integration = template.named('AWS::ApiGatewayV2::Integration', target);
  const { IntegrationType, PayloadFormatVersion, IntegrationUri, CredentialsArn } = integration.properties;
  if (IntegrationType !== 'AWS_PROXY' || PayloadFormatVersion !== '2.0') {
    throw new StartFailure(
      `The local host knows AWS_PROXY integrations of payload 2.0 only (${integration.where})`,
    );
  }
  const { ref } = template.named('AWS::Lambda::Function', IntegrationUri);
  const roleArn = CredentialsArn === undefined ? undefined : String(CredentialsArn);
  return { ref, functionArn: String(IntegrationUri), roleArn };
}
