import type { DatabaseSync } from 'node:sqlite';
import type { DataFolder } from '../../data-folder.ts';
import { close, createHttpServer, listen } from '../../http/listen.ts';
import type { Operator } from '../../iam/principals.ts';
import type { Access } from '../../iam/access.ts';
import type { BucketDefinition } from '../../template/buckets.ts';
import { matchesOrigin } from './cors.ts';
import { createMultipartUploads } from './multipart-uploads.ts';
import { createObjectStore } from './object-store.ts';
import { createS3 } from './s3.ts';

export type Buckets = {
  /** URLs of the buckets on AWS, mapped to local ones. */
  addresses: Record<string, string>;
  stop(): Promise<void>;
};

export type BucketsOptions = {
  buckets: readonly BucketDefinition[];
  data: DataFolder;
  database: DatabaseSync;
  region: string;
  access: Access;
  operator: Operator;
  /** The site's URL in the template and on this host. */
  site: { url: string; here: string };
};

const sweepEveryMs = 3_600_000;
const dayMs = 86_400_000;

/** Starts a listener for each bucket on its own port, so that browsers isolate buckets by origin, as on AWS. */
export async function startBuckets(options: BucketsOptions): Promise<Buckets> {
  const { buckets, data, database, region, access, operator } = options;
  const secretOf = (id: string) =>
    id === operator.accessKeyId ? operator.secretAccessKey : access.principalOf(id)?.secretAccessKey;
  const refusal = (id: string, action: string, resource: string) => {
    if (id === operator.accessKeyId) return undefined;
    const principal = access.principalOf(id);
    return principal ? access.refusal(principal, action, resource) : 'The key is not known';
  };
  const started = await Promise.all(
    buckets.map(async (definition) => {
      const store = createObjectStore(database, definition.name, data.file(`objects-${definition.name}`));
      const uploads = createMultipartUploads(
        database,
        definition.name,
        data.file(`uploads-${definition.name}`),
      );
      const http = createHttpServer();
      const port = await listen(http.server, 0);
      const bucket = {
        ...definition,
        cors: definition.cors.map((rule) => ({ ...rule, origins: originsHere(rule.origins, options) })),
      };
      http.answerWith(createS3({ bucket, store, uploads, region, secretOf, refusal }));
      const sweep = async () => {
        for (const { prefix, days } of definition.expirations)
          await store.expire(prefix, Date.now() - days * dayMs);
        await uploads.expire(Date.now() - definition.uploadDays * dayMs);
      };
      await sweep();
      const timer = setInterval(() => void sweep(), sweepEveryMs).unref();
      return { definition, http, timer, address: `http://127.0.0.1:${port}` };
    }),
  );
  return {
    addresses: Object.fromEntries(started.map(({ definition, address }) => [definition.url, address])),
    async stop() {
      for (const { http, timer } of started) {
        clearInterval(timer);
        await close(http.server);
      }
    },
  };
}

/** Allowed origins as they are on this host, where the site has two names. */
function originsHere(origins: readonly string[], { site }: BucketsOptions): string[] {
  const here = [site.here, site.here.replace('127.0.0.1', 'localhost')];
  return origins.flatMap((origin) => (matchesOrigin(origin, site.url) ? here : [origin]));
}
