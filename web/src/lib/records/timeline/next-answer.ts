import type { Attachment } from '#contract/attachment.ts';
import { client } from '#lib/api/client.ts';
import type { OfRecord } from '../entries.ts';
import { addDraftFile } from '../files/draft-files.svelte.ts';
import type { Destination } from '../files/uploads.svelte.ts';

/** Uploads to the next answer to an issue. What isn’t sent expires. */
export const nextAnswerTo = ({ orgId, recordId: id }: OfRecord): Destination<Attachment> => {
  const key = `answer ${id}`;
  return {
    key,
    start: (body) => client.issues.startFile({ orgId, id, body }),
    finish: (fileId) => client.issues.finishFile({ orgId, id, fileId }),
    discard: () => undefined,
    onfinished: (file) => addDraftFile(key, file),
  };
};
