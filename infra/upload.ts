import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectTaggingCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { supersededTag } from './web.ts';

export type SiteUpload = {
  client: S3Client;
  bucket: string;
  /** The built site. */
  folder: string;
  /** Content of /config.json. */
  config: Record<string, string>;
};

/** Names of files under this prefix contain a content hash, so these files never change. */
const hashedFolder = '_app/immutable/';

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * Uploads a build of the site: hashed files first, then files that refer to them, and index.html last, so that no page
 * requests a missing file. Hashed files of earlier builds are tagged, and a lifecycle rule (in web.ts) deletes them
 * after 30 days; other obsolete files are deleted immediately. Returns the number of uploads.
 */
export async function uploadSite({ client, bucket, folder, config }: SiteUpload): Promise<number> {
  const files = new Map<string, Buffer>();
  for (const name of await filesBelow(folder)) files.set(name, await readFile(path.join(folder, name)));
  files.set('config.json', Buffer.from(JSON.stringify(config, null, 2)));
  for (const rank of uploadRanks) {
    const names = [...files.keys()].filter(rank);
    await Promise.all(names.map((name) => put(client, bucket, name, files.get(name) ?? Buffer.alloc(0))));
  }

  const gone = (await listKeys(client, bucket)).filter((key) => !files.has(key));
  for (const key of gone.filter(isHashed)) await markSuperseded(client, bucket, key);
  await deleteKeys(
    client,
    bucket,
    gone.filter((key) => !isHashed(key)),
  );
  return files.size;
}

function isHashed(name: string): boolean {
  return name.startsWith(hashedFolder);
}

const uploadRanks: ((name: string) => boolean)[] = [
  isHashed,
  (name) => !isHashed(name) && name !== 'index.html',
  (name) => name === 'index.html',
];

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}

async function put(client: S3Client, bucket: string, key: string, body: Buffer): Promise<void> {
  await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ...headersOf(key),
    }),
  );
}

function headersOf(key: string): { ContentType: string; CacheControl: string } {
  return {
    ContentType: contentTypes[path.extname(key)] ?? 'application/octet-stream',
    // With no-cache, browsers check whether their copy is current before they use it, and CloudFront does so at most
    // once a second.
    CacheControl: isHashed(key) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}

async function listKeys(client: S3Client, bucket: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket })) {
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
  }
  return keys;
}

/**
 * Copies the object onto itself with the tag, because the lifecycle rule counts from an object's creation rather than
 * from tagging. S3 refuses such a copy if it changes only tags, so the headers are replaced too.
 */
async function markSuperseded(client: S3Client, bucket: string, key: string): Promise<void> {
  const { TagSet } = await client.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key }));
  if (TagSet?.some(({ Key }) => Key === supersededTag.key)) return;
  await client.send(
    new CopyObjectCommand({
      Bucket: bucket,
      Key: key,
      CopySource: `${bucket}/${encodeURI(key)}`,
      Tagging: `${supersededTag.key}=${supersededTag.value}`,
      TaggingDirective: 'REPLACE',
      MetadataDirective: 'REPLACE',
      ...headersOf(key),
    }),
  );
}

/** S3 deletes at most a thousand objects per call. */
async function deleteKeys(client: S3Client, bucket: string, keys: readonly string[]): Promise<void> {
  for (let start = 0; start < keys.length; start += 1000) {
    const Objects = keys.slice(start, start + 1000).map((Key) => ({ Key }));
    await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }));
  }
}
