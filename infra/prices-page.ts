import { format } from 'oxfmt';
import { dollarsOf, idleCostsOf } from './prices.ts';
import type { Synthesized } from './synthesized.ts';
import { unitPrices } from './unit-prices.ts';

/** For tests only: the page docs/prices.md. */

const row = (...cells: (string | number)[]): string => `| ${cells.join(' | ')} |`;
const cents = (dollars: number): string => dollars.toFixed(2);

/** Seconds of a request in a function of 1 GB, bytes of its log lines, and KB of its response: estimates. */
const request = { seconds: 0.1, logBytes: 1_500, responseKb: 10 };

export async function pricesPage(stages: readonly Synthesized[], file: string): Promise<string> {
  const costs = stages.map(idleCostsOf);
  const names = [
    ...new Set(costs.flatMap((lines) => lines.map(({ price, name }) => `${price.service}: ${name}`))),
  ];
  const cell = (lines: (typeof costs)[number], name: string) => {
    const line = lines.find((candidate) => `${candidate.price.service}: ${candidate.name}` === name);
    return line ? cents(dollarsOf(line)) : '0.00';
  };
  const totals = costs.map((lines) => cents(lines.reduce((sum, line) => sum + dollarsOf(line), 0)));
  const text = `# Prices

What a stage costs on AWS. \`npm run prices\` writes this page from the templates of each stage and the unit prices in \`infra/unit-prices.ts\`; a test fails if it is not current or if a resource has no price. All prices are US dollars in us-east-1 without AWS's free tiers, which are per account. Other regions have other prices, most of them higher; [AWS’s calculator](https://calculator.aws) has them. \`${stages.at(-1)?.settings.stage}\` stands for a customer's own stage with domain, mail and alarm e-mail.

## Idle, per month

The costs of a stage without users and data.

${row('', ...stages.map(({ settings }) => settings.stage))}
${row('---', ...stages.map(() => '---:'))}
${names.map((name) => row(name, ...costs.map((lines) => cell(lines, name)))).join('\n')}
${row('**Total**', ...totals.map((total) => `**${total}**`))}

Assumed: Lambda polls each queue with five connections of 20 seconds; a scheduled run takes 200 ms, writes 1 KB of logs, and is always traced where tracing is on.

## Used, per 1,000 API requests

${row('', 'dollars')}
${row('---', '---:')}
${requestCosts()
  .map(([name, dollars]) => row(name, dollars.toFixed(4)))
  .join('\n')}

Assumed: 100 ms in a function with 1 GB, 1.5 KB of logs and a response of 10 KB. Lambda traces one request a second and a twentieth of the others, so a small stage has a trace of nearly each. [access-patterns.md](access-patterns.md) has the read and write units of every operation.

## Unit prices

${row('service', 'unit', 'dollars')}
${row('---', '---', '---:')}
${Object.values(unitPrices)
  .map(({ service, unit, dollars }) => row(service, unit, dollars))
  .join('\n')}
`;
  return (await format(file, text)).code;
}

function requestCosts(): [string, number][] {
  const thousandth = 1 / 1_000;
  return [
    [
      'CloudFront: request and function',
      (unitPrices.edgeMillion.dollars + unitPrices.edgeFunctionMillion.dollars) * thousandth,
    ],
    ['CloudFront: transfer', (request.responseKb / 1_000) * unitPrices.transferGb.dollars],
    ['API Gateway', unitPrices.apiMillion.dollars * thousandth],
    [
      'Lambda',
      unitPrices.invocationMillion.dollars * thousandth +
        1_000 * request.seconds * unitPrices.gbSecond.dollars,
    ],
    ['CloudWatch: logs', (request.logBytes / 1e6) * unitPrices.logGb.dollars],
    ['WAF, where there is a firewall', unitPrices.inspectedMillion.dollars * thousandth],
    [
      'X-Ray, where there is tracing, if each request is traced',
      unitPrices.traceMillion.dollars * thousandth,
    ],
    ['DynamoDB: 10 units read per request', 10 * unitPrices.readMillion.dollars * thousandth],
    ['DynamoDB: 10 units written per request', 10 * unitPrices.writeMillion.dollars * thousandth],
  ];
}
