import type { FunctionDeclaration } from './function-declaration.ts';
import { table } from './table-rights.ts';

/** The functions that the user pool invokes. */
export const poolFunctions: readonly FunctionDeclaration[] = [
  {
    name: 'pre-sign-up',
    entry: 'events/pre-sign-up/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 5,
    rights: [table('GetItem', 'UpdateItem')],
    // It only counts sign-ups, for callers who are anonymous.
    deniedPartitions: ['API-KEY#*', 'EMAIL#*', 'FEED#*', 'FORM#*', 'ORG#*', 'SLUG#*', 'SYSTEM', 'USER#*'],
    variables: ['TABLE_NAME', 'STAGE_LIMITS'],
    source: { kind: 'pool', trigger: 'preSignUp' },
  },
  {
    name: 'custom-message',
    entry: 'events/custom-message/handler.ts',
    memoryMb: 512,
    timeoutSeconds: 5,
    rights: [],
    variables: [],
    source: { kind: 'pool', trigger: 'customMessage' },
  },
];
