import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

type Handler = (event: unknown, context: unknown) => Promise<APIGatewayProxyStructuredResultV2>;

// Serves the Lambda handler of plain record types over HTTP and prints the URL. The handler is that of the project in
// the working directory. The process ends when its standard input ends.
const { handler } = (await import(path.resolve('functions/records/handler.ts'))) as { handler: Handler };

const server = createServer((request, response) => {
  void (async () => {
    const [rawPath = '', rawQueryString = ''] = (request.url ?? '').split('?');
    const body = await text(request);
    const event = {
      rawPath,
      rawQueryString,
      headers: request.headers,
      requestContext: { requestId: 'test', http: { method: request.method } },
      ...(body === '' ? {} : { body }),
    };
    const answer = await handler(event, {});
    response.writeHead(answer.statusCode ?? 500, answer.headers as Record<string, string>);
    response.end(answer.body);
  })();
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
process.stdin.resume().on('end', () => process.exit());
