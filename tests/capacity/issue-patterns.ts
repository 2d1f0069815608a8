import { bodyOf } from '../caller.ts';
import { picture, png, sendBytes } from '../files.ts';
import type { Pattern } from './pattern.ts';
import { making, rights, send } from './requests.ts';
import type { World } from './world.ts';

const issue = (rest: string, world: World): string => `/issues/${world.made.answered!.id}${rest}`;
const written = ['transact entry', 'transact change', 'entry 2 entry'];

/** Creates an issue for the customer with the other patterns' records. */
const newIssue = async (world: World): Promise<void> => {
  const body = { subject: 'Broken link', customerId: world.made.customer!.id, ownerId: world.owner.userId };
  await bodyOf(201, making('answered', '/issues', body)(world));
};

/** Patterns of answers to customers, and of the files that are sent with them. */
export const issuePatterns: Pattern[] = [
  {
    operation: 'issues.startFile',
    by: 'file and storage by key; the issue must exist; its files are counted',
    class: 'key',
    reads: [rights, 'strong entry', 'eventualQuery attachment'],
    writes: ['transact room', 'transact entry', 'transact attachment'],
    prepare: newIssue,
    async send(world) {
      const answer = await send('POST', issue('/answer-files', world), { body: picture })(world);
      const { attachment, upload } = answer.body;
      world.made.answerFile = { id: attachment.id, version: 1 };
      await sendBytes(upload, png);
      return answer;
    },
  },
  {
    operation: 'issues.finishFile',
    by: 'file by key; the issue must exist',
    class: 'key',
    reads: [rights, 'strong entry', 'strong attachment'],
    writes: ['transact entry', 'transact attachment'],
    send: (world) => {
      const file = `/answer-files/${world.made.answerFile!.id}/finish`;
      return send('POST', issue(file, world))(world);
    },
  },
  {
    operation: 'issues.answer',
    what: 'with a file',
    by: 'answer, issue, file and their changes by key',
    class: 'key',
    reads: [rights, 'strong entry', 'strong attachment'],
    writes: [...written, ...written, ...written, 'entry 1 entry', 'put entry'],
    thenVaries: true,
    send: (world) => {
      const body = { body: 'See the file', fileIds: [world.made.answerFile!.id] };
      return send('POST', issue('/answers', world), { body })(world);
    },
  },
  {
    operation: 'issues.answers',
    by: 'pk = issue, sk begins with that of answers',
    class: 'indexed',
    reads: [rights, 'strong entry', 'query note'],
    send: (world) => send('GET', issue('/answers', world))(world),
  },
  {
    operation: 'issues.downloadFile',
    by: 'file and answer by key',
    class: 'key',
    reads: [rights, 'strong entry', 'strong attachment', 'strong note'],
    send: (world) => send('GET', issue(`/answer-files/${world.made.answerFile!.id}/download`, world))(world),
  },
];
