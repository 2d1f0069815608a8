import path from 'node:path';
import { parseArgs } from 'node:util';
import { StartFailure } from 'local-aws/start-failure.ts';

/** Command line options of `npm start`. */
export type StartOptions = {
  /** 0 selects any free port. */
  port: number;
  dataFolder: string;
  isFresh: boolean;
  hasDemo: boolean;
  hasSite: boolean;
  dynamodbUrl: string | undefined;
  hasFaults: boolean;
  /** Whether to print a line for each request of the API. */
  hasLog: boolean;
  /** Whether to reload functions whose code changes. */
  isWatching: boolean;
  /** Where Stripe is called instead of its own address. */
  stripeUrl: string | undefined;
  /**
   * Whether to print the host's information (`HostInfo`) as one line of JSON, and to stop when standard input closes.
   */
  isJson: boolean;
  stage: string;
};

export const usage = `npm start -- [options]
  --port N         port to listen on, 0 for any free one (default 3000)
  --data FOLDER    where data is kept (default .cobalt)
  --fresh          begin with an empty data folder
  --no-demo        without the demo organization
  --no-site        without building the site
  --dynamodb URL   use this DynamoDB endpoint and start no engine
  --stripe URL     call this address instead of https://api.stripe.com
  --faults         inject conflicts, throttles, stale reads and repeated events, as on AWS
  --log            print a line for each request of the API
  --watch          reload functions when their code changes
  --json           say where it runs as one line of JSON, end when the standard input closes
  --stage NAME     run this stage's template (default local)`;

export function readOptions(argv: string[]): StartOptions | 'help' {
  const values = parse(argv);
  if (values.help) return 'help';
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartFailure(`--port ${values.port} is not a port number`);
  }
  if (values.dynamodb !== undefined && !URL.canParse(values.dynamodb)) {
    throw new StartFailure(`--dynamodb ${values.dynamodb} is not a URL`);
  }
  if (values.stripe !== undefined && !URL.canParse(values.stripe)) {
    throw new StartFailure(`--stripe ${values.stripe} is not a URL`);
  }
  return {
    port,
    dataFolder: path.resolve(values.data),
    isFresh: values.fresh,
    hasDemo: !values['no-demo'],
    hasSite: !values['no-site'],
    dynamodbUrl: values.dynamodb,
    hasFaults: values.faults,
    hasLog: values.log,
    isWatching: values.watch,
    stripeUrl: values.stripe,
    isJson: values.json,
    stage: values.stage,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '3000' },
        data: { type: 'string', default: '.cobalt' },
        fresh: { type: 'boolean', default: false },
        'no-demo': { type: 'boolean', default: false },
        'no-site': { type: 'boolean', default: false },
        dynamodb: { type: 'string' },
        faults: { type: 'boolean', default: false },
        log: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
        stripe: { type: 'string' },
        json: { type: 'boolean', default: false },
        stage: { type: 'string', default: 'local' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new StartFailure(`${(error as Error).message.split('. ')[0]}. See npm start -- --help`);
  }
}
