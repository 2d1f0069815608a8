import { Duration, Fn, SecretValue, Validations, type Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
  type AddBehaviorOptions,
  type BehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AccessLevel } from 'aws-cdk-lib/aws-cloudfront';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { apiRequest, pageRequest } from './edge-functions.ts';
import { removalPolicy } from './retention.ts';
import type { StageSettings } from './stages.ts';

export type Edge = {
  site: Bucket;
  distribution: Distribution;
  /** URL of the product, `https://…` without a trailing slash. */
  siteUrl: string;
  /** Value of the header that proves to functions that a request came through CloudFront. */
  originSecret: string;
};

/** The header with the secret. Callers cannot set it, because CloudFront overwrites it. */
const originSecretHeader = 'x-origin-secret';

/** Paths of the API, whose responses are never cached. Everything else is the site. */
export const apiPaths = ['/v1/*', '/hooks/*'];
/**
 * Public forms themselves define which sites can frame them. Their pattern precedes those of the API, because
 * CloudFront uses the first one that matches.
 */
const formPaths = '/v1/forms/*';
/** Links to documents and issues have a secret, so their pages send no address to other sites, and have a policy of their own. */
const documentPaths = '/v1/documents*';
const issuePaths = '/v1/issues*';

/** Tag that the deployment sets on hashed assets of earlier builds. Open tabs can still load them for 30 days. */
export const supersededTag = { key: 'superseded', value: 'true' };

/** The bucket's name, which must be known before deployment, because infra/deploy.ts and infra/destroy.ts use it. */
export function siteBucketName(stage: string, account: string, region: string): string {
  return `cobalt-${stage}-site-${account}-${region}`;
}

/** The distribution that serves the site and the API on one host name. */
export function createEdge(
  stack: Stack,
  settings: StageSettings,
  http: HttpApi,
  filesUrl: string,
  webAclArn?: string,
): Edge {
  const site = createSiteBucket(stack, settings);
  const originSecret = createOriginSecret(stack, settings);
  const headers = createResponseHeaders(stack, settings, filesUrl);
  const toApi = {
    originSecret,
    request: edgeFunction(
      stack,
      'ApiRequest',
      apiRequest,
      'The address of the viewer, and no slash at the end',
    ),
  };
  const api = apiBehavior(http, toApi, headers);
  const publicForms = apiBehavior(http, toApi, createFormHeaders(stack, settings));
  const publicDocuments = apiBehavior(http, toApi, createDocumentHeaders(stack, settings));
  const distribution = new Distribution(stack, 'Edge', {
    comment: `Cobalt CRM (${settings.stage})`,
    defaultBehavior: siteBehavior(stack, site, headers),
    additionalBehaviors: {
      [formPaths]: publicForms,
      [documentPaths]: publicDocuments,
      [issuePaths]: publicDocuments,
      ...Object.fromEntries(apiPaths.map((path) => [path, api])),
    },
    defaultRootObject: 'index.html',
    httpVersion: HttpVersion.HTTP2_AND_3,
    priceClass: PriceClass.PRICE_CLASS_ALL,
    ...(webAclArn !== undefined && { webAclId: webAclArn }),
    ...(settings.domain !== undefined &&
      settings.certificateArn !== undefined && {
        domainNames: [settings.domain],
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(stack, 'Certificate', settings.certificateArn),
      }),
  });
  acknowledgeEdge(distribution, settings);
  const host = settings.domain ?? distribution.distributionDomainName;
  return { site, distribution, siteUrl: `https://${host}`, originSecret };
}

function acknowledgeEdge(distribution: Distribution, settings: StageSettings): void {
  Validations.of(distribution).acknowledge(
    { id: 'AwsSolutions::AwsSolutions-CFR1', reason: 'The product is sold in any country.' },
    {
      id: 'AwsSolutions::AwsSolutions-CFR3',
      reason: 'The older log that the rule looks for holds query strings; infra/edge-log.ts has one without.',
    },
    {
      id: 'Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk',
      reason: 'defaultRootObject is set, and every address without a file name gets index.html.',
    },
  );
  if (!settings.hasFirewall) {
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions::AwsSolutions-CFR2',
      reason: 'A web ACL costs money even if idle (docs/prices.md): it is a setting of the stage.',
    });
  }
  if (settings.domain === undefined) {
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions::AwsSolutions-CFR4',
      reason:
        'CloudFront fixes the oldest TLS version of its own host names; stages with a domain ask for 1.2.',
    });
  }
}

