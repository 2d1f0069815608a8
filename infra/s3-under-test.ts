import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { S3Client } from '@aws-sdk/client-s3';

export type S3Answer = { status?: number; body: string };

/** A client of a server that speaks S3's wire protocol. `answer` decides what the server does. */
export async function startS3(answer: (request: IncomingMessage, body: string) => S3Answer) {
  const server = createServer((request, response) => {
    void text(request).then((sent) => {
      const { status = 200, body } = answer(request, sent);
      response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new S3Client({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forcePathStyle: true,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  });
  const stop = async () => {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { client, stop };
}

export const s3Error = (status: number, code: string): S3Answer => ({
  status,
  body: `<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});
