import { isDeepStrictEqual } from 'node:util';
import type { Client } from 'pg';
import { entriesOf, type Organization } from '#contract/organization.ts';
import { sortText } from '#data/values/search-terms.ts';
import { Connection } from '../connection.ts';
import { atMost, median, plain, type Figure } from '../figure.ts';
import { askApi, askPostgres, type Ask } from '../list-answers.ts';
import { indexes, questionsAbout, type Question } from '../list-questions.ts';
import { listed, openLists } from '../open-lists.ts';
import { loadIntoPostgres, loadLabels } from '../postgres-records.ts';
import { startPostgres } from '../postgres.ts';
import { ratioOf } from '../rate.ts';
import type { System } from '../system.ts';

const rounds = 15;
const warmUpRounds = 3;

/**
 * P9: the time of each question through the whole stack, and that of PostgreSQL for the same data in the same run. Both
 * must give the same answer.
 */
export async function measureLists(system: System): Promise<Figure[]> {
  const seconds = await openLists(system);
  const postgres = await startPostgres();
  if (!postgres) console.log('PostgreSQL is not installed, so P9 is measured without a comparison.');
  try {
    if (postgres) await loadPostgres(system, postgres.client);
    return [
      plain('P9', 'first answers about three lists, with their snapshots', seconds, 's'),
      ...(await measureQuestions(system, postgres?.client)),
    ];
  } finally {
    await postgres?.stop();
  }
}

async function loadPostgres(system: System, postgres: Client): Promise<void> {
  const startedAt = performance.now();
  await postgres.query('CREATE EXTENSION pg_trgm');
  for (const definition of listed)
    await loadIntoPostgres(system, postgres, definition, indexes[definition.type.plural] ?? []);
  const path = `/v1/orgs/${system.large.id}`;
  const settings = await system.get<Organization>(path);
  const places = (list: string) => entriesOf(settings, list).map(({ id }, place) => ({ id, place }));
  await loadLabels(postgres, 'statuses', places('contactStatuses'));
  await loadLabels(postgres, 'stages', places('stages'));
  const { items: tags } = await system.get<{ items: { id: string; name: string }[] }>(`${path}/tags`);
  await loadLabels(
    postgres,
    'tags',
    tags.map(({ id, name }) => ({ id, label: sortText(name) })),
  );
  const members = await membersOf(system);
  await loadLabels(
    postgres,
    'members',
    members.map(({ userId, displayName }) => ({ id: userId, label: sortText(displayName) })),
  );
  console.log(`  copied into PostgreSQL in ${Math.round((performance.now() - startedAt) / 1000)} s`);
}

type Member = { userId: string; displayName: string; role: string };

const membersOf = async (system: System): Promise<Member[]> =>
  (await system.get<{ items: Member[] }>(`/v1/orgs/${system.large.id}/members`)).items;

type Side = { ask: Ask; times: number[] };

async function measureQuestions(system: System, postgres: Client | undefined): Promise<Figure[]> {
  const { large, host } = system;
  const connection = new Connection(host.url);
  const requests = { owner: await system.signIn('owner'), employee: await system.signIn('employee') };
  const employee = (await membersOf(system)).find(({ role }) => role === 'employee');
  const figures: Figure[] = [];
  let wrong = 0;
  for (const question of questionsAbout(large.tagIds, employee?.userId ?? '')) {
    const request = requests[question.asEmployee ? 'employee' : 'owner'];
    const stack: Side = { ask: await askApi(connection, request, large.id, question), times: [] };
    const theirs: Side | undefined = postgres && { ask: await askPostgres(postgres, question), times: [] };
    if (theirs && !(await isAnsweredAlike(question, stack, theirs))) wrong += 1;
    await timeRounds(theirs ? [stack, theirs] : [stack]);
    figures.push(...figuresOf(question, stack, theirs));
  }
  connection.close();
  return [
    ...figures,
    ...(postgres ? [atMost('P9', 'answers that differ from PostgreSQL', wrong, '', 0)] : []),
  ];
}

async function isAnsweredAlike({ plural, what }: Question, one: Side, other: Side): Promise<boolean> {
  const [answer, expected] = [await one.ask(), await other.ask()];
  if (isDeepStrictEqual(answer, expected)) return true;
  console.log(`Wrong answer to ${plural}, ${what}:`, answer, 'PostgreSQL:', expected);
  return false;
}

async function timeRounds(sides: readonly Side[]): Promise<void> {
  for (let round = -warmUpRounds; round < rounds; round += 1)
    for (const { ask, times } of sides) {
      const startedAt = performance.now();
      await ask();
      if (round >= 0) times.push(performance.now() - startedAt);
    }
}

function figuresOf({ plural, what }: Question, stack: Side, theirs: Side | undefined): Figure[] {
  const name = `${plural}, ${what}`;
  return [
    atMost('P9', `${name}, p50`, median(stack.times), 'ms', 100),
    ...(theirs
      ? [
          plain('P9', `${name}, PostgreSQL`, median(theirs.times), 'ms'),
          atMost('P9', `${name}, over PostgreSQL`, ratioOf(stack.times, theirs.times), '×', 3),
        ]
      : []),
  ];
}
