import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient, GetItemCommand, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { build } from 'esbuild';
import { trimming } from '#infra/bundle.ts';
import { projectRoot } from '#infra/functions.ts';
import { startTable } from '../../tests/faults/table-under-test.ts';
import { median, plain, type Figure } from '../figure.ts';
import { costsOf, ratioOf, type Cost, type Send } from '../rate.ts';
import { importTime } from './bundles.ts';

const connections = 4;
/** Rounds are short, so that load on the machine affects all variants alike. */
const rounds = 150;
const roundMs = 100;
const key = { pk: 'ORG#one', sk: 'record' };

/**
 * Measures what each change in shared/data/sdk saves: compares the product's client with one whose calls the SDK makes,
 * and that one with clients that also lack another change. All read a record of one kilobyte from the same engine in
 * alternating rounds. CPU time is that of the process in which the clients run.
 */
export async function measureSdk(): Promise<Figure[]> {
  const table = await startTable();
  const sdk = await import('#data/sdk/client.ts');
  const data = JSON.stringify({ text: 'x'.repeat(1_000) });
  const item = { ...key, kind: 'record', type: 'contact', version: 3, data };
  await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  const read = (client: DynamoDBClient): Send => {
    const input = () => ({ TableName: table.name, ...sdk.onWire({ Key: key }), ConsistentRead: true });
    return async () => unmarshall((await client.send(new GetItemCommand(input()))).Item ?? {});
  };
  const made = (changes: DynamoDBClientConfig, removed: readonly string[] = sdk.reportingMiddleware) => {
    const client = new DynamoDBClient({ ...sdk.settings, ...changes });
    for (const name of removed) client.middlewareStack.remove(name);
    return client;
  };
  const documents = DynamoDBDocumentClient.from(made({ cacheMiddleware: false }));
  const input = () => new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true });
  const costs = await costsOf(
    {
      product: read(sdk.client),
      bySdk: read(made({})),
      'anything, another time': read(made({})),
      'the request handler': read(made({ requestHandler: {} })),
      'cached middleware': read(made({ cacheMiddleware: false })),
      'cached middleware and own marshalling': () => documents.send(input()),
      ...Object.fromEntries(
        sdk.reportingMiddleware.map((kept) => [
          `removing ${kept}`,
          read(
            made(
              {},
              sdk.reportingMiddleware.filter((name) => name !== kept),
            ),
          ),
        ]),
      ),
      'all of them': read(new DynamoDBClient({})),
    },
    connections,
    rounds,
    roundMs,
  );
  await table.stop();
  const { product, bySdk, ...others } = costs;
  const microseconds = product.map(({ cpu }) => cpu * 1_000);
  return [
    plain('sdk', 'GetItem by the product’s client: CPU time', median(microseconds), 'µs'),
    ...ratios('without direct calls', bySdk, product),
    ...Object.entries(others).flatMap(([name, without]) => ratios(`and without ${name}`, without, bySdk)),
    ...(await measureSigning()),
  ];
}

const ratios = (what: string, without: readonly Cost[], product: readonly Cost[]): Figure[] => [
  plain('sdk', `${what}: CPU time`, ratioOf(of(without, 'cpu'), of(product, 'cpu')), '×'),
  plain('sdk', `${what}: requests`, ratioOf(of(without, 'rate'), of(product, 'rate')), '×'),
];

const of = (costs: readonly Cost[], name: keyof Cost): number[] => costs.map((cost) => cost[name]);

const calls = ['CopyObject', 'DeleteObject', 'GetObject', 'HeadObject', 'PutObject'];
const bundled = {
  'table client': '',
  'table client and own calls of S3': `export * from './shared/data/files/object-store.ts';`,
  'table client and S3 client': `export { S3Client, ${calls.map((name) => `${name}Command`).join(', ')} } from '@aws-sdk/client-s3';`,
};

/**
 * Compares the size and import time of three bundles: the table client alone, with the product's own S3 calls, and with
 * the SDK's S3 client. The last one doesn't include the SDK's request presigner.
 */
async function measureSigning(): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-signing-'));
  const bundles = Object.entries(bundled).map(([name, source], index) => ({
    name,
    source: `export * from './shared/data/sdk/client.ts';${source}`,
    file: path.join(folder, `${index}.mjs`),
    times: [] as number[],
    kilobytes: 0,
  }));
  for (const bundle of bundles) {
    const { metafile } = await build({
      stdin: { contents: bundle.source, resolveDir: projectRoot, loader: 'ts' },
      outfile: bundle.file,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      mainFields: ['module', 'main'],
      ...trimming,
      minify: true,
      metafile: true,
      banner: {
        js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);",
      },
    });
    bundle.kilobytes = Object.values(metafile.outputs)[0]!.bytes / 1024;
  }
  for (let round = 0; round < 9; round += 1)
    for (const { file, times } of bundles) times.push(importTime(file));
  rmSync(folder, { recursive: true });
  return bundles.flatMap(({ name, kilobytes, times }) => [
    plain('sdk', `${name}: bundle`, kilobytes, 'KB'),
    plain('sdk', `${name}: import`, median(times), 'ms'),
  ]);
}
