import { siteDomain } from './edge.ts';
import { assertKnownProperties, type Properties, type Template } from './template.ts';
import { found } from '../found.ts';

export type CorsRule = { origins: string[]; methods: string[]; headers: string[]; maxAgeSeconds: number };

/** A bucket that functions and browsers access at its own URL. */
export type BucketDefinition = {
  name: string;
  arn: string;
  /** The bucket's URL on AWS, https://…, replaced by one with a port of this host. */
  url: string;
  cors: CorsRule[];
  /** Expiry rules: key prefix and days. */
  expirations: { prefix: string; days: number }[];
  /** Days after which unfinished uploads in parts are deleted. */
  uploadDays: number;
};

const bucketProperties = [
  'BucketEncryption',
  'BucketName',
  'CorsConfiguration',
  'LifecycleConfiguration',
  'OwnershipControls',
  'PublicAccessBlockConfiguration',
  'Tags',
  // Only the current version of an object is stored: no function may read another one.
  'VersioningConfiguration',
];

/** All buckets except the site's: the host serves the site from a local folder. */
export function bucketDefinitions(template: Template): BucketDefinition[] {
  const site = siteDomain(template);
  const buckets = template.all('AWS::S3::Bucket');
  return buckets
    .filter(({ attributes }) => attributes.RegionalDomainName !== site)
    .map((bucket) => {
      assertKnownProperties(bucket, bucketProperties);
      const { properties, attributes, ref } = bucket;
      const cors =
        (properties.CorsConfiguration as { CorsRules?: Properties[] } | undefined)?.CorsRules ?? [];
      const rules = (properties.LifecycleConfiguration as { Rules?: Properties[] } | undefined)?.Rules ?? [];
      return {
        name: ref,
        arn: found(attributes.Arn, 'the ARN of a bucket'),
        url: `https://${found(attributes.RegionalDomainName, 'the address of a bucket')}`,
        cors: cors.map((rule) => ({
          origins: rule.AllowedOrigins as string[],
          methods: rule.AllowedMethods as string[],
          headers: ((rule.AllowedHeaders ?? []) as string[]).map((name) => name.toLowerCase()),
          maxAgeSeconds: Number(rule.MaxAge ?? 0),
        })),
        expirations: rules.flatMap(({ Prefix, ExpirationInDays, Status }) =>
          Status === 'Enabled' && ExpirationInDays !== undefined
            ? [{ prefix: String(Prefix ?? ''), days: Number(ExpirationInDays) }]
            : [],
        ),
        uploadDays: Math.min(...rules.flatMap(({ AbortIncompleteMultipartUpload: abort }) => daysOf(abort))),
      };
    });
}

const daysOf = (abort: unknown): number[] =>
  abort ? [Number((abort as Properties).DaysAfterInitiation)] : [];
