import { issues } from '#contract/records/issue-operations.ts';
import { mergeRecords } from '#data/jobs/merge.ts';
import { issueRecords } from '#data/records/issue.ts';
import { readAgain, recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { serve } from '#http/serve.ts';
import { harmless, repeatable } from '#data/store/idempotency.ts';
import { answer, answers, downloadFile, finishFile, revokeLinks, startFile } from './answers.ts';

export const handler = serve(
  issues,
  {
    ...recordOperations(issueRecords),
    merge: mergeRecords(issueRecords),
    answers,
    answer,
    startFile,
    finishFile: harmless(finishFile),
    downloadFile,
    revokeLinks: repeatable(revokeLinks, readAgain(issueRecords)),
  },
  recordPrefetch(issueRecords),
);
