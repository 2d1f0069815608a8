import { setTimeout as sleep } from 'node:timers/promises';
import type { ListPage } from '#contract/lists/list-operations.ts';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import { Connection } from './connection.ts';
import { atMost, median, plain, type Figure } from './figure.ts';
import type { System } from './system.ts';

const pauseMs = 200;
const idleSamples = 60;
const questions: ListQuestion[] = [
  {},
  {
    filter: { field: 'statusId', op: 'anyOf', value: ['customer'] },
    sorts: [{ field: 'fullName' }],
  },
  { q: 'mari', sorts: [{ field: 'updatedAt', descending: true }] },
];

/** Asks three questions about the contacts of the large organization, before some work and during it. */
export interface ThreeQuestions {
  /** Sends a GET request or, with a body, a POST request to the organization. */
  send<T>(path: string, body?: object): Promise<T>;
  /** Asks as often as needed for a median, before the work begins. */
  askBefore(): Promise<void>;
  /** Asks each question once. */
  askDuring(): Promise<void>;
  /** What the work did to the answers, and closes the connection. */
  end(line: string, work: string): Figure[];
}

export async function openQuestions(system: System): Promise<ThreeQuestions> {
  const request = await system.signIn('owner');
  const connection = new Connection(system.host.url);
  const times: { idle: number[]; busy: number[] } = { idle: [], busy: [] };
  const ages: number[] = [];
  async function send<T>(path: string, body?: object): Promise<T> {
    const answer = await connection.send(request(`/v1/orgs/${system.large.id}/${path}`, body));
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return (answer.body === '' ? undefined : JSON.parse(answer.body)) as T;
  }
  async function ask(taken: number[]): Promise<void> {
    for (const question of questions) {
      const startedAt = performance.now();
      const { asOf } = await send<ListPage>('contacts/query', question);
      taken.push(performance.now() - startedAt);
      ages.push((Date.now() - Date.parse(asOf)) / 1000);
      await sleep(pauseMs);
    }
  }
  return {
    send,
    async askBefore() {
      await ask([]);
      while (times.idle.length < idleSamples) await ask(times.idle);
      ages.length = 0;
    },
    askDuring: () => ask(times.busy),
    end(line, work) {
      connection.close();
      const [idle, busy] = [median(times.idle), median(times.busy)];
      return [
        plain(line, `three questions before ${work}, p50`, idle, 'ms'),
        plain(line, `during ${work}, p50`, busy, 'ms'),
        atMost(line, `during ${work} over before it`, busy / idle, '×', 2),
        atMost(line, `oldest answer during ${work}, age of \`asOf\``, Math.max(...ages), 's', 60),
      ];
    },
  };
}
