import { expect, test } from 'vitest';
import { synthesized } from '#infra/synthesized.ts';
import { readService, type Service } from 'local-aws/template/service.ts';

const stages = ['local', 'dev', 'staging', 'prod'];
const services = new Map<string, Service>();
for (const stage of stages) services.set(stage, readService((await synthesized(stage)).outdir));

/** Removes the stage from a name. Nothing else differs between the names in two stages. */
const withoutStage = (text: string) => text.replace(/cobalt-[a-z]+-/, '').replace(/Cobalt(Prod|Local)/, '');
const gist = ({ functions, api, sources, schedules, queues, identity, edge }: Service) => ({
  functions: functions.map(({ name, timeoutSeconds, memoryMb, handler, environment }) => ({
    name: withoutStage(name),
    timeoutSeconds,
    memoryMb,
    handler,
    variables: Object.keys(environment),
  })),
  routes: api.routes.map(({ routeKey, functionName }) => `${routeKey} → ${withoutStage(functionName)}`),
  sources: sources.map(({ functionName, batchSize, filters }) => [
    withoutStage(functionName),
    batchSize,
    filters,
  ]),
  schedules: schedules.map(({ functionName, expression }) => [withoutStage(functionName), expression]),
  queues: queues.map(({ name }) => withoutStage(name)),
  triggers: Object.keys(identity.triggers),
  paths: edge.behaviors.map(({ pathPattern, leadsTo }) => [pathPattern, leadsTo]),
});

test('the local host supports the whole template of every stage, and every route may invoke its function', () => {
  for (const [stage, service] of services) {
    expect(service.functions.length).toBeGreaterThan(10);
    expect(service.functions.map(({ environment }) => environment.STAGE)).toContain(stage);
    const refused = service.api.routes.filter(({ isPermitted }) => !isPermitted);
    expect(refused.map(({ routeKey }) => routeKey)).toEqual([]);
  }
});

test('the local host runs exactly what is deployed: functions, routes, readers, schedules, queues, triggers', () => {
  const [local, prod] = ['local', 'prod'].map((stage) => {
    const service = services.get(stage);
    return service && gist(service);
  });
  expect(local).toEqual(prod);
  expect(local?.routes.length).toBeGreaterThan(20);
  expect(local?.sources.length).toBeGreaterThan(2);
  expect(local?.schedules.length).toBeGreaterThan(1);
});
