/** What a deployment asks after it: whether the runtime can store and open copies of lists. API Gateway never sends it. */
export interface CopiesQuestion {
  question: 'copies';
}

export interface CopiesAnswer {
  /** The version of Node. */
  runtime: string;
  /** Whether copies are made in memory, or through files because the runtime lacks that. */
  way: 'memory' | 'files';
}
