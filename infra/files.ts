import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { limits } from '#contract/limits.ts';
import { removalPolicy } from './retention.ts';
import type { StageSettings } from './stages.ts';

/** Former versions of files are kept as long as the backups of the table, so that both can be restored together. */
const formerVersionDays = 35;

/** Where functions and browsers access a bucket, always separate from the site's origin. */
export const bucketUrl = (bucket: Bucket): string => `https://${bucket.bucketRegionalDomainName}`;

/** Settings that all buckets with data of organizations share. CloudFormation chooses their names. */
const privateToFunctions = (settings: StageSettings) => ({
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: removalPolicy(settings),
});

const brokenUploads = { id: 'broken-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) };

/**
 * Uploaded files, in the stack of the table, because both hold data that exists nowhere else. Browsers access them only
 * through presigned URLs. Versions bring back what a bug or a person has deleted; only the purge of an organization
 * can delete them, and no function can read them.
 */
export function createFilesBucket(stack: Stack, settings: StageSettings): Bucket {
  const files = new Bucket(stack, 'Files', {
    ...privateToFunctions(settings),
    versioned: true,
    cors: [
      {
        allowedOrigins: [siteOrigins(settings)],
        allowedMethods: [HttpMethods.PUT, HttpMethods.GET, HttpMethods.HEAD],
        allowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
        maxAge: 3_600,
      },
    ],
    lifecycleRules: [
      // Finished uploads have been copied to another folder by then.
      {
        id: 'unfinished',
        prefix: 'uploads/',
        expiration: Duration.days(2),
        noncurrentVersionExpiration: Duration.days(1),
      },
      // Imported files and their rows can contain personal data, and are kept no longer than their imports.
      {
        id: 'imports',
        prefix: 'imports/',
        expiration: Duration.days(limits.importDays + 2),
        noncurrentVersionExpiration: Duration.days(1),
      },
      // Exported files as well.
      {
        id: 'exports',
        prefix: 'exports/',
        expiration: Duration.days(limits.exportDays + 2),
        noncurrentVersionExpiration: Duration.days(1),
      },
      // What scans for duplicates found is ids only, but of no use to anybody later.
      {
        id: 'duplicates',
        prefix: 'duplicates/',
        expiration: Duration.days(limits.duplicateScanDays + 2),
        noncurrentVersionExpiration: Duration.days(1),
      },
      { id: 'former-versions', noncurrentVersionExpiration: Duration.days(formerVersionDays) },
      { id: 'deleted-completely', expiredObjectDeleteMarker: true },
      brokenUploads,
    ],
  });
  acknowledgeNoLog(files);
  return files;
}

/**
 * Origins whose pages can use presigned URLs. Without a domain, the site's host name is known only to the application
 * stack, which depends on this bucket, so pages of all CloudFront hosts are allowed: what protects files is their URL.
 */
const siteOrigins = ({ domain }: StageSettings): string => `https://${domain ?? '*.cloudfront.net'}`;

/**
 * Snapshots of lists. They contain copies of whole records and can be deleted at any time, so the bucket has no
 * versions and belongs to the application stack.
 */
export function createSnapshotsBucket(stack: Stack, settings: StageSettings): Bucket {
  const snapshots = new Bucket(stack, 'Snapshots', {
    ...privateToFunctions(settings),
    lifecycleRules: [
      // Snapshots older than three and a half days are not used.
      { id: 'old-snapshots', expiration: Duration.days(5) },
      brokenUploads,
    ],
  });
  acknowledgeNoLog(snapshots);
  return snapshots;
}

function acknowledgeNoLog(bucket: Bucket): void {
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions::AwsSolutions-S1',
    reason: 'Addresses are given out by the API alone, whose log tells who asked for which.',
  });
}

/**
 * ARNs of all objects of some folders, for permissions of functions in a stack. cdk-nag reports their wildcards with the
 * bucket's ARN as it is written in that stack.
 */
export function foldersOf<Folder extends string>(
  stack: Stack,
  bucket: Bucket,
  ...folders: readonly Folder[]
): Record<Folder, string> {
  const name = nameInFindings(stack, bucket);
  for (const folder of folders) {
    Validations.of(stack).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${name}/${folder}/*]`,
      reason: 'The key of each object is new: a right reaches the folder, in this bucket alone.',
    });
  }
  const arns = folders.map((folder) => [folder, bucket.arnForObjects(`${folder}/*`)]);
  return Object.fromEntries(arns) as Record<Folder, string>;
}

function nameInFindings(stack: Stack, bucket: Bucket): string {
  const owner = Stack.of(bucket);
  if (owner === stack) return `<${stack.getLogicalId(bucket.node.defaultChild as CfnBucket)}.Arn>`;
  const imported = stack.resolve(owner.exportValue(bucket.bucketArn)) as { 'Fn::ImportValue': string };
  return imported['Fn::ImportValue'];
}
