import { assertKnownProperties, type Properties, type ResolvedResource, type Template } from './template.ts';
import { StartFailure } from '../start-failure.ts';

/** How the distribution handles requests of one path pattern. */
export type EdgeBehavior = {
  /** Such as `/v1/*`; undefined for the default behavior. */
  pathPattern: string | undefined;
  leadsTo: 'api' | 'site';
  methods: string[];
  /** Headers that CloudFront adds to origin requests, in lower case. */
  originHeaders: Record<string, string>;
  /** Code of the viewer-request function, if there is one. */
  viewerRequestCode: string | undefined;
  /** Whether CloudFront compresses texts. */
  compresses: boolean;
  responseHeaders: { name: string; value: string }[];
};

export type EdgeDefinition = {
  /** The product's URL in the template, https://…, replaced by the local one. */
  url: string;
  rootObject: string;
  behaviors: EdgeBehavior[];
  fallback: EdgeBehavior;
};

export function edgeDefinition(template: Template): EdgeDefinition {
  const distribution = template.one('AWS::CloudFront::Distribution');
  const config = distribution.properties.DistributionConfig as Properties;
  if (config.CustomErrorResponses) {
    throw new StartFailure(`The local host does not support CloudFront error pages (${distribution.where})`);
  }
  const origins = config.Origins as Properties[];
  const read = (behavior: Properties) => edgeBehavior(template, behavior, origins);
  const [alias] = (config.Aliases ?? []) as string[];
  return {
    url: `https://${alias ?? distribution.attributes.DomainName}`,
    rootObject: String(config.DefaultRootObject ?? ''),
    behaviors: ((config.CacheBehaviors ?? []) as Properties[]).map(read),
    fallback: read(config.DefaultCacheBehavior as Properties),
  };
}

/** The domain of the bucket that the distribution serves by default. */
export function siteDomain(template: Template): unknown {
  const config = template.one('AWS::CloudFront::Distribution').properties.DistributionConfig as Properties;
  const { TargetOriginId } = config.DefaultCacheBehavior as Properties;
  return (config.Origins as Properties[]).find(({ Id }) => Id === TargetOriginId)?.DomainName;
}

function edgeBehavior(template: Template, behavior: Properties, origins: Properties[]): EdgeBehavior {
  const origin = origins.find(({ Id }) => Id === behavior.TargetOriginId) ?? {};
  const added = (origin.OriginCustomHeaders ?? []) as { HeaderName: string; HeaderValue: string }[];
  const policy = behavior.ResponseHeadersPolicyId;
  const policies = template.all('AWS::CloudFront::ResponseHeadersPolicy');
  return {
    pathPattern: behavior.PathPattern as string | undefined,
    leadsTo: origin.S3OriginConfig ? 'site' : 'api',
    methods: (behavior.AllowedMethods ?? ['GET', 'HEAD']) as string[],
    originHeaders: Object.fromEntries(added.map((h) => [h.HeaderName.toLowerCase(), h.HeaderValue])),
    viewerRequestCode: viewerRequestCode(template, behavior),
    compresses: behavior.Compress === true,
    responseHeaders: responseHeaders(policies.find(({ ref }) => ref === policy)),
  };
}

function viewerRequestCode(template: Template, behavior: Properties): string | undefined {
  const associations = (behavior.FunctionAssociations ?? []) as { EventType: string; FunctionARN: string }[];
  const [first, ...others] = associations;
  if (!first) return undefined;
  if (others.length > 0 || first.EventType !== 'viewer-request') {
    throw new StartFailure(
      'The local host supports only one viewer-request function per CloudFront behavior',
    );
  }
  const found = template.all('AWS::CloudFront::Function').find(({ ref }) => ref === first.FunctionARN);
  return String(found?.properties.FunctionCode);
}

function responseHeaders(policy: ResolvedResource | undefined): { name: string; value: string }[] {
  if (!policy) return [];
  const config = policy.properties.ResponseHeadersPolicyConfig as Record<string, Properties>;
  assertKnownProperties({ ...policy, properties: config }, [
    'Comment',
    'CustomHeadersConfig',
    'Name',
    'RemoveHeadersConfig',
    'SecurityHeadersConfig',
  ]);
  const custom = (config.CustomHeadersConfig?.Items ?? []) as { Header: string; Value: string }[];
  return [
    ...securityHeaders((config.SecurityHeadersConfig ?? {}) as Record<string, Properties>),
    ...custom.map(({ Header, Value }) => ({ name: Header.toLowerCase(), value: Value })),
  ];
}

function securityHeaders(config: Record<string, Properties>): { name: string; value: string }[] {
  const transport = config.StrictTransportSecurity;
  const values: Record<string, unknown> = {
    'content-security-policy': config.ContentSecurityPolicy?.ContentSecurityPolicy,
    'x-content-type-options': config.ContentTypeOptions && 'nosniff',
    'x-frame-options': config.FrameOptions?.FrameOption,
    'referrer-policy': config.ReferrerPolicy?.ReferrerPolicy,
    'strict-transport-security':
      transport &&
      `max-age=${String(transport.AccessControlMaxAgeSec)}${transport.IncludeSubdomains ? '; includeSubDomains' : ''}`,
  };
  return Object.entries(values).flatMap(([name, value]) => (value ? [{ name, value: String(value) }] : []));
}
