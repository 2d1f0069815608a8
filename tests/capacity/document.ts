import path from 'node:path';
import type { Measured } from './measured-host.ts';
import type { MeasuredPattern, Measurement } from './measure-patterns.ts';
import { leftOut } from './patterns.ts';

export const documentFile = path.join(import.meta.dirname, '../../docs/access-patterns.md');

const begin = '<!-- measured: npm run bench -- --only P3 --write-patterns -->';
const end = '<!-- end of what is measured -->';

/** Replaces the measured part of the document and keeps the handwritten text around it. */
export function withMeasured(document: string, measurement: Measurement): string {
  const [before, rest] = document.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`${documentFile} has no measured part`);
  return `${before}${begin}\n\n${measuredPart(measurement)}\n${end}${after}`;
}

function measuredPart({ sizes, patterns }: Measurement): string {
  const shown = Object.entries(sizes).filter(([, bytes]) => bytes !== 500);
  return [
    '| Operation | Served by | Class | Calls | Rounds | RRU | WRU | then RRU | then WRU | Calculated from |',
    '| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
    ...patterns.map(rowOf),
    '',
    ...Object.entries(leftOut).map(([operation, why]) => `\`${operation}\` ${why}.`),
    '',
    '| Item | KB |',
    '| --- | ---: |',
    ...shown.map(([name, bytes]) => `| ${name} | ${Number((bytes / 1024).toPrecision(2))} |`),
    '',
  ].join('\n');
}

function rowOf({ pattern, trips, request, then }: MeasuredPattern): string {
  const { operation, what, by, reads, writes = [], thenReads = [], thenWrites = [], thenVaries } = pattern;
  const { variesByDay, goal } = pattern;
  const parts = [...reads, ...writes];
  const following = [...thenReads, ...thenWrites];
  const cells = [
    `\`${operation}\`${what ? `, ${what}` : ''}`,
    by,
    pattern.class,
    String(trips.calls),
    String(trips.rounds),
    ...(variesByDay ? [`≤ ${goal?.read}`, ''] : figures(request)),
    ...(thenVaries ? ['…', '…'] : figures(then)),
    parts.join(' + ') + (following.length > 0 ? `; then ${following.join(' + ')}` : ''),
  ];
  return `| ${cells.join(' | ')} |`;
}

const figures = ({ read, write }: Measured['request']): string[] => [
  String(read),
  write === 0 ? '' : String(write),
];
