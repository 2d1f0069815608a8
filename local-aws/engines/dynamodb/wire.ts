import { Agent, request } from 'node:http';
import { errorName, ServiceError } from '../../http/service-error.ts';

export type DynamoCall = (operation: string, input: object) => Promise<Record<string, unknown>>;

const streamOperations = new Set(['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams']);

/**
 * Creates a function that calls a DynamoDB engine on behalf of the host. Input and output are DynamoDB's JSON, such as
 * `{"S": "text"}`, because functions receive stream records in that format. Errors are thrown as ServiceError with the
 * engine's error name.
 */
export function createDynamoCall(url: string, region: string): DynamoCall {
  const agent = new Agent({ keepAlive: true });
  return (operation, input) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(input);
      const call = request(
        url,
        { method: 'POST', agent, headers: headersOf(operation, region, body) },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const answer = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as Record<
              string,
              unknown
            >;
            if (response.statusCode === 200) {
              resolve(answer);
              return;
            }
            const name = errorName(answer);
            reject(
              new ServiceError(name, String(answer.message ?? answer.Message ?? ''), response.statusCode),
            );
          });
        },
      );
      call.on('error', reject);
      call.end(body);
    });
}

function headersOf(operation: string, region: string, body: string) {
  const service = streamOperations.has(operation) ? 'DynamoDBStreams_20120810' : 'DynamoDB_20120810';
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  // Local engines only check the format of the signature.
  const scope = `${date.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  return {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(body),
    'x-amz-target': `${service}.${operation}`,
    'x-amz-date': date,
    authorization: `AWS4-HMAC-SHA256 Credential=host/${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  };
}
