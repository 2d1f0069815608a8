import type { Route } from '../http/routes.ts';
import { StartFailure } from '../start-failure.ts';
import { mayInvoke, mayRoleInvoke } from './functions.ts';
import { assertKnownProperties, type Properties, type Template } from './template.ts';
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

/** The part of an OpenAPI document that API Gateway turns into routes and integrations. */
type ApiDocument = {
  openapi: string;
  info: Properties;
  paths: Record<string, Record<string, Properties>>;
  components: Record<string, Record<string, Properties>>;
};

/** Reads the API, whose routes and integrations are in its OpenAPI document. */
export function apiDefinition(template: Template): ApiDefinition {
  const api = template.one('AWS::ApiGatewayV2::Api');
  assertKnownProperties(api, ['Body', 'DisableExecuteApiEndpoint', 'FailOnWarnings', 'Tags']);
  const stage = template.one('AWS::ApiGatewayV2::Stage');
  const settings = (stage.properties.DefaultRouteSettings ?? {}) as Properties;
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = settings;
  const document = found(api.properties.Body, 'the document of the API') as ApiDocument;
  assertKnown(document, ['openapi', 'info', 'paths', 'components'], 'the document of the API');
  const apiStage = `${api.ref}/${String(stage.properties.StageName)}`;
  return {
    id: api.ref,
    domainName: new URL(found(api.attributes.ApiEndpoint, 'the address of the API')).host,
    stage: String(stage.properties.StageName),
    throttle: rate === undefined ? undefined : { rate: Number(rate), burst: Number(burst ?? rate) },
    routes: Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) =>
        routeDefinition(template, document, {
          routeKey: routeKeyOf(path, method, operation),
          operation,
          apiStage,
        }),
      ),
    ),
  };
}

/** How extensions of API Gateway begin. */
const extension = 'x-amazon-apigateway';
const methods = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

function routeKeyOf(path: string, method: string, { isDefaultRoute = false }: Properties): string {
  if (isDefaultRoute !== (path === '/$default'))
    throw new StartFailure(`${path}: /$default, and no other path, has isDefaultRoute`);
  if (isDefaultRoute) return '$default';
  if (method === `${extension}-any-method`) return `ANY ${path}`;
  if (!methods.includes(method)) throw new StartFailure(`${path} has the unknown method ${method}`);
  return `${method.toUpperCase()} ${path}`;
}

function routeDefinition(
  template: Template,
  document: ApiDocument,
  { routeKey, operation, apiStage }: { routeKey: string; operation: Properties; apiStage: string },
): Route {
  // Parameters and responses describe, and change nothing.
  const described = ['parameters', 'responses'];
  assertKnown(operation, ['isDefaultRoute', `${extension}-integration`, ...described], routeKey);
  const { ref, functionArn, roleArn } = integratedFunction(template, document, operation, routeKey);
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

function integratedFunction(
  template: Template,
  { components }: ApiDocument,
  operation: Properties,
  where: string,
): IntegratedFunction {
  const { $ref } = operation[`${extension}-integration`] as { $ref: string };
  const name = /^#\/components\/x-amazon-apigateway-integrations\/([\w.-]+)$/.exec($ref)?.[1] ?? '';
  const integration = found(components[`${extension}-integrations`]?.[name], `the integration of ${where}`);
  const known = ['type', 'httpMethod', 'uri', 'payloadFormatVersion', 'connectionType', 'credentials'];
  assertKnown(integration, known, `the integration ${name}`);
  const { type, httpMethod, payloadFormatVersion, uri, connectionType, credentials } = integration;
  const isInvocation = type === 'AWS_PROXY' && httpMethod === 'POST' && connectionType === 'INTERNET';
  if (!isInvocation || payloadFormatVersion !== '2.0')
    throw new StartFailure(`The local host knows AWS_PROXY integrations of payload 2.0 only (${name})`);
  const { ref } = template.named('AWS::Lambda::Function', uri);
  return {
    ref,
    functionArn: String(uri),
    roleArn: credentials === undefined ? undefined : String(credentials),
  };
}

/** Fails the start if a part of the document has a property that is not in `known`, so that none is overlooked. */
function assertKnown(part: object, known: readonly string[], where: string): void {
  const unknown = Object.keys(part).find((name) => !known.includes(name));
  if (unknown) throw new StartFailure(`The local host does not support ${unknown} in ${where}`);
}
