import {
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  ListObjectVersionsCommand,
  NoSuchBucket,
  paginateListBuckets,
  type ObjectIdentifier,
  type S3Client,
} from '@aws-sdk/client-s3';

/**
 * Names of a stack's buckets whose name CloudFormation has chosen. CloudFormation's own tag tells the stack, because
 * names of several stacks can start the same way.
 */
export async function bucketsOf(client: S3Client, stackName: string): Promise<string[]> {
  const names: string[] = [];
  const query = { Prefix: `${stackName.toLowerCase()}-`, BucketRegion: await client.config.region() };
  for await (const page of paginateListBuckets({ client }, query)) {
    for (const { Name = '' } of page.Buckets ?? []) if (await isOf(client, Name, stackName)) names.push(Name);
  }
  return names;
}

async function isOf(client: S3Client, bucket: string, stackName: string): Promise<boolean> {
  try {
    const { TagSet = [] } = await client.send(new GetBucketTaggingCommand({ Bucket: bucket }));
    return TagSet.some(({ Key, Value }) => Key === 'aws:cloudformation:stack-name' && Value === stackName);
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchTagSet') return false;
    throw error;
  }
}

/** Deletes all objects with all their versions. A missing bucket counts as empty. */
export async function emptyBucket(client: S3Client, bucket: string): Promise<void> {
  try {
    // A page has at most as many versions as one call can delete. What is left is listed from the start again.
    for (;;) {
      const found = await client.send(new ListObjectVersionsCommand({ Bucket: bucket }));
      const versions = [...(found.Versions ?? []), ...(found.DeleteMarkers ?? [])];
      if (versions.length === 0) return;
      const Objects = versions.map(({ Key, VersionId }): ObjectIdentifier => ({ Key, VersionId }));
      const { Errors = [] } = await client.send(
        new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
      );
      if (Errors[0]) throw new Error(`${bucket}: ${Errors[0].Key} was not deleted: ${Errors[0].Code}`);
    }
  } catch (error) {
    if (!(error instanceof NoSuchBucket)) throw error;
  }
}
