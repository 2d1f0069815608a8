import { expect, test } from 'vitest';
import { at, bucketNamed, listAt, synthesized, type Synthesized } from './synthesized.ts';

const prod = await synthesized('prod');
const withDomain = {
  domain: 'crm.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/a',
};

test('the files bucket keeps former versions for 35 days, and unfinished uploads for days only', () => {
  const { properties } = bucketNamed(prod, 'Files');
  expect(at(properties, 'VersioningConfiguration/Status')).toBe('Enabled');
  expect(listAt(properties, 'LifecycleConfiguration/Rules')).toMatchObject([
    { Prefix: 'uploads/', ExpirationInDays: 2, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
    { Prefix: 'imports/', ExpirationInDays: 32, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
    { Prefix: 'exports/', ExpirationInDays: 9, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
    { Prefix: 'duplicates/', ExpirationInDays: 9, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
    { NoncurrentVersionExpiration: { NoncurrentDays: 35 } },
    { ExpiredObjectDeleteMarker: true },
    { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
  ]);
});

test('snapshots of lists have no versions and are deleted after five days', () => {
  const { stack, properties } = bucketNamed(prod, 'Snapshots');
  expect(stack).toBe('App');
  expect(at(properties, 'VersioningConfiguration')).toBeUndefined();
  expect(listAt(properties, 'LifecycleConfiguration/Rules')).toContainEqual(
    expect.objectContaining({ ExpirationInDays: 5 }),
  );
});

test('the files bucket is in the data stack, and no later setting of the stage replaces it', async () => {
  const other = await synthesized('prod', { overrides: withDomain });
  for (const templates of [prod, other]) {
    // Another logical id or another name would be another, empty bucket.
    expect(bucketNamed(templates, 'Files')).toMatchObject({ id: 'Files8E6940B8', stack: 'Data' });
    expect(bucketNamed(templates, 'Files').properties.BucketName).toBeUndefined();
  }
});

test('the files bucket accepts only pages of the stage’s domain, or of CloudFront if it has none', async () => {
  const origins = (templates: Synthesized) =>
    listAt(bucketNamed(templates, 'Files').properties, 'CorsConfiguration/CorsRules').flatMap((rule) =>
      listAt(rule, 'AllowedOrigins'),
    );
  expect(origins(prod)).toEqual(['https://*.cloudfront.net']);
  expect(origins(await synthesized('prod', { overrides: withDomain }))).toEqual(['https://crm.example.com']);
});
