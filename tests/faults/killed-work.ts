import { setTimeout as sleep } from 'node:timers/promises';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Key } from '#data/store/keys.ts';
import type { HostStatus } from 'local-aws/host-status.ts';
import { awaited } from '../awaited.ts';
import type { HostUnderTest } from '../host.ts';
import { returnMessages } from '../queues.ts';
import type { Random } from './random.ts';
import { clientOf } from './table-under-test.ts';

/** Long work of any kind that has begun. */
export interface Work {
  /** The function that does it. */
  worker: string;
  isUnfinished: () => Promise<boolean>;
  /** Lets work go on at which nobody is, as a schedule does. Other work goes on with the next delivery of its message. */
  revive?: () => Promise<unknown>;
  /** What has come of it, without ids and times. */
  result: () => Promise<unknown>;
}

/** Before the time of anything in a test. */
export const longAgo = '2026-01-01T00:00:00.000Z';
const pauseMs = 10;
/** After so many looks that find nobody at work, work is revived. */
const idleLooks = 50;
/** What somebody who was killed has sent is written by then. */
const lastWritesMs = 50;

async function isAtWork({ url }: HostUnderTest, { worker }: Work): Promise<boolean> {
  const { functions } = (await (await fetch(`${url}/_local/status`)).json()) as HostStatus;
  return functions.some(({ name, underWay }) => name === `cobalt-local-${worker}` && underWay > 0);
}

/** Returns a function that looks whether somebody is at work, and revives the work if nobody has been for a while. */
function watchOf(host: HostUnderTest, work: Work): () => Promise<boolean> {
  let looks = 0;
  return async () => {
    const isBusy = await isAtWork(host, work);
    looks = isBusy ? 0 : looks + 1;
    if (looks > 0 && looks % idleLooks === 0) await work.revive?.();
    return isBusy;
  };
}

/** Waits for the end of work. Returns how long it has taken since somebody was at work. */
export async function ended(host: HostUnderTest, work: Work): Promise<number> {
  const isBusy = watchOf(host, work);
  let begunAt: number | undefined;
  const isUnfinished = async () => {
    if (await isBusy()) begunAt ??= Date.now();
    return work.isUnfinished();
  };
  await awaited('the end of work', isUnfinished, (is) => !is, { pauseMs });
  return Date.now() - (begunAt ?? Date.now());
}

/** Kills whoever is at work, up to some times, each at a random point of the time that it takes. Returns how often. */
export async function killAtWork(
  host: HostUnderTest,
  work: Work,
  { killsMax, workMs, random }: { killsMax: number; workMs: number; random: Random },
): Promise<number> {
  const isBusy = watchOf(host, work);
  let kills = 0;
  while (kills < killsMax && (await work.isUnfinished())) {
    await sleep((await isBusy()) ? random.below(workMs) : pauseMs);
    if (!(await isAtWork(host, work)) || !(await work.isUnfinished())) continue;
    await host.killFunction(work.worker);
    kills += 1;
    await sleep(lastWritesMs);
    returnMessages(host);
    await work.revive?.();
  }
  return kills;
}

/** Sets attributes of an item in which another one is there, or has a value. Returns whether there is such an item. */
export async function setWhere(
  { info }: HostUnderTest,
  Key: Key,
  [name, value]: [name: string, value?: string],
  attributes: Record<string, string>,
): Promise<boolean> {
  const names = Object.keys(attributes);
  const values = Object.entries(attributes).map(([one, to]) => [`:${one}`, to]);
  const update = new UpdateCommand({
    TableName: info.table,
    Key,
    UpdateExpression: `SET ${names.map((one) => `#${one} = :${one}`).join(', ')}`,
    ConditionExpression: value === undefined ? 'attribute_exists(#where)' : '#where = :where',
    ExpressionAttributeNames: {
      '#where': name,
      ...Object.fromEntries(names.map((one) => [`#${one}`, one])),
    },
    ExpressionAttributeValues: {
      ...(value === undefined ? {} : { ':where': value }),
      ...Object.fromEntries(values),
    },
  });
  try {
    await clientOf(info.dynamodbUrl).send(update);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Lets the next check of a run come, which finds nobody alive. Does nothing about a run that has ended. */
export async function checkNow(host: HostUnderTest, key: Key, id: string): Promise<void> {
  if (await setWhere(host, key, ['g6pk'], { aliveAt: longAgo, g6sk: `${longAgo}#${id}` }))
    await host.invoke('due-items');
}
