import { Duration, Fn, Validations, type Stack } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { removalPolicy } from './retention.ts';
import type { StageSettings } from './stages.ts';

/**
 * The bucket's name, which must be known before deployment, because CloudFront and the bucket refer to each other's
 * URL.
 */
export function filesBucketName(stage: string, account: string, region: string): string {
  return `cobalt-${stage}-files-${account}-${region}`;
}

/** The origin for uploads and downloads, always separate from the site's. */
export function filesUrl({ settings, stack }: { settings: StageSettings; stack: Stack }): string {
  const name = filesBucketName(settings.stage, stack.account, stack.region);
  return Fn.join('', ['https://', name, '.s3.', stack.region, '.', stack.urlSuffix]);
}

/**
 * Uploaded files. Browsers access them only through presigned URLs. The bucket isn't versioned, so that deleted files
 * are really gone.
 */
export function createFilesBucket(stack: Stack, settings: StageSettings, siteUrl: string): Bucket {
  const files = new Bucket(stack, 'Files', {
    bucketName: filesBucketName(settings.stage, stack.account, stack.region),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: removalPolicy(settings),
    cors: [
      {
        allowedOrigins: [siteUrl],
        allowedMethods: [HttpMethods.PUT, HttpMethods.GET, HttpMethods.HEAD],
        allowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
        maxAge: 3_600,
      },
    ],
    lifecycleRules: [
      // Finished uploads have been copied to another folder by then.
      { id: 'unfinished', prefix: 'uploads/', expiration: Duration.days(2) },
      // Snapshots older than three and a half days are not used.
      { id: 'old-lists', prefix: 'lists/', expiration: Duration.days(5) },
      { id: 'broken-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  });
  Validations.of(files).acknowledge({
    id: 'AwsSolutions::AwsSolutions-S1',
    reason: 'Addresses are given out by the API alone, whose log tells who asked for which.',
  });
  // For permissions on all objects of a folder, cdk-nag reports a wildcard with the bucket's logical id.
  const name = stack.getLogicalId(files.node.defaultChild as CfnBucket);
  for (const folder of ['uploads', 'files', 'pictures', 'lists']) {
    Validations.of(stack).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::<${name}.Arn>/${folder}/*]`,
      reason: 'The key of each object is new: a right reaches the folder, in this bucket alone.',
    });
  }
  return files;
}
