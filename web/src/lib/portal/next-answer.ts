import { SvelteSet } from 'svelte/reactivity';
import { client } from '#lib/api/client.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { refusalIn } from './access.ts';
import { addDraftFile, draftFiles, dropDraftFiles } from '#lib/records/files/draft-files.svelte.ts';
import { addFiles, sendingTo, type Destination } from '#lib/records/files/uploads.svelte.ts';
import { sendAnswer, type OfIssue } from './send-answer.ts';

/** Issues whose files are sent as soon as all of them are uploaded, because they were chosen with the issue. */
const following = new SvelteSet<string>();
export const filesFollow = ({ id }: OfIssue): boolean => following.has(id);

const keyOf = ({ id }: OfIssue): string => `portal-answer ${id}`;

/** Uploads to the client's next answer to an issue. What isn't sent expires. */
export const nextAnswerTo = (issue: OfIssue): Destination => ({
  key: keyOf(issue),
  async start(body) {
    const { id, upload } = await client.portal.startFile({ ...issue, body });
    return { attachment: { id, name: body.name, sizeBytes: body.sizeBytes }, upload };
  },
  finish: (fileId) => client.portal.finishFile({ ...issue, fileId }),
  discard: () => undefined,
  onfinished(file) {
    addDraftFile(keyOf(issue), file);
    void sendFollowing(issue);
  },
  oncanceled: () => void sendFollowing(issue),
});

/** Uploads the files that were chosen with a new issue, and sends them once all are there. */
export function followWith(issue: OfIssue, files: readonly File[]): void {
  if (files.length === 0) return;
  following.add(issue.id);
  addFiles(nextAnswerTo(issue), files);
}

/** Does nothing as long as files are under way or failed. The client then tries again, or removes them. */
async function sendFollowing(issue: OfIssue): Promise<void> {
  if (!filesFollow(issue) || sendingTo(nextAnswerTo(issue)).length > 0) return;
  following.delete(issue.id);
  const fileIds = draftFiles(keyOf(issue)).map(({ id }) => id);
  if (fileIds.length === 0) return;
  try {
    await sendAnswer(issue, '', fileIds, crypto.randomUUID());
    filesWereSent(issue, fileIds);
  } catch (error) {
    toast({ text: t.portalIssues.notDone(refusalIn(issue, error)), tone: 'failed' });
  }
}

/** Takes the files from the next answer, because they were sent. */
export function filesWereSent(issue: OfIssue, fileIds: readonly string[]): void {
  following.delete(issue.id);
  dropDraftFiles(keyOf(issue), fileIds);
}
