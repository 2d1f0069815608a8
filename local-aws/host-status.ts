import type { Engines } from './start-engines.ts';
import type { FunctionRunner } from './lambda/function-runner.ts';
import type { HostInfo } from './host-info.ts';
import type { Readers } from './readers.ts';
import type { Access } from './iam/access.ts';

/** The parts of a running host that its own page shows. */
export type HostParts = {
  engines: Engines;
  readers: Readers;
  runners: Map<string, FunctionRunner>;
  access: Access;
  info: HostInfo;
};

export type HostStatus = ReturnType<typeof hostStatus>;

export function hostStatus({ engines, readers, runners, access }: HostParts) {
  return {
    functions: [...runners.values()].map((runner) => ({ name: runner.definition.name, ...runner.state() })),
    readers: readers.streams.map((reader) => ({
      function: reader.definition.functionName,
      delivered: reader.delivered(),
      behindSeconds: reader.behindSeconds(),
    })),
    refused: Object.entries(access.report()).flatMap(([name, report]) =>
      report.refused.map((call) => ({ function: name, call })),
    ),
    queues: engines.queues.definitions.map((queue) => ({
      name: queue.name,
      ...engines.queues.counts(queue),
    })),
  };
}
