import { execFile } from 'node:child_process';
import { projectRoot } from '#infra/functions.ts';

/** The part of `npm audit --json` that is shown. */
interface Audit {
  vulnerabilities?: Record<
    string,
    { severity: string; range: string; fixAvailable: unknown; via: unknown[] }
  >;
  message?: string;
}

const audit = await new Promise<string>((resolve) => {
  // npm ends with an error if there are faults, or if the registry doesn't answer.
  execFile(
    'npm',
    ['audit', '--omit=dev', '--json'],
    { cwd: projectRoot, maxBuffer: 64 * 1024 ** 2 },
    (_error, output) => resolve(output),
  );
});

for (const line of linesOf(audit)) console.log(line);

/** A line for each known fault of the dependencies that the product needs, the worst first. */
function linesOf(text: string): string[] {
  const { vulnerabilities, message } = parsed(text);
  if (!vulnerabilities) return [`Known faults of dependencies couldn’t be read: ${message ?? 'no answer'}`];
  const found = Object.entries(vulnerabilities).sort(
    ([, a], [, b]) => rankOf(a.severity) - rankOf(b.severity),
  );
  if (found.length === 0) return ['The dependencies that the product needs have no known faults.'];
  return found.map(([name, { severity, range, fixAvailable, via }]) => {
    const titles = via.flatMap((cause) => (cause as { title?: string }).title ?? []);
    const remedy = fixAvailable === false ? 'no mended version yet' : 'a mended version exists';
    return `${severity}: ${name} ${range} (${[...titles, remedy].join('; ')})`;
  });
}

const rankOf = (severity: string): number =>
  ['critical', 'high', 'moderate', 'low', 'info'].indexOf(severity);

function parsed(text: string): Audit {
  try {
    return JSON.parse(text) as Audit;
  } catch {
    return {};
  }
}
