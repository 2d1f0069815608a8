interface DueTimes {
  firstAnswerDueAt?: string | undefined;
  resolutionDueAt?: string | undefined;
}

/** What is due next of an issue, and when. Undefined if nothing is due. */
export function dueNext({
  firstAnswerDueAt: answer,
  resolutionDueAt: resolution,
}: DueTimes): { what: 'firstAnswer' | 'resolution'; at: string } | undefined {
  if (answer !== undefined && (resolution === undefined || answer <= resolution))
    return { what: 'firstAnswer', at: answer };
  return resolution === undefined ? undefined : { what: 'resolution', at: resolution };
}
