import { issues } from '#contract/records/issue-operations.ts';
import { mergeRecords } from '#data/jobs/merge.ts';
import { issueRecords } from '#data/records/issue.ts';
import { recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { serve } from '#http/serve.ts';
import { harmless } from '#data/store/idempotency.ts';
import { answer, answers, downloadFile, finishFile, startFile } from './answers.ts';

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
  },
  recordPrefetch(issueRecords),
);