function createSiteBucket(stack: Stack, settings: StageSettings): Bucket {
  const site = new Bucket(stack, 'Site', {
    bucketName: siteBucketName(settings.stage, stack.account, stack.region),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    removalPolicy: removalPolicy(settings),
    lifecycleRules: [
      {
        id: 'superseded-assets',
        tagFilters: { [supersededTag.key]: supersededTag.value },
        expiration: Duration.days(30),
      },
      { id: 'broken-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  });
  Validations.of(site).acknowledge({
    id: 'AwsSolutions::AwsSolutions-S1',
    reason: 'Public files that the edge alone reads, and the edge has its own log.',
  });
  return site;
}

/** A secret that is generated when the stack is created. The template contains only a reference to it. */
function createOriginSecret(stack: Stack, settings: StageSettings): string {
  const secret = new Secret(stack, 'OriginSecret', {
    description: `Cobalt CRM (${settings.stage}): proves to the API that a request came through the edge`,
    generateSecretString: { passwordLength: 40, excludePunctuation: true },
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SMG4',
    reason: 'It opens nothing without a token and is no key of anything; changing it takes a deployment.',
  });
  return SecretValue.secretsManager(secret.secretArn).unsafeUnwrap();
}

const edgeFunction = (stack: Stack, id: string, code: string, comment: string): Function =>
  new Function(stack, id, {
    code: FunctionCode.fromInline(code),
    runtime: FunctionRuntime.JS_2_0,
    comment,
  });

function siteBehavior(stack: Stack, site: Bucket, headers: ResponseHeadersPolicy): BehaviorOptions {
  const pages = edgeFunction(stack, 'PageFallback', pageRequest, 'The page that draws all pages');
  return {
    // If CloudFront may list the bucket, S3 responds to missing files with 404, otherwise with 403.
    origin: S3BucketOrigin.withOriginAccessControl(site as IBucket, {
      originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
    }),
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
    responseHeadersPolicy: headers,
    compress: true,
    functionAssociations: [{ function: pages, eventType: FunctionEventType.VIEWER_REQUEST }],
  };
}

function apiBehavior(
  http: HttpApi,
  { originSecret, request }: { originSecret: string; request: Function },
  headers: ResponseHeadersPolicy,
): BehaviorOptions & AddBehaviorOptions {
  return {
    origin: new HttpOrigin(Fn.select(2, Fn.split('/', http.apiEndpoint)), {
      customHeaders: { [originSecretHeader]: originSecret },
    }),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    // With the viewer's Host header, API Gateway would look for a custom domain.
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    responseHeadersPolicy: headers,
    // CloudFront compresses only cacheable responses, and API responses are never cached: the functions compress them.
    compress: false,
    functionAssociations: [{ function: request, eventType: FunctionEventType.VIEWER_REQUEST }],
  };
}

/**
 * The content security policy without `script-src`. The page declares that directive itself, because the hashes of its
 * scripts change with each build.
 */
export function contentSecurityPolicy(region: string, files: string): string {
  return [
    `connect-src 'self' https://cognito-idp.${region}.amazonaws.com ${files}`,
    `img-src 'self' data: blob: ${files}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const commonHeaders = {
  contentTypeOptions: { override: true },
  referrerPolicy: {
    referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
    override: true,
  },
  strictTransportSecurity: {
    accessControlMaxAge: Duration.days(730),
    includeSubdomains: true,
    override: true,
  },
};

/**
 * Response headers of public forms. They contain no content security policy, because the function sets one for each
 * form's page.
 */
function createFormHeaders(stack: Stack, settings: StageSettings): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(stack, 'FormHeaders', {
    comment: `Cobalt CRM (${settings.stage}): public forms`,
    securityHeadersBehavior: commonHeaders,
    removeHeaders: ['server'],
  });
}

/** Response headers of links to documents, whose function sets the content security policy. */
function createDocumentHeaders(stack: Stack, settings: StageSettings): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(stack, 'DocumentHeaders', {
    comment: `Cobalt CRM (${settings.stage}): links to documents`,
    securityHeadersBehavior: {
      ...commonHeaders,
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [{ header: 'X-Robots-Tag', value: 'noindex, nofollow', override: true }],
    },
    removeHeaders: ['server'],
  });
}

function createResponseHeaders(
  stack: Stack,
  settings: StageSettings,
  filesUrl: string,
): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(stack, 'SecurityHeaders', {
    comment: `Cobalt CRM (${settings.stage})`,
    securityHeadersBehavior: {
      contentSecurityPolicy: {
        contentSecurityPolicy: contentSecurityPolicy(settings.region, filesUrl),
        override: true,
      },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      ...commonHeaders,
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override: true },
        {
          header: 'Permissions-Policy',
          value: 'camera=(), geolocation=(), microphone=(), payment=()',
          override: true,
        },
      ],
    },
    removeHeaders: ['server'],
  });
}
