import { expect, test } from 'vitest';
import { synthesized } from '../../synthesized.ts';
import { readService, type Service } from './service.ts';

/** Names differ by the stage alone. */
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

test('the local host reads the whole template of every stage: nothing in it is unknown', () => {
  for (const stage of ['local', 'dev', 'staging', 'prod']) {
    const service = readService(synthesized(stage).outdir);
    expect(service.functions.length).toBeGreaterThan(10);
    expect(service.stage).toBe(stage);
  }
});

test('what runs locally is what is deployed: functions, routes, readers, schedules, queues, triggers', () => {
  const [local, prod] = ['local', 'prod'].map((stage) => gist(readService(synthesized(stage).outdir)));
  expect(local).toEqual(prod);
  expect(local?.routes.length).toBeGreaterThan(20);
  expect(local?.sources.length).toBeGreaterThan(2);
  expect(local?.schedules.length).toBeGreaterThan(1);
});
